import { variance } from 'mathjs/number';
import { autocorrelation } from '../../dist/metrics/statistics/autocorrelation.js';
import { US_PER_SECOND } from '../../dist/core/units.js';
import { BUY } from '../../dist/events/sink.js';

/** @import { OrderFact } from '../../dist/events/sink.js' */
/** @import { Listener } from '../../dist/metrics/fan-out.js' */

/**
 * Market orders of one instrument: all orders that took something when they came in, whatever their
 * kind and whoever sent them. On a tape they are the prints of one instant and side together.
 * @implements {Listener}
 */
export class OrderFlow {
  /** @param {{ instrument: number, durationUs: number }} run */
  constructor({ instrument, durationUs }) {
    this.instrument = instrument;
    this.counts = new Float64Array(Math.max(1, Math.floor(durationUs / US_PER_SECOND)));
    /** @type {number[]} */
    this.signs = [];
    this.lots = 0;
    this.lastUs = NaN;
    this.gaps = { count: 0, sum: 0, squares: 0 };
  }

  /** @param {OrderFact} order */
  orderPlaced({ instrument, timeUs, side, filledLots }) {
    if (instrument !== this.instrument || filledLots === 0) return;
    const second = Math.floor(timeUs / US_PER_SECOND);
    if (second < this.counts.length) this.counts[second] += 1;
    this.signs.push(side === BUY ? 1 : -1);
    this.lots += filledLots;
    this.noteGap(timeUs - this.lastUs);
    this.lastUs = timeUs;
  }

  /** @param {number} gapUs NaN before the second order */
  noteGap(gapUs) {
    if (Number.isNaN(gapUs)) return;
    this.gaps.count += 1;
    this.gaps.sum += gapUs;
    this.gaps.squares += gapUs * gapUs;
  }

  get meanLots() {
    return this.lots / this.signs.length;
  }

  /** @returns {Record<string, number>} */
  measures() {
    const { counts, gaps, signs } = this;
    const mean = signs.length / counts.length;
    const gapMean = gaps.sum / gaps.count;
    const hasFlow = signs.length > 100;
    const signMemory = (/** @type {number} */ lag) =>
      hasFlow ? autocorrelation([signs], lag) : NaN;
    return {
      marketOrdersPerSecond: mean,
      fanoFactor: hasFlow ? Number(variance([...counts])) / mean : NaN,
      countMemory: hasFlow ? autocorrelation([counts], 1) : NaN,
      arrivalVariation: Math.sqrt(gaps.squares / gaps.count - gapMean * gapMean) / gapMean,
      signMemory1: signMemory(1),
      signMemory5: signMemory(5),
      signMemory20: signMemory(20),
      signMemory100: signMemory(100),
    };
  }
}
