import { Sampler } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import { type Fraction, type Lots, NONE, type Ticks } from '../../core/units.js';
import { BUY, SELL } from '../../events/sink.js';
import type { TouchImprovement } from '../../scenario/scenario.js';
import type { Decision, MarketView } from './agent.js';
import { ON_ITS_WAY } from './on-its-way.js';
import { wholeLots } from './size.js';

/**
 * Narrows a spread of more than a tick, on the side that stands further from the price its maker
 * aims at: by one tick, or up to that price. No depth of a ladder does that: the touch moves by
 * dozens of ticks a second.
 *
 * A row is a side of a seat: the improving order that stands there, or is on its way, and its price.
 */
export class TouchImprover {
  private readonly size: Sampler;
  private readonly isToAim: boolean;
  private readonly order: Float64Array;
  private readonly ticks: Float64Array;

  constructor(seats: number, { size, to }: TouchImprovement) {
    this.size = new Sampler(size);
    this.isToAim = to === 'aim';
    this.order = new Float64Array(2 * seats).fill(NONE);
    this.ticks = new Float64Array(2 * seats);
  }

  /** `sizeFactor`: of its usual size; `limitLots`: the largest inventory of the seat's maker. */
  improve(
    seat: number,
    aimTicks: number,
    sizeFactor: Fraction,
    limitLots: Lots,
    firstTag: number,
    view: MarketView,
    draws: Draws,
    decision: Decision,
  ): void {
    const { bestBidTicks, bestAskTicks, positionLots } = view;
    if (bestBidTicks === 0 || bestAskTicks === 0 || bestAskTicks - bestBidTicks <= 1) return;
    const side = aimTicks - bestBidTicks > bestAskTicks - aimTicks ? BUY : SELL;
    const roomLots = side === BUY ? limitLots - positionLots : limitLots + positionLots;
    const lots = Math.min(wholeLots(this.size.sample(draws) * sizeFactor), roomLots);
    if (lots < 1) return;
    const row = 2 * seat + side;
    if (this.order[row] === ON_ITS_WAY) return;
    this.cancel(row, view, decision);
    this.order[row] = ON_ITS_WAY;
    this.ticks[row] = side === BUY ? this.bidTicks(aimTicks, view) : this.askTicks(aimTicks, view);
    decision.postOnly(side, this.ticks[row], lots, firstTag + row);
  }

  /** Takes back what is no longer at the touch, or has come to stand beyond the price aimed at. */
  retreat(seat: number, aimTicks: number, view: MarketView, decision: Decision): void {
    const bid = 2 * seat + BUY;
    const ask = 2 * seat + SELL;
    if (this.ticks[bid] !== view.bestBidTicks || this.ticks[bid] > aimTicks) {
      this.cancel(bid, view, decision);
    }
    if (this.ticks[ask] !== view.bestAskTicks || this.ticks[ask] < aimTicks) {
      this.cancel(ask, view, decision);
    }
  }

  rested(row: number, order: number): void {
    this.order[row] = order;
  }

  gone(row: number): void {
    this.order[row] = NONE;
  }

  private bidTicks(aimTicks: number, { bestBidTicks, bestAskTicks }: MarketView): Ticks {
    if (this.isToAim)
      return Math.max(bestBidTicks + 1, Math.min(bestAskTicks - 1, Math.floor(aimTicks)));
    return bestBidTicks + 1;
  }

  private askTicks(aimTicks: number, { bestBidTicks, bestAskTicks }: MarketView): Ticks {
    if (this.isToAim)
      return Math.min(bestAskTicks - 1, Math.max(bestBidTicks + 1, Math.ceil(aimTicks)));
    return bestAskTicks - 1;
  }

  private cancel(row: number, view: MarketView, decision: Decision): void {
    const order = this.order[row];
    if (order === NONE || order === ON_ITS_WAY) return;
    if (view.isOpen(order)) decision.cancel(order);
    this.order[row] = NONE;
  }
}
