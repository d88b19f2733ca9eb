import { Sampler } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import { US_PER_SECOND, type Ticks } from '../../core/units.js';
import { BUY, SELL, type Side } from '../../events/sink.js';
import type { Noise } from '../../scenario/scenario.js';
import type { Behaviour, Decision, MarketView } from './agent.js';
import type { BehaviourContext } from './context.js';
import { drawnSide } from './drawn-side.js';
import { ACTS, type FlowTrader, OrderFlow } from './order-flow.js';
import { SignMemory } from './sign-memory.js';
import { wholeLots } from './size.js';

/**
 * Traders without an opinion. Their market orders move the price; their limit orders rest behind the
 * best price and die young, for a wall of them at the touch would pin the price.
 */
export class NoiseTraders implements Behaviour, FlowTrader {
  readonly wakesPerSecond: number;
  protected readonly flow: OrderFlow;
  readonly marketSize: Sampler;
  private readonly limitSize: Sampler;
  private readonly limitDistance: Sampler;
  private readonly instruments: number;
  /** Null: each market order takes either side. */
  private readonly signs: SignMemory | null;
  /** Of the market order chosen last, where signs have a memory. */
  private side: Side = BUY;

  constructor(population: Noise, { instruments }: BehaviourContext) {
    this.marketSize = new Sampler(population.marketSize);
    this.limitSize = new Sampler(population.limitSize);
    this.limitDistance = new Sampler(population.limitDistance);
    const { signMemory } = population;
    this.instruments = instruments.length;
    this.signs = signMemory === null ? null : new SignMemory(signMemory, instruments.length);
    this.flow = new OrderFlow({
      seats: population.count * instruments.length,
      marketRate: population.marketRate,
      limitRate: population.limitRate,
      cancelRate: US_PER_SECOND / population.orderLifeUs,
    });
    this.wakesPerSecond = this.flow.wakesPerSecond;
  }

  choose(draws: Draws): number {
    return this.chosen(this.flow.choose(draws), draws);
  }

  wake(_agent: number, view: MarketView, draws: Draws, decision: Decision): void {
    this.flow.wake(this, view, draws, decision);
  }

  orderRested(_agent: number, slot: number, order: number): void {
    this.flow.orderRested(slot, order);
  }

  orderGone(_agent: number, slot: number): void {
    this.flow.orderGone(slot);
  }

  marketSide(draws: Draws): Side {
    return this.signs === null ? drawnSide(draws) : this.side;
  }

  placeLimit(side: Side, view: MarketView, draws: Draws, decision: Decision): void {
    const bestTicks = ownBestTicks(side, view);
    const distanceTicks = Math.max(1, Math.round(bestTicks * this.limitDistance.sample(draws)));
    const priceTicks = side === BUY ? bestTicks - distanceTicks : bestTicks + distanceTicks;
    if (priceTicks < 1 || view.maxPriceTicks < priceTicks) return;
    decision.limit(side, priceTicks, wholeLots(this.limitSize.sample(draws)), this.flow.send());
  }

  /** Signs are drawn with the choice, so that one whose order never reaches the market counts too. */
  protected chosen(seat: number, draws: Draws): number {
    if (this.signs !== null && this.flow.act === ACTS.market) {
      this.side = this.signs.next(seat % this.instruments, draws);
    }
    return seat;
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
