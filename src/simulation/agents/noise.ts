import { Sampler } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import { US_PER_SECOND, type Ticks } from '../../core/units.js';
import { BUY, SELL, type Side } from '../../events/sink.js';
import type { Noise } from '../../scenario/scenario.js';
import type { Behaviour, Decision, MarketView } from './agent.js';
import type { BehaviourContext } from './context.js';
import { type FlowTrader, OrderFlow } from './order-flow.js';
import { wholeLots } from './size.js';

/**
 * Traders without an opinion. Their market orders move the price; their limit orders rest behind the
 * best price and die young, for a wall of them at the touch would pin the price.
 */
export class NoiseTraders implements Behaviour, FlowTrader {
  readonly wakesPerSecond: number;
  private readonly flow: OrderFlow;
  readonly marketSize: Sampler;
  private readonly limitSize: Sampler;
  private readonly limitDistance: Sampler;

  constructor(population: Noise, { instruments }: BehaviourContext) {
    this.marketSize = new Sampler(population.marketSize);
    this.limitSize = new Sampler(population.limitSize);
    this.limitDistance = new Sampler(population.limitDistance);
    this.flow = new OrderFlow({
      seats: population.count * instruments.length,
      marketRate: population.marketRate,
      limitRate: population.limitRate,
      cancelRate: US_PER_SECOND / population.orderLifeUs,
    });
    this.wakesPerSecond = this.flow.wakesPerSecond;
  }

  choose(draws: Draws): number {
    return this.flow.choose(draws);
  }

  wake(_agent: number, view: MarketView, draws: Draws, decision: Decision): void {
    this.flow.wake(this, view, draws, decision);
  }

  orderRested(_agent: number, slot: number, order: number): void {
    this.flow.orderRested(slot, order);
  }

  placeLimit(side: Side, view: MarketView, draws: Draws, decision: Decision): void {
    const bestTicks = ownBestTicks(side, view);
    const distanceTicks = Math.max(1, Math.round(bestTicks * this.limitDistance.sample(draws)));
    const priceTicks = side === BUY ? bestTicks - distanceTicks : bestTicks + distanceTicks;
    if (priceTicks < 1 || view.maxPriceTicks < priceTicks) return;
    decision.limit(side, priceTicks, wholeLots(this.limitSize.sample(draws)), this.flow.slot);
  }
}

/** Where a side is empty, the last price stands in, but not beyond the opposite best. */
function ownBestTicks(side: Side, view: MarketView): Ticks {
  const { bestBidTicks, bestAskTicks } = view;
  const lastTicks = view.lastTicks > 0 ? view.lastTicks : view.markTicks;
  if (side === SELL) return bestAskTicks > 0 ? bestAskTicks : Math.max(lastTicks, bestBidTicks);
  if (bestBidTicks > 0) return bestBidTicks;
  return bestAskTicks > 0 ? Math.min(lastTicks, bestAskTicks) : lastTicks;
}
