import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../src/core/random.js';
import type { HawkesKernel } from '../../../src/scenario/scenario.js';
import { HawkesArrivals } from '../../../src/simulation/agents/hawkes.js';
import { SECOND } from '../../helpers/scenarios.js';
import { errorsOff } from './statistics.js';

const RUNS = 40;

interface Setting {
  readonly meanRate: number;
  readonly kernels: readonly HawkesKernel[];
  readonly otherRate?: number;
}

const kernel = (branching: number, seconds: number): HawkesKernel => ({
  branching,
  timeUs: seconds * SECOND,
});

/** Clustered events and others in each window of so many seconds. */
function countsOf(
  { meanRate, kernels, otherRate = 0 }: Setting,
  seed: string,
  windows: number,
  seconds: number,
): { clustered: Float64Array; others: Float64Array } {
  const streams = new RandomStreams(seed);
  const stream = streams.open('arrivals');
  const arrivals = new HawkesArrivals({ meanRate, kernels, otherRate });
  const clustered = new Float64Array(windows);
  const others = new Float64Array(windows);
  let timeUs = 0;
  for (;;) {
    const nextUs = arrivals.nextUs(timeUs, streams, stream);
    if (nextUs <= timeUs) expect.fail('arrivals move forward in time');
    timeUs = nextUs;
    const window = Math.floor(timeUs / (seconds * SECOND));
    if (window >= windows) return { clustered, others };
    (arrivals.isClustered ? clustered : others)[window] += 1;
  }
}

/**
 * Variance ÷ mean of the counts in windows of T seconds, from the spectrum of a stationary Hawkes
 * process (Hawkes 1971): λ ÷ |1 − Σ n ÷ (1 + iωτ)|².
 */
function fanoInTheory(kernels: readonly HawkesKernel[], seconds: number): number {
  const step = 0.002;
  let sum = 0;
  for (let omega = step / 2; omega < 400; omega += step) {
    let real = 1;
    let imaginary = 0;
    for (const { branching, timeUs } of kernels) {
      const x = (omega * timeUs) / SECOND;
      real -= branching / (1 + x * x);
      imaginary += (branching * x) / (1 + x * x);
    }
    const window = (2 * Math.sin((omega * seconds) / 2)) / omega;
    sum += (1 / (real * real + imaginary * imaginary) - 1) * window * window * step;
  }
  return 1 + sum / (Math.PI * seconds);
}

/** The same in closed form, for one kernel: γ = (1 − n) ÷ τ is the rate at which clusters fade. */
function fanoOfOne(branching: number, kernelSeconds: number, seconds: number): number {
  const most = 1 / ((1 - branching) * (1 - branching));
  const faded = ((1 - branching) / kernelSeconds) * seconds;
  return most + ((1 - most) * (1 - Math.exp(-faded))) / faded;
}

function runs<T>(of: (seed: string) => T): T[] {
  return Array.from({ length: RUNS }, (_, run) => of(`run ${run}`));
}

describe('Hawkes arrivals', () => {
  const market: Setting = { meanRate: 2, kernels: [kernel(0.7, 0.7), kernel(0.15, 20)] };

  it('come at their mean rate from the start, however much of it they bring about themselves', () => {
    const rates = runs((seed) => {
      const { clustered } = countsOf(market, seed, 1, 1000);
      return clustered[0] / 1000;
    });
    expect(errorsOff(rates, 2)).toBeLessThan(3.5);
    // The slowest of kernels has no time to answer: what comes first is what it starts with.
    const slow = { meanRate: 2, kernels: [kernel(0.7, 0.7), kernel(0.15, 36_000)] };
    const early = runs((seed) => countsOf(slow, seed, 1, 300).clustered[0] / 300);
    expect(errorsOff(early, 2)).toBeLessThan(3.5);
  });

  it('of one kernel have counts as dispersed as the closed form says', () => {
    const [branching, time, rate] = [0.7, 0.7, 5];
    for (const seconds of [1, 10]) {
      expect(fanoInTheory([kernel(branching, time)], seconds)).toBeCloseTo(
        fanoOfOne(branching, time, seconds),
        3,
      );
      const fanos = runs((seed) => {
        const one = { meanRate: rate, kernels: [kernel(branching, time)] };
        const { clustered } = countsOf(one, seed, 400, seconds);
        const mean = rate * seconds;
        const squares = clustered.map((count) => (count - mean) * (count - mean));
        return squares.reduce((sum, square) => sum + square, 0) / squares.length / mean;
      });
      expect(errorsOff(fanos, fanoOfOne(branching, time, seconds))).toBeLessThan(3.5);
    }
  });

  it('of two kernels have counts as dispersed as their spectrum says', () => {
    const fanos = runs((seed) => {
      const clustered = countsOf(market, seed, 2400, 1).clustered.slice(400);
      const squares = clustered.map((count) => (count - 2) * (count - 2));
      return squares.reduce((sum, square) => sum + square, 0) / squares.length / 2;
    });
    const expected = fanoInTheory(market.kernels, 1);
    expect(expected).toBeGreaterThan(2.5);
    expect(errorsOff(fanos, expected)).toBeLessThan(3.5);
  });

  it('are Poisson without kernels', () => {
    const fanos = runs((seed) => {
      const counts = countsOf({ meanRate: 3, kernels: [] }, seed, 1000, 1).clustered;
      return counts.reduce((sum, count) => sum + (count - 3) * (count - 3), 0) / 3000;
    });
    expect(errorsOff(fanos, 1)).toBeLessThan(3.5);
  });

  it('share the stream with Poisson arrivals that they neither excite nor are excited by', () => {
    const both = { ...market, otherRate: 4 };
    const found = runs((seed) => countsOf(both, seed, 600, 1));
    const others = found.map(({ others: counts }) => counts);
    const means = others.map((counts) => counts.reduce((sum, count) => sum + count, 0) / 600);
    expect(errorsOff(means, 4)).toBeLessThan(3.5);
    const fanos = others.map(
      (counts) => counts.reduce((sum, count) => sum + (count - 4) * (count - 4), 0) / 2400,
    );
    expect(errorsOff(fanos, 1)).toBeLessThan(3.5);
    const products = found.map(({ clustered, others: counts }) =>
      clustered.reduce((sum, count, row) => sum + (count - 2) * (counts[row] - 4), 0),
    );
    expect(errorsOff(products, 0)).toBeLessThan(3.5);
    const rates = found.map(
      ({ clustered }) => clustered.reduce((sum, count) => sum + count, 0) / 600,
    );
    expect(errorsOff(rates, 2)).toBeLessThan(3.5);
  });

  it('never come at rate 0', () => {
    const streams = new RandomStreams('1');
    const none = new HawkesArrivals({ meanRate: 0, kernels: [kernel(0.5, 1)], otherRate: 0 });
    expect(none.nextUs(0, streams, streams.open('arrivals'))).toBe(Infinity);
  });
});
