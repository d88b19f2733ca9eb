import { type Fraction, type TimeUs, US_PER_YEAR } from '../../core/units.js';
import type { Withdrawal } from '../../scenario/scenario.js';

/**
 * Volatility as each maker measures it: the average of squared log returns a time, the weight of the
 * past falling exponentially. Each is clipped: the jumping mid of a book that the makers left would
 * keep them away for ever.
 *
 * A row is a seat: time and logarithm of the mid at its last look, and variance a year.
 */
export class VolatilityMeter {
  private readonly withdrawal: Withdrawal;
  private readonly lastUs: Float64Array;
  private readonly lastLogMid: Float64Array;
  private readonly variance: Float64Array;

  constructor(seats: number, withdrawal: Withdrawal) {
    const { calmVolatility } = withdrawal;
    this.withdrawal = withdrawal;
    this.lastUs = new Float64Array(seats);
    this.lastLogMid = new Float64Array(seats).fill(NaN);
    this.variance = new Float64Array(seats).fill(calmVolatility * calmVolatility);
  }

  /** Takes in the mid that the seat sees; returns the volatility a year. */
  measure(seat: number, timeUs: TimeUs, midTicks: number): Fraction {
    this.update(seat, timeUs, Math.log(midTicks));
    return this.known(seat);
  }

  /** As of the seat's last look. */
  known(seat: number): Fraction {
    return Math.sqrt(this.variance[seat]);
  }

  private update(seat: number, timeUs: TimeUs, logMid: number): void {
    const { calmVolatility, memoryUs, clip } = this.withdrawal;
    const passedUs = timeUs - this.lastUs[seat];
    const isFirst = Number.isNaN(this.lastLogMid[seat]);
    if (!isFirst && passedUs === 0) return;
    const change = logMid - this.lastLogMid[seat];
    this.lastUs[seat] = timeUs;
    this.lastLogMid[seat] = logMid;
    if (isFirst) return;

    const most = clip * calmVolatility;
    const measured = Math.min(most * most, (change * change * US_PER_YEAR) / passedUs);
    const weight = 1 - Math.exp(-passedUs / memoryUs);
    this.variance[seat] += weight * (measured - this.variance[seat]);
  }
}
