import { NONE } from '../../core/units.js';
import { BUY, SELL, type Side } from '../../events/sink.js';
import type { MarketMaker } from '../../scenario/scenario.js';
import type { Decision, MarketView } from './agent.js';
import { ON_ITS_WAY } from './on-its-way.js';
import { geometricDistances, sharesUpTo } from './quote-ladder.js';

/** Keeps a price that is whole but for the last bits from moving by a tick. */
const ROUNDING_SLACK = 1e-6;

/**
 * The quotes of a population of makers, and what it takes to make them what they should be.
 *
 * Two tables, stored as columns. A row of the first is one level of one side of one seat: the order
 * that stands there, or is on its way there, and its price. The wanted quotes are those of the seat
 * that looks now.
 */
export class QuoteTable {
  /** Rows of all seats. */
  readonly length: number;
  private readonly tolerance: number;
  private readonly sizeTolerance: number;
  private readonly order: Float64Array;
  private readonly ticks: Float64Array;

  private readonly wantedTicks: Float64Array;
  private readonly wantedLots: Float64Array;
  /** How far a quote may be off the wanted price. */
  private readonly toleranceTicks: Float64Array;

  /** By level: distance from the reference as a fraction, and the share of all lots up to it. */
  private readonly distance: Float64Array;
  private readonly shareUpTo: Float64Array;

  constructor(seats: number, population: MarketMaker) {
    const { levels, nearest, farthest, depthShape, tolerance, sizeTolerance } = population;
    this.length = seats * 2 * levels;
    this.tolerance = tolerance;
    this.sizeTolerance = sizeTolerance;
    this.distance = geometricDistances(levels, nearest, farthest);
    this.shareUpTo = sharesUpTo(levels, depthShape);
    this.order = new Float64Array(this.length).fill(NONE);
    this.ticks = new Float64Array(this.length);
    this.wantedTicks = new Float64Array(2 * levels);
    this.wantedLots = new Float64Array(2 * levels);
    this.toleranceTicks = new Float64Array(2 * levels);
  }

  /** Writes one side of what should stand: `scale` × the ladder's distances from a price. */
  want(side: Side, fromTicks: number, scale: number, totalLots: number, view: MarketView): void {
    const { distance, shareUpTo, wantedTicks, wantedLots, toleranceTicks } = this;
    const levels = distance.length;
    const lots = Math.max(0, totalLots);
    let lotsSoFar = 0;
    for (let level = 0; level < levels; level++) {
      const row = side * levels + level;
      const offTicks = fromTicks * distance[level] * scale;
      const priceTicks =
        side === BUY
          ? Math.floor(fromTicks - offTicks + ROUNDING_SLACK)
          : Math.ceil(fromTicks + offTicks - ROUNDING_SLACK);
      const lotsUpTo = Math.round(lots * shareUpTo[level]);
      const isPrice = 1 <= priceTicks && priceTicks <= view.maxPriceTicks;
      wantedTicks[row] = priceTicks;
      wantedLots[row] = isPrice ? lotsUpTo - lotsSoFar : 0;
      toleranceTicks[row] = offTicks * this.tolerance;
      lotsSoFar = lotsUpTo;
    }
  }

  /** Cancels what is off and places what is missing. */
  settle(seat: number, view: MarketView, decision: Decision): void {
    const firstRow = seat * this.wantedLots.length;
    const missing = this.cancelWrong(firstRow, view, decision);
    if (missing > 0) this.placeMissing(firstRow, decision);
  }

  rested(row: number, order: number): void {
    this.order[row] = order;
  }

  gone(row: number): void {
    this.order[row] = NONE;
  }

  /** Whether a price is where the seat's own nearest quote of a side stands. */
  standsAt(seat: number, side: Side, priceTicks: number): boolean {
    const levels = this.distance.length;
    const row = (2 * seat + side) * levels;
    return this.order[row] > 0 && this.ticks[row] === priceTicks;
  }

  /** Cancels the quotes that are off; returns how many are missing then. */
  private cancelWrong(firstRow: number, view: MarketView, decision: Decision): number {
    const { order: orders, ticks, wantedTicks, wantedLots, toleranceTicks, sizeTolerance } = this;
    let missing = 0;
    for (let row = 0; row < wantedLots.length; row++) {
      const order = orders[firstRow + row];
      const lots = wantedLots[row];
      if (order === ON_ITS_WAY) continue;
      if (order !== NONE) {
        const openLots = view.openLots(order);
        const offTicks = Math.abs(ticks[firstRow + row] - wantedTicks[row]);
        const offLots = Math.abs(openLots - lots);
        if (openLots > 0) {
          if (offLots <= sizeTolerance * lots && offTicks <= toleranceTicks[row]) continue;
          decision.cancel(order);
        }
        orders[firstRow + row] = NONE;
      }
      if (lots > 0) missing += 1;
    }
    return missing;
  }

  private placeMissing(firstRow: number, decision: Decision): void {
    const { order, ticks, wantedTicks, wantedLots } = this;
    const levels = this.distance.length;
    for (let row = 0; row < wantedLots.length; row++) {
      if (order[firstRow + row] !== NONE || wantedLots[row] === 0) continue;
      order[firstRow + row] = ON_ITS_WAY;
      ticks[firstRow + row] = wantedTicks[row];
      const side = row < levels ? BUY : SELL;
      decision.postOnly(side, wantedTicks[row], wantedLots[row], firstRow + row);
    }
  }
}
