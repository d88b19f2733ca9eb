import { assert } from '../../core/assert.js';
import { type Lots, NONE, type Ticks, type TimeUs } from '../../core/units.js';

/**
 * What late agents see: the recent quotes of one instrument.
 *
 * A row is what stood from its time until the next row's time. The rows are a ring of columns whose
 * length is a power of two; rows that nobody can ask for any more give their place to new ones, so
 * memory is bounded by the rate of changes × the longest reaction time.
 */
export class QuoteHistory {
  timeUs: Float64Array = new Float64Array(16);
  bestBidTicks: Float64Array = new Float64Array(16);
  bestAskTicks: Float64Array = new Float64Array(16);
  lastTicks: Float64Array = new Float64Array(16);
  markTicks: Float64Array = new Float64Array(16);
  indexTicks: Float64Array = new Float64Array(16);
  tradedLots: Float64Array = new Float64Array(16);

  private readonly reachUs: TimeUs;
  /** Oldest row, counted without the ring's wrapping, and number of rows. */
  private first = 0;
  private count = 0;

  /** `reachUs`: the longest reaction time of any agent; 0 keeps nothing. */
  constructor(reachUs: TimeUs) {
    this.reachUs = reachUs;
  }

  /** Rows that the ring has room for. */
  get capacity(): number {
    return this.timeUs.length;
  }

  /** What stands from now on. Several changes at one time leave the last. */
  record(
    timeUs: TimeUs,
    bestBidTicks: Ticks,
    bestAskTicks: Ticks,
    lastTicks: Ticks,
    markTicks: Ticks,
    indexTicks: Ticks,
    tradedLots: Lots,
  ): void {
    if (this.reachUs === 0) return;
    const row = this.rowAt(timeUs);
    this.timeUs[row] = timeUs;
    this.bestBidTicks[row] = bestBidTicks;
    this.bestAskTicks[row] = bestAskTicks;
    this.lastTicks[row] = lastTicks;
    this.markTicks[row] = markTicks;
    this.indexTicks[row] = indexTicks;
    this.tradedLots[row] = tradedLots;
  }

  /** The row that stood at a time, at most `reachUs` ago; before the first record, the first row. */
  find(timeUs: TimeUs): number {
    assert(this.count > 0, 'a late agent looks back on recorded quotes');
    const times = this.timeUs;
    const mask = times.length - 1;
    let low = this.first;
    let high = this.first + this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (times[middle & mask] <= timeUs) low = middle;
      else high = middle - 1;
    }
    return low & mask;
  }

  private rowAt(timeUs: TimeUs): number {
    const newest = this.count === 0 ? NONE : (this.first + this.count - 1) & (this.capacity - 1);
    if (newest !== NONE && this.timeUs[newest] === timeUs) return newest;
    this.forget(timeUs - this.reachUs);
    if (this.count === this.capacity) this.grow();
    this.count += 1;
    return (this.first + this.count - 1) & (this.capacity - 1);
  }

  /** Drops the rows that another had replaced by then. */
  private forget(beforeUs: TimeUs): void {
    const mask = this.capacity - 1;
    while (this.count > 1 && this.timeUs[(this.first + 1) & mask] <= beforeUs) {
      this.first += 1;
      this.count -= 1;
    }
    this.first &= mask;
  }

  private grow(): void {
    this.timeUs = this.unwrapped(this.timeUs);
    this.bestBidTicks = this.unwrapped(this.bestBidTicks);
    this.bestAskTicks = this.unwrapped(this.bestAskTicks);
    this.lastTicks = this.unwrapped(this.lastTicks);
    this.markTicks = this.unwrapped(this.markTicks);
    this.indexTicks = this.unwrapped(this.indexTicks);
    this.tradedLots = this.unwrapped(this.tradedLots);
    this.first = 0;
  }

  /** A full column twice as long, oldest row first. */
  private unwrapped(column: Float64Array): Float64Array {
    const longer = new Float64Array(2 * column.length);
    longer.set(column.subarray(this.first), 0);
    longer.set(column.subarray(0, this.first), column.length - this.first);
    return longer;
  }
}
