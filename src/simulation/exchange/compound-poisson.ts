import type { RandomStreams, StreamId } from '../../core/random.js';
import { type TimeUs, US_PER_SECOND } from '../../core/units.js';
import type { JumpLaw } from '../../scenario/scenario.js';

/** Normal jumps of a logarithm at the times of a Poisson process: the same however it is stepped. */
export class CompoundPoisson {
  private readonly law: JumpLaw;
  private readonly stream: StreamId;
  private nextUs: number;
  /** What the jumps add to the price's growth a second, in the mean: Merton's k times the rate. */
  readonly growth: number;

  constructor(law: JumpLaw, stream: StreamId, streams: RandomStreams) {
    this.law = law;
    this.stream = stream;
    this.nextUs = this.waitUs(streams);
    this.growth = law.rate * Math.expm1(law.mean + (law.sd * law.sd) / 2);
  }

  /** All jumps since the last time asked, up to and including this one, together. */
  until(toUs: TimeUs, streams: RandomStreams): number {
    let sum = 0;
    while (this.nextUs <= toUs) {
      sum += this.law.mean + this.law.sd * streams.normal(this.stream);
      this.nextUs += this.waitUs(streams);
    }
    return sum;
  }

  private waitUs(streams: RandomStreams): number {
    const { rate } = this.law;
    return rate === 0 ? Infinity : (US_PER_SECOND * streams.exponential(this.stream)) / rate;
  }
}
