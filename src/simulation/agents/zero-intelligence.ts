import { Sampler } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import type { Ticks } from '../../core/units.js';
import { BUY, type Side } from '../../events/sink.js';
import type { ZeroIntelligence } from '../../scenario/scenario.js';
import type { Behaviour, Decision, MarketView } from './agent.js';
import type { BehaviourContext } from './context.js';
import { drawnSide, type FlowTrader, OrderFlow } from './order-flow.js';
import { wholeLots } from './size.js';

/**
 * Order flow without any intention (Smith, Farmer, Gillemot, Krishnamurthy 2003): market orders,
 * limit orders uniform beyond the opposite best price, cancels, all Poisson. The rates hold for each
 * of the population's instruments.
 */
export class ZeroIntelligenceTraders implements Behaviour, FlowTrader {
  readonly wakesPerSecond: number;
  private readonly population: ZeroIntelligence;
  private readonly instruments: number;
  private readonly flow: OrderFlow;
  /** Limit orders are of the same size. */
  readonly marketSize: Sampler;
  /** The best prices seen last, by position of the instrument: they stand in for an empty side. */
  private readonly knownBidTicks: Float64Array;
  private readonly knownAskTicks: Float64Array;

  constructor(population: ZeroIntelligence, { instruments }: BehaviourContext) {
    const { count, marketRate, limitRate, cancelRate, windowTicks } = population;
    this.population = population;
    this.marketSize = new Sampler(population.orderSize);
    this.instruments = instruments.length;
    this.flow = new OrderFlow({
      seats: count * instruments.length,
      marketRate: instruments.length * marketRate,
      limitRate: instruments.length * 2 * limitRate * windowTicks,
      cancelRate,
    });
    this.wakesPerSecond = this.flow.wakesPerSecond;
    this.knownBidTicks = Float64Array.from(instruments, (facts) => facts.initialPriceTicks);
    this.knownAskTicks = Float64Array.from(instruments, (facts) => facts.initialPriceTicks);
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

  marketSide(draws: Draws): Side {
    return drawnSide(draws);
  }

  placeLimit(side: Side, view: MarketView, draws: Draws, decision: Decision): void {
    const distanceTicks = 1 + draws.below(this.population.windowTicks);
    const oppositeTicks = this.oppositeBestTicks(side, view);
    const priceTicks = side === BUY ? oppositeTicks - distanceTicks : oppositeTicks + distanceTicks;
    if (priceTicks < 1 || view.maxPriceTicks < priceTicks) return;
    const lots = wholeLots(this.marketSize.sample(draws));
    decision.limit(side, priceTicks, lots, this.flow.slot);
  }

  /** A best price known from earlier gives way to the other side, where that has passed it. */
  private oppositeBestTicks(side: Side, { bestBidTicks, bestAskTicks }: MarketView): Ticks {
    const { knownBidTicks, knownAskTicks } = this;
    const position = this.flow.seat % this.instruments;
    if (bestBidTicks > 0) knownBidTicks[position] = bestBidTicks;
    if (bestAskTicks > 0) knownAskTicks[position] = bestAskTicks;
    if (side === BUY) return Math.max(knownAskTicks[position], bestBidTicks);
    const bidTicks = knownBidTicks[position];
    return bestAskTicks > 0 ? Math.min(bidTicks, bestAskTicks) : bidTicks;
  }
}
