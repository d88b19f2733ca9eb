import type { RandomStreams, StreamId } from '../../core/random.js';
import type { TimeUs } from '../../core/units.js';
import type { Volatility, VolatilityScale } from '../../scenario/scenario.js';

/** One Ornstein–Uhlenbeck process, exact at any step, started in its stationary law. */
class LogVolatility {
  private readonly sd: number;
  private readonly timeUs: TimeUs;
  private readonly stream: StreamId;
  value: number;

  constructor({ sd, timeUs }: VolatilityScale, stream: StreamId, streams: RandomStreams) {
    this.sd = sd;
    this.timeUs = timeUs;
    this.stream = stream;
    this.value = sd * streams.normal(stream);
  }

  pass(passedUs: TimeUs, streams: RandomStreams): void {
    const memory = Math.exp(-passedUs / this.timeUs);
    const spread = this.sd * Math.sqrt(1 - memory * memory);
    this.value = memory * this.value + spread * streams.normal(this.stream);
  }
}

/**
 * The volatility of an index over its steps, on streams of its own: a plain number, or one whose
 * logarithm wanders on two scales of time.
 *
 * The variance of a step is the mean of those at its two ends. So its expectation is level² at any
 * step; its own variance is right for steps that are short beside the scales.
 */
export class IndexVolatility {
  private readonly median: number;
  private readonly scales: readonly LogVolatility[];
  private timeUs: TimeUs = 0;
  private present: number;

  constructor(volatility: Volatility, stream: string, streams: RandomStreams) {
    if (typeof volatility === 'number') {
      this.median = volatility;
      this.scales = [];
    } else {
      const { level, slow, fast } = volatility;
      const sdOf = (scale: VolatilityScale | null): number => scale?.sd ?? 0;
      const logVariance = sdOf(slow) * sdOf(slow) + sdOf(fast) * sdOf(fast);
      // E exp(2x) = exp(2 var x): the root mean square is exp(var x) times the median.
      this.median = level * Math.exp(-logVariance);
      this.scales = Object.entries({ slow, fast }).flatMap(([name, scale]) =>
        scale === null || scale.sd === 0 || level === 0
          ? []
          : [new LogVolatility(scale, streams.open(`${stream}/volatility/${name}`), streams)],
      );
    }
    this.present = this.now();
  }

  /** Root mean square from the last time asked to this one, per square root of a year. */
  until(toUs: TimeUs, streams: RandomStreams): number {
    const passedUs = toUs - this.timeUs;
    this.timeUs = toUs;
    if (this.scales.length === 0 || passedUs === 0) return this.present;
    for (const scale of this.scales) scale.pass(passedUs, streams);
    const before = this.present;
    this.present = this.now();
    return Math.sqrt((before * before + this.present * this.present) / 2);
  }

  private now(): number {
    if (this.scales.length === 0) return this.median;
    return this.median * Math.exp(this.scales.reduce((sum, { value }) => sum + value, 0));
  }
}
