import type { Fraction, Ticks, TimeUs } from '../../core/units.js';

/**
 * How far the mark stands from its recent average, as a population sees it: the average of the
 * logarithm of the mark over time, the weight of the past falling exponentially. All members share
 * it, because each alone looks too seldom to know a trend.
 *
 * A row is an instrument: when it was seen last, and the average then.
 */
export class TrendMemory {
  private readonly horizonUs: TimeUs;
  private readonly lastUs: Float64Array;
  private readonly lastLogMark: Float64Array;
  private readonly average: Float64Array;

  constructor(instruments: number, horizonUs: TimeUs) {
    this.horizonUs = horizonUs;
    this.lastUs = new Float64Array(instruments);
    this.lastLogMark = new Float64Array(instruments).fill(NaN);
    this.average = new Float64Array(instruments);
  }

  /** Takes in the mark that a member sees; what was seen last stood until now. */
  note(instrument: number, timeUs: TimeUs, markTicks: Ticks): void {
    const last = this.lastLogMark[instrument];
    const logMark = Math.log(Math.max(1, markTicks));
    if (Number.isNaN(last)) this.average[instrument] = logMark;
    else {
      const weight = 1 - Math.exp((this.lastUs[instrument] - timeUs) / this.horizonUs);
      this.average[instrument] += weight * (last - this.average[instrument]);
    }
    this.lastUs[instrument] = timeUs;
    this.lastLogMark[instrument] = logMark;
  }

  /** Log distance of the mark seen last from its average: 0.01 is about 1 % above. */
  trend(instrument: number): Fraction {
    return this.lastLogMark[instrument] - this.average[instrument];
  }
}
