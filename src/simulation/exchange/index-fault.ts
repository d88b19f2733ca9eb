import type { Ticks, TimeUs } from '../../core/units.js';

/**
 * What stands between an index and its publication when something is wrong with it: it may be frozen,
 * biased, or late. Lateness looks up the index as it would have been published then.
 */
export class IndexFault {
  isFrozen = false;
  /** What is published, as a multiple of the index. */
  factor = 1;
  lagUs: TimeUs = 0;

  private publishedTicks: Ticks;
  private readonly maxPriceTicks: Ticks;
  /** How far back a publication may ever look; the record reaches no further. */
  private readonly reachUs: TimeUs;
  private timesUs: TimeUs[] = [0];
  private ticks: Ticks[];

  constructor(initialPriceTicks: Ticks, maxPriceTicks: Ticks, reachUs: TimeUs) {
    this.publishedTicks = initialPriceTicks;
    this.maxPriceTicks = maxPriceTicks;
    this.reachUs = reachUs;
    this.ticks = [initialPriceTicks];
  }

  /** What is published of an index that stands from now on. */
  publish(nowUs: TimeUs, trueTicks: Ticks): Ticks {
    this.note(nowUs, trueTicks);
    if (this.isFrozen) return this.publishedTicks;
    const biased = Math.round(this.at(nowUs - this.lagUs) * this.factor);
    this.publishedTicks = Math.min(this.maxPriceTicks, Math.max(1, biased));
    return this.publishedTicks;
  }

  private note(nowUs: TimeUs, trueTicks: Ticks): void {
    if (this.timesUs[this.timesUs.length - 1] === nowUs)
      this.ticks[this.ticks.length - 1] = trueTicks;
    else {
      this.timesUs.push(nowUs);
      this.ticks.push(trueTicks);
    }
    const old = this.rowAt(nowUs - this.reachUs);
    if (old < 64 || 2 * old < this.ticks.length) return;
    this.timesUs = this.timesUs.slice(old);
    this.ticks = this.ticks.slice(old);
  }

  private at(timeUs: TimeUs): Ticks {
    return this.ticks[this.rowAt(timeUs)];
  }

  /** The last row that stood at a time; before the first one, that one. */
  private rowAt(timeUs: TimeUs): number {
    let low = 0;
    let high = this.timesUs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.timesUs[middle] <= timeUs) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
