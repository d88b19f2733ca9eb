import { sample } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import { type Lots, NONE, type Ticks } from '../../core/units.js';
import { BUY, SELL, type Side } from '../../events/sink.js';
import type { Whale } from '../../scenario/scenario.js';
import type { Behaviour, Decision, MarketView } from './agent.js';
import { type BehaviourContext, positionsByRow } from './context.js';
import { ON_ITS_WAY } from './on-its-way.js';
import { wholeLots } from './size.js';

/** Keeps a number that is whole but for the last bits from losing one. */
const ROUNDING_SLACK = 1e-9;

/**
 * One large order of each member on each of its instruments, worked over time: in equal slices, as a
 * share of what is traded, or as an iceberg at the touch. It looks at fixed times from the start to
 * the end of the order, and counts as done what its position has moved since it began, and what is on
 * its way to the venue.
 *
 * Two tables, stored as columns: size or notional of a member, and the state of a seat.
 */
export class Whales implements Behaviour {
  readonly wakesPerSecond = 0;
  private readonly population: Whale;
  private readonly instruments: number;
  private readonly positionOfRow: Int32Array;
  private readonly side: Side;
  private readonly looks: number;
  /** Looks of all seats that were scheduled, and that took place. */
  private scheduled = 0;
  private looked = 0;

  private readonly sizeLots: Float64Array;
  private readonly notionalUnits: Float64Array;

  /** NaN until the seat has begun. */
  private readonly totalLots: Float64Array;
  private readonly positionBefore: Float64Array;
  private readonly tradedBefore: Float64Array;
  /** The resting order, and its price. */
  private readonly order: Float64Array;
  private readonly orderTicks: Float64Array;

  constructor(population: Whale, { instruments, traits }: BehaviourContext) {
    const { count, side, size, notional, forUs, everyUs } = population;
    const seats = count * instruments.length;
    this.population = population;
    this.instruments = instruments.length;
    this.positionOfRow = positionsByRow(instruments);
    this.side = side === 'buy' ? BUY : SELL;
    this.looks = Math.ceil(forUs / everyUs);
    this.sizeLots = new Float64Array(count).fill(NaN);
    this.notionalUnits = new Float64Array(count).fill(NaN);
    for (let agent = 0; agent < count; agent++) {
      const draws = traits(agent);
      if (size !== null) this.sizeLots[agent] = wholeLots(sample(size, draws));
      if (notional !== null) this.notionalUnits[agent] = sample(notional, draws);
    }
    this.totalLots = new Float64Array(seats).fill(NaN);
    this.positionBefore = new Float64Array(seats);
    this.tradedBefore = new Float64Array(seats);
    this.order = new Float64Array(seats).fill(NONE);
    this.orderTicks = new Float64Array(seats);
  }

  /** All seats look at the start, then every `everyUs`, and last when the time is over. */
  nextArrivalUs(): number {
    const { startUs, forUs, everyUs } = this.population;
    const look = Math.floor(this.scheduled++ / this.order.length);
    return look > this.looks ? Infinity : startUs + Math.min(forUs, look * everyUs);
  }

  choose(): number {
    return this.looked++ % this.order.length;
  }

  wake(agent: number, view: MarketView, _draws: Draws, decision: Decision): void {
    const { execution } = this.population;
    const seat = agent * this.instruments + this.positionOfRow[view.instrument];
    if (Number.isNaN(this.totalLots[seat])) this.begin(agent, seat, view);
    const movedLots = view.positionLots - this.positionBefore[seat];
    const doneLots = this.signed(movedLots + view.lotsOnTheWay);
    const leftLots = this.totalLots[seat] - doneLots;
    switch (execution.kind) {
      case 'twap':
        this.send(this.planLots(seat, view) - doneLots, leftLots, decision);
        return;
      case 'participation':
        this.send(this.dueLots(seat, execution.share, doneLots, view), leftLots, decision);
        return;
      case 'iceberg':
        this.rest(seat, leftLots, execution.displayedLots, view, decision);
        return;
      default:
        execution satisfies never;
    }
  }

  orderRested(_agent: number, seat: number, order: number): void {
    this.order[seat] = order;
  }

  orderGone(_agent: number, seat: number): void {
    this.order[seat] = NONE;
  }

  private begin(agent: number, seat: number, view: MarketView): void {
    const lotUnits = view.markTicks * view.unitsPerTickLot;
    const sizeLots = this.sizeLots[agent];
    this.totalLots[seat] = Number.isNaN(sizeLots)
      ? Math.floor(this.notionalUnits[agent] / lotUnits)
      : sizeLots;
    this.positionBefore[seat] = view.positionLots;
    this.tradedBefore[seat] = view.tradedLots;
  }

  /** What should be done after this look, by the clock. */
  private planLots(seat: number, { timeUs }: MarketView): Lots {
    const { startUs, everyUs } = this.population;
    const slices = Math.min(this.looks, Math.floor((timeUs - startUs) / everyUs) + 1);
    return Math.round((this.totalLots[seat] * slices) / this.looks);
  }

  /** What makes its own lots the share of all lots that are traded then, itself included. */
  private dueLots(seat: number, share: number, doneLots: Lots, { tradedLots }: MarketView): Lots {
    const volumeLots = tradedLots - this.tradedBefore[seat];
    return Math.floor((share * volumeLots - doneLots) / (1 - share) + ROUNDING_SLACK);
  }

  /** Takes what is due now, as far as the limit price allows. */
  private send(dueLots: Lots, leftLots: Lots, decision: Decision): void {
    const { limitTicks } = this.population;
    const lots = Math.min(dueLots, leftLots);
    if (lots < 1) return;
    if (limitTicks === null) decision.market(this.side, lots);
    else decision.immediateOrCancel(this.side, limitTicks, lots);
  }

  /** Keeps an iceberg at the best price of its side until the time is over. */
  private rest(
    seat: number,
    leftLots: Lots,
    displayedLots: Lots,
    view: MarketView,
    decision: Decision,
  ): void {
    const { startUs, forUs } = this.population;
    const isOver = view.timeUs >= startUs + forUs;
    if (this.order[seat] === ON_ITS_WAY) {
      if (isOver) decision.cancelAll(); // reaches the venue after it
      return;
    }
    const priceTicks = this.pegTicks(view);
    if (this.order[seat] !== NONE && view.isOpen(this.order[seat])) {
      const aheadTicks = this.signed(priceTicks - this.orderTicks[seat]);
      if (!isOver && aheadTicks <= 0) return;
      decision.cancel(this.order[seat]);
    }
    this.order[seat] = NONE;
    if (isOver || leftLots < 1 || priceTicks < 1 || view.maxPriceTicks < priceTicks) return;
    this.order[seat] = ON_ITS_WAY;
    this.orderTicks[seat] = priceTicks;
    decision.iceberg(this.side, priceTicks, leftLots, Math.min(displayedLots, leftLots), seat);
  }

  /** The best price of its side; where nobody stands, the last one short of the other side. */
  private pegTicks(view: MarketView): Ticks {
    const { bestBidTicks, bestAskTicks } = view;
    const { limitTicks } = this.population;
    const lastTicks = view.lastTicks > 0 ? view.lastTicks : view.markTicks;
    if (this.side === BUY) {
      const behindTicks = bestAskTicks > 0 ? Math.min(lastTicks, bestAskTicks - 1) : lastTicks;
      return Math.min(bestBidTicks > 0 ? bestBidTicks : behindTicks, limitTicks ?? Infinity);
    }
    const behindTicks = Math.max(lastTicks, bestBidTicks + 1);
    return Math.max(bestAskTicks > 0 ? bestAskTicks : behindTicks, limitTicks ?? 0);
  }

  /** Positive in the direction of the order. */
  private signed(value: number): number {
    return this.side === BUY ? value : -value;
  }
}
