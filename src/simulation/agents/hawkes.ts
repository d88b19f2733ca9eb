import type { RandomStreams, StreamId } from '../../core/random.js';
import { US_PER_SECOND } from '../../core/units.js';
import type { HawkesKernel } from '../../scenario/scenario.js';

export interface HawkesRates {
  /** Mean number of clustered events a second, the events that others bring about included. */
  readonly meanRate: number;
  readonly kernels: readonly HawkesKernel[];
  /** Events a second of a Poisson stream that shares the arrivals, and neither excites nor is excited. */
  readonly otherRate: number;
}

/**
 * Clustered arrivals: a Hawkes process with exponential kernels, merged with a Poisson stream. Each
 * clustered event brings `branching` more on average, their delays exponential with mean `time`; the
 * intensity is base + Σ kernels' excitation, and base = mean rate × (1 − Σ branching).
 *
 * Exact by thinning (Ogata 1981): between events the intensity only falls, so that what it is now
 * bounds what comes. It starts at its mean, hence the expected rate is the mean rate at any time.
 */
export class HawkesArrivals {
  /** Whether the arrival drawn last is a clustered event. */
  isClustered = false;

  private readonly steadyRate: number; // base and other, a second
  private readonly otherRate: number;
  /** A row is a kernel: its time, what an event adds to its intensity, its intensity at `excitedUs`. */
  private readonly kernelUs: Float64Array;
  private readonly jump: Float64Array;
  private readonly excitation: Float64Array;
  private excitedUs = 0;
  /** Arrivals a second, both streams, when the intensity was looked at last: until it jumps, a bound. */
  private mostRate: number;

  constructor({ meanRate, kernels, otherRate }: HawkesRates) {
    const branching = kernels.reduce((total, kernel) => total + kernel.branching, 0);
    this.otherRate = otherRate;
    this.steadyRate = otherRate + meanRate * (1 - branching);
    this.kernelUs = Float64Array.from(kernels, ({ timeUs }) => timeUs);
    this.jump = Float64Array.from(kernels, (it) => (it.branching * US_PER_SECOND) / it.timeUs);
    this.excitation = Float64Array.from(kernels, (it) => it.branching * meanRate);
    this.mostRate = this.rate();
  }

  /** The first arrival after a time, in exact microseconds; Infinity: none will come. */
  nextUs(afterUs: number, streams: RandomStreams, arrivals: StreamId): number {
    let timeUs = afterUs;
    for (;;) {
      const { mostRate, otherRate } = this;
      if (mostRate === 0) return Infinity;
      timeUs += (streams.exponential(arrivals) / mostRate) * US_PER_SECOND;
      const at = streams.uniform(arrivals) * mostRate;
      this.isClustered = at >= otherRate;
      if (!this.isClustered) return timeUs;
      this.relaxUntil(timeUs);
      this.mostRate = this.rate();
      if (at >= this.mostRate) continue; // thinned out: the intensity has fallen below it
      this.excite();
      this.mostRate = this.rate();
      return timeUs;
    }
  }

  /** Arrivals a second of both streams, as of `excitedUs`. */
  private rate(): number {
    let rate = this.steadyRate;
    for (let kernel = 0; kernel < this.excitation.length; kernel++) rate += this.excitation[kernel];
    return rate;
  }

  private relaxUntil(timeUs: number): void {
    const { excitation, kernelUs } = this;
    const passedUs = timeUs - this.excitedUs;
    for (let kernel = 0; kernel < excitation.length; kernel++) {
      excitation[kernel] *= Math.exp(-passedUs / kernelUs[kernel]);
    }
    this.excitedUs = timeUs;
  }

  private excite(): void {
    const { excitation, jump } = this;
    for (let kernel = 0; kernel < excitation.length; kernel++) excitation[kernel] += jump[kernel];
  }
}
