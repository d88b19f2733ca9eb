import { US_PER_SECOND } from '../../dist/core/units.js';
import { BUY } from '../../dist/events/sink.js';

/** @import { LiquidationEnd, TradeFact } from '../../dist/events/sink.js' */
/** @import { Listener } from '../../dist/metrics/fan-out.js' */

const HOUR_US = 3600e6;

/**
 * What was traded and what was liquidated of one instrument, the latter since a time.
 * @implements {Listener}
 */
export class ForcedSales {
  /** @param {{ instrument: number, fromUs: number }} run */
  constructor({ instrument, fromUs }) {
    this.instrument = instrument;
    this.fromUs = fromUs;
    /** Σ price × lots closed. */
    this.tickLots = 0;
    this.longTickLots = 0;
    this.largestTickLots = 0;
    this.tradedLots = 0;
    this.lotsBefore = 0;
    /** @type {number[]} lots of each hour since that time */
    this.hourLots = [];
  }

  /** @param {LiquidationEnd} end */
  liquidationEnded({ instrument, timeUs, side, closedTickLots }) {
    if (instrument !== this.instrument || timeUs < this.fromUs) return;
    this.tickLots += closedTickLots;
    if (side === BUY) this.longTickLots += closedTickLots;
    this.largestTickLots = Math.max(this.largestTickLots, closedTickLots);
  }

  /** @param {TradeFact} trade */
  traded({ instrument, timeUs, lots }) {
    if (instrument !== this.instrument) return;
    this.tradedLots += lots;
    if (timeUs < this.fromUs) {
      this.lotsBefore += lots;
      return;
    }
    const hour = Math.floor((timeUs - this.fromUs) / HOUR_US);
    this.hourLots[hour] = (this.hourLots[hour] ?? 0) + lots;
  }

  /**
   * Volume of the hour since that time which holds a second, in mean hourly volumes before it.
   * @param {number} second of the run
   */
  volumeAround(second) {
    const hour = Math.floor((second * US_PER_SECOND - this.fromUs) / HOUR_US);
    const before = this.lotsBefore / (this.fromUs / HOUR_US);
    return before > 0 ? (this.hourLots[hour] ?? 0) / before : NaN;
  }
}
