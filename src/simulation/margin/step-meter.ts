import { type Closure, compileClosure } from '../../core/expression.js';
import { PPM, type Ppm, type Ticks, type TimeUs, US_PER_YEAR } from '../../core/units.js';
import { MARGIN_STEP_VARIABLES, type MarginSteps } from '../../scenario/scenario.js';

/**
 * What the factor of an instrument's requirements follows. The volatility is that of the mark: the
 * average of squared log returns a time, the weight of the past falling exponentially.
 */
export class StepMeter {
  /** In force now. */
  factorPpm: Ppm = PPM;
  /** By `MARGIN_STEP_VARIABLES`; filled in before the factor is asked for. */
  readonly values = new Float64Array(MARGIN_STEP_VARIABLES.length);
  private readonly factor: Closure;
  private readonly memoryUs: TimeUs;
  private variance: number; // a year
  private lastUs: TimeUs = 0;
  private lastLogMark = NaN;

  constructor({ factor, memoryUs, startVolatility }: MarginSteps) {
    this.factor = compileClosure(factor);
    this.memoryUs = memoryUs;
    this.variance = startVolatility * startVolatility;
  }

  /** Takes note of a mark that was just computed. */
  observe(timeUs: TimeUs, markTicks: Ticks): void {
    const passedUs = timeUs - this.lastUs;
    const isFirst = Number.isNaN(this.lastLogMark);
    if (markTicks === 0 || (passedUs === 0 && !isFirst)) return;
    const logMark = Math.log(markTicks);
    const change = logMark - this.lastLogMark;
    this.lastUs = timeUs;
    this.lastLogMark = logMark;
    if (isFirst) return;
    const weight = 1 - Math.exp(-passedUs / this.memoryUs);
    this.variance += weight * ((change * change * US_PER_YEAR) / passedUs - this.variance);
  }

  /** As of a time not before the last mark, which has stood still since. */
  volatilityAt(timeUs: TimeUs): number {
    return Math.sqrt(this.variance * Math.exp((this.lastUs - timeUs) / this.memoryUs));
  }

  /** What the formula says now; what is no positive number changes nothing. */
  nextFactorPpm(): Ppm {
    const factorPpm = Math.round(this.factor(this.values) * PPM);
    return 0 < factorPpm && factorPpm < Infinity ? factorPpm : this.factorPpm;
  }
}
