import { mean, median } from 'mathjs/number';
import { US_PER_SECOND } from '../../dist/core/units.js';
import { BUY, SELL } from '../../dist/events/sink.js';

/** @import { InstrumentSample } from '../../dist/events/sink.js' */
/** @import { Listener } from '../../dist/metrics/fan-out.js' */
/** @import { OrderBook } from '../../dist/simulation/exchange/order-book.js' */

/**
 * @typedef {object} Sample
 * @property {number} second
 * @property {number} spreadTicks NaN while a side is empty
 * @property {number} touchLots mean of both best queues; NaN while a side is empty
 * @property {number} depthUnits both sides, within 1 % of the mid
 * @property {number} openInterestLots
 * @property {number} markTicks
 */

/**
 * The book and the open interest of one instrument, at the samples.
 * @implements {Listener}
 */
export class BookSamples {
  /** @param {{ instrument: number, book: OrderBook }} run */
  constructor({ instrument, book }) {
    this.instrument = instrument;
    this.book = book;
    /** @type {Sample[]} */
    this.rows = [];
  }

  /** @param {InstrumentSample} sample */
  instrumentSampled(sample) {
    if (sample.instrument !== this.instrument) return;
    const { bestBidTicks, bestAskTicks } = sample;
    const hasBoth = bestBidTicks > 0 && bestAskTicks > 0;
    this.rows.push({
      second: sample.timeUs / US_PER_SECOND,
      spreadTicks: hasBoth ? bestAskTicks - bestBidTicks : NaN,
      touchLots: hasBoth ? this.touchLots(bestBidTicks, bestAskTicks) : NaN,
      depthUnits: sample.bidDepthUnits + sample.askDepthUnits,
      openInterestLots: sample.openInterestLots,
      markTicks: sample.markTicks,
    });
  }

  /**
   * @param {number} bidTicks
   * @param {number} askTicks
   */
  touchLots(bidTicks, askTicks) {
    return (this.book.depthLots(BUY, bidTicks) + this.book.depthLots(SELL, askTicks)) / 2;
  }

  /**
   * The last sample at or before a second.
   * @param {number} second
   */
  at(second) {
    return this.rows.findLast((row) => row.second <= second) ?? this.rows[0];
  }

  /**
   * Mean depth of the samples from one second until before another; NaN without any.
   * @param {number} from
   * @param {number} [to]
   */
  meanDepth(from, to = Infinity) {
    const rows = this.rows.filter(({ second }) => from <= second && second < to);
    return rows.length === 0 ? NaN : mean(rows.map(({ depthUnits }) => depthUnits));
  }

  /**
   * Share of the samples with at most so wide a spread; an empty side is no spread at all.
   * @param {number} ticks
   */
  shareWithin(ticks) {
    return this.rows.filter(({ spreadTicks }) => spreadTicks <= ticks).length / this.rows.length;
  }

  get medianTouchLots() {
    const sizes = this.rows.map(({ touchLots }) => touchLots).filter((lots) => lots > 0);
    return sizes.length === 0 ? NaN : median(sizes);
  }
}
