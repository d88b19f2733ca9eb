import { Sampler } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import type { Ticks } from '../../core/units.js';
import { BUY, SELL, type Side } from '../../events/sink.js';
import type { ZeroIntelligence } from '../../scenario/scenario.js';
import type { Behaviour, Decision, MarketView } from './agent.js';
import { type BehaviourContext, type InstrumentFacts, positionsByRow } from './context.js';
import { drawnSide } from './drawn-side.js';
import { type FlowTrader, OrderFlow } from './order-flow.js';
import { wholeLots } from './size.js';

/**
 * Order flow without any intention (Smith, Farmer, Gillemot, Krishnamurthy 2003): market orders,
 * limit orders uniform beyond the opposite best price, cancels, all Poisson. The rates hold for each
 * of the population's instruments.
 */
export class ZeroIntelligenceTraders implements Behaviour, FlowTrader {
  readonly wakesPerSecond: number;
  /** Absent without opening orders: an opening takes a turn of the draws. */
  readonly open?: NonNullable<Behaviour['open']>;
  private readonly population: ZeroIntelligence;
  private readonly instruments: readonly InstrumentFacts[];
  private readonly positionOfRow: Int32Array;
  private readonly flow: OrderFlow;
  /** Limit orders are of the same size. */
  readonly marketSize: Sampler;
  /** The best prices seen last, by position of the instrument: they stand in for an empty side. */
  private readonly knownBidTicks: Float64Array;
  private readonly knownAskTicks: Float64Array;

  constructor(population: ZeroIntelligence, { instruments }: BehaviourContext) {
    const { count, marketRate, limitRate, cancelRate, windowTicks, opening } = population;
    this.population = population;
    this.marketSize = new Sampler(population.orderSize);
    this.instruments = instruments;
    this.positionOfRow = positionsByRow(instruments);
    this.flow = new OrderFlow({
      seats: count * instruments.length,
      marketRate: instruments.length * marketRate,
      limitRate: instruments.length * 2 * limitRate * windowTicks,
      cancelRate,
      openingOrders: instruments.length * (opening.bids + opening.asks),
    });
    this.wakesPerSecond = this.flow.wakesPerSecond;
    if (opening.bids + opening.asks > 0) {
      this.open = (agent, view, draws, decision) => {
        this.placeOpening(agent, view, draws, decision);
      };
    }
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

  orderGone(_agent: number, slot: number): void {
    this.flow.orderGone(slot);
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
    decision.limit(side, priceTicks, lots, this.flow.send());
  }

  /** The opening orders are dealt out to the members in turn. */
  private placeOpening(agent: number, view: MarketView, draws: Draws, decision: Decision): void {
    const { count, opening } = this.population;
    const position = this.positionOfRow[view.instrument];
    const { initialPriceTicks } = this.instruments[position];
    const seat = agent * this.instruments.length + position;
    for (let order = agent; order < opening.bids + opening.asks; order += count) {
      const isBid = order < opening.bids;
      const priceTicks = isBid ? initialPriceTicks : initialPriceTicks + 1;
      if (view.maxPriceTicks < priceTicks) continue;
      const lots = wholeLots(this.marketSize.sample(draws));
      decision.limit(isBid ? BUY : SELL, priceTicks, lots, this.flow.sendOpening(seat));
    }
  }

  /** A best price known from earlier gives way to the other side, where that has passed it. */
  private oppositeBestTicks(side: Side, view: MarketView): Ticks {
    const { bestBidTicks, bestAskTicks } = view;
    const { knownBidTicks, knownAskTicks } = this;
    const position = this.positionOfRow[view.instrument];
    if (bestBidTicks > 0) knownBidTicks[position] = bestBidTicks;
    if (bestAskTicks > 0) knownAskTicks[position] = bestAskTicks;
    if (side === BUY) return Math.max(knownAskTicks[position], bestBidTicks);
    const bidTicks = knownBidTicks[position];
    return bestAskTicks > 0 ? Math.min(bidTicks, bestAskTicks) : bidTicks;
  }
}
