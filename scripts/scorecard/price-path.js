import { US_PER_SECOND } from '../../dist/core/units.js';

/**
 * A price, second by second. Row s: what stood at second s, and the lowest since second s − 1.
 * Seconds in which nothing was heard repeat the last price.
 */
export class PricePath {
  /** @param {{ durationUs: number, initialTicks: number }} run */
  constructor({ durationUs, initialTicks }) {
    const seconds = Math.ceil(durationUs / US_PER_SECOND) + 1;
    this.closes = new Float64Array(seconds);
    this.lows = new Float64Array(seconds);
    this.last = initialTicks;
    this.filled = 0;
    this.low = initialTicks;
  }

  /**
   * @param {number} timeUs
   * @param {number} ticks
   */
  set(timeUs, ticks) {
    if (ticks === 0) return;
    this.fillTo(Math.ceil(timeUs / US_PER_SECOND));
    this.low = Math.min(this.low, ticks);
    this.last = ticks;
  }

  end() {
    this.fillTo(this.closes.length);
  }

  /** @param {number} end the first second that is still open */
  fillTo(end) {
    for (; this.filled < end; this.filled++) {
      this.closes[this.filled] = this.last;
      this.lows[this.filled] = this.low;
      this.low = this.last;
    }
  }

  /**
   * The price that stood at a second; NaN after the end.
   * @param {number} second
   */
  at(second) {
    return this.closes[Math.ceil(second)] ?? NaN;
  }

  /**
   * The lowest price from one second to another, and the second it was reached.
   * @param {number} from
   * @param {number} [to]
   */
  lowBetween(from, to = this.closes.length - 1) {
    let second = Math.ceil(from);
    let ticks = this.closes[second];
    for (let row = second + 1; row <= Math.min(to, this.lows.length - 1); row++) {
      if (this.lows[row] >= ticks) continue;
      ticks = this.lows[row];
      second = row;
    }
    return { ticks, second };
  }

  /** The price at every whole minute. */
  minutes() {
    const count = Math.floor((this.closes.length - 1) / 60) + 1;
    return Float64Array.from({ length: count }, (_, minute) => this.closes[60 * minute]);
  }
}
