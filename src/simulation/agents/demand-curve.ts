import { type Distribution, sample } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import type { Fraction, Lots, Ticks } from '../../core/units.js';
import { BUY, SELL, type Side } from '../../events/sink.js';
import type { Population } from '../../scenario/scenario.js';
import type { Decision, MarketView } from './agent.js';
import type { InstrumentFacts } from './context.js';
import { OrderRoom } from './order-room.js';
import { wholeLots } from './size.js';

export interface DemandRules extends Pick<Population, 'count' | 'marginMode'> {
  readonly capacity: Distribution; // lots
  readonly width: Distribution; // logarithm of the price
}

/**
 * Traders with a price for every position: at price p they want
 * neutral + capacity × clip(ln(value ÷ p) ÷ width) lots, and trade only where that gains at least a
 * threshold. They take what the book offers at their price or better, by IOC orders limited at the
 * price of the last lot they ask for, so that an empty book or a late view never makes them pay more
 * than they think it is worth. Where a side is empty they ask nothing of it.
 *
 * A member is a row of `capacityLots` and `width`, a seat one of `neutralLots`. What it held at the
 * start it has hedged elsewhere or chosen before: nobody rushes to trade when the market opens.
 */
export class DemandCurves {
  readonly capacityLots: Float64Array;
  readonly room: OrderRoom;
  private readonly width: Float64Array;
  private readonly neutralLots: Float64Array;
  private readonly threshold: Fraction;

  constructor(rules: DemandRules, threshold: Fraction, instruments: readonly InstrumentFacts[]) {
    const { count } = rules;
    this.capacityLots = new Float64Array(count);
    this.width = new Float64Array(count);
    this.neutralLots = new Float64Array(count * instruments.length);
    this.room = new OrderRoom(rules, instruments);
    this.threshold = threshold;
  }

  /** The traits of one member, from its draws. */
  drawMember(agent: number, { capacity, width }: DemandRules, draws: Draws): void {
    this.capacityLots[agent] = wholeLots(sample(capacity, draws));
    this.width[agent] = sample(width, draws);
  }

  /** At the start: what the member holds is what it wants where the index is the price. */
  rememberNeutral(agent: number, valueTicks: number, view: MarketView): void {
    const seat = this.room.seatOf(agent, view);
    this.neutralLots[seat] = 0;
    const wantedLots = this.targetLots(agent, seat, valueTicks, view.indexTicks);
    this.neutralLots[seat] = view.positionLots - wantedLots;
  }

  /** One order of at most `mostLots` towards the position wanted, or none: while one is on its way, too. */
  trade(
    agent: number,
    valueTicks: number,
    mostLots: Lots,
    view: MarketView,
    decision: Decision,
  ): void {
    if (view.messagesOnTheWay > 0) return;
    this.take(BUY, agent, valueTicks, mostLots, view, decision);
    this.take(SELL, agent, valueTicks, mostLots, view, decision);
  }

  private take(
    side: Side,
    agent: number,
    valueTicks: number,
    mostLots: Lots,
    view: MarketView,
    decision: Decision,
  ): void {
    const bestTicks = side === BUY ? view.bestAskTicks : view.bestBidTicks;
    if (bestTicks === 0) return;
    const seat = this.room.seatOf(agent, view);
    const sign = side === BUY ? 1 : -1;
    const value = valueTicks * Math.exp(-sign * this.threshold);
    const wanted = sign * (this.targetLots(agent, seat, value, bestTicks) - view.positionLots);
    const lots = Math.floor(Math.min(wanted, mostLots));
    if (lots < 1) return;
    const lastTicks = this.priceOf(agent, seat, value, view.positionLots + sign * lots);
    const priceTicks =
      side === BUY
        ? Math.min(view.maxPriceTicks, Math.max(bestTicks, Math.floor(lastTicks)))
        : Math.min(bestTicks, Math.max(1, Math.ceil(lastTicks)));
    const carried = this.room.lots(side, priceTicks, lots, view);
    if (carried >= 1) decision.immediateOrCancel(side, priceTicks, carried);
  }

  /** The position wanted at a price. */
  private targetLots(agent: number, seat: number, value: number, priceTicks: Ticks): number {
    const share = Math.log(value / priceTicks) / this.width[agent];
    const clipped = Math.max(-1, Math.min(1, share));
    return this.neutralLots[seat] + this.capacityLots[agent] * clipped;
  }

  /** The price at which a position is the one wanted. */
  private priceOf(agent: number, seat: number, value: number, lots: Lots): number {
    const share = (lots - this.neutralLots[seat]) / this.capacityLots[agent];
    return value * Math.exp(-this.width[agent] * Math.max(-1, Math.min(1, share)));
  }
}
