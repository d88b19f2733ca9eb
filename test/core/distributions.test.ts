import { describe, expect, it } from 'vitest';
import { type Distribution, largest, sample, smallest } from '../../src/core/distributions.js';
import { Draws, RandomStreams } from '../../src/core/random.js';

const DRAWS = 40_000;

function samplesOf(distribution: Distribution): number[] {
  const streams = new RandomStreams('1');
  const stream = streams.open('samples');
  const draws = new Draws();
  const samples = Array.from({ length: DRAWS }, (_, number) => {
    draws.begin(streams, stream, number);
    return sample(distribution, draws);
  });
  return samples.sort((a, b) => a - b);
}

/** Largest distance between the drawn and the exact distribution function, times √draws. */
function kolmogorov(samples: readonly number[], below: (value: number) => number): number {
  const distances = samples.map((value, row) => Math.abs((row + 0.5) / DRAWS - below(value)));
  return Math.max(...distances) * Math.sqrt(DRAWS);
}

describe('a distribution', () => {
  it('that is fixed takes no chance', () => {
    expect(new Set(samplesOf({ kind: 'fixed', value: 7 }))).toEqual(new Set([7]));
  });

  // A value above 1.95 has a chance of one in a thousand.
  it('that is uniform is', () => {
    const samples = samplesOf({ kind: 'uniform', from: -2, to: 3 });
    expect(kolmogorov(samples, (value) => (value + 2) / 5)).toBeLessThan(1.95);
  });

  it('that is exponential is', () => {
    const samples = samplesOf({ kind: 'exponential', mean: 4, max: Infinity });
    expect(kolmogorov(samples, (value) => 1 - Math.exp(-value / 4))).toBeLessThan(1.95);
  });

  it('that is a Pareto law is, exponent and smallest value included', () => {
    const samples = samplesOf({ kind: 'pareto', min: 100, exponent: 1.3, max: Infinity });
    expect(samples[0]).toBeGreaterThanOrEqual(100);
    expect(kolmogorov(samples, (value) => 1 - (100 / value) ** 1.3)).toBeLessThan(1.95);
  });

  it('that is lognormal has its median and the spread of its logarithm', () => {
    const samples = samplesOf({ kind: 'lognormal', median: 10, sigma: 0.8, min: 0, max: Infinity });
    const logs = samples.map((value) => Math.log(value / 10) / 0.8);
    const mean = logs.reduce((sum, log) => sum + log, 0) / DRAWS;
    const square = logs.reduce((sum, log) => sum + log * log, 0) / DRAWS;
    const oneDeviation = logs.filter((log) => log < 1).length / DRAWS;
    expect(Math.abs(mean) * Math.sqrt(DRAWS)).toBeLessThan(3.5);
    expect(Math.abs(square - 1) * Math.sqrt(DRAWS / 2)).toBeLessThan(3.5);
    expect(Math.abs(oneDeviation - 0.841345) * Math.sqrt(DRAWS)).toBeLessThan(3.5 * 0.365);
  });

  it('cuts its tails by clamping', () => {
    const lognormal = samplesOf({ kind: 'lognormal', median: 10, sigma: 2, min: 5, max: 20 });
    expect([lognormal[0], lognormal.at(-1)]).toEqual([5, 20]);
    const pareto = samplesOf({ kind: 'pareto', min: 1, exponent: 0.5, max: 9 });
    expect(pareto.at(-1)).toBe(9);
    const exponential = samplesOf({ kind: 'exponential', mean: 1, max: 2 });
    expect(exponential.at(-1)).toBe(2);
  });

  it('knows its smallest and its largest value', () => {
    const bounds: [Distribution, number, number][] = [
      [{ kind: 'fixed', value: 3 }, 3, 3],
      [{ kind: 'uniform', from: 5, to: 2 }, 2, 5],
      [{ kind: 'exponential', mean: 1, max: 8 }, 0, 8],
      [{ kind: 'lognormal', median: 3, sigma: 1, min: 1, max: 9 }, 1, 9],
      [{ kind: 'pareto', min: 4, exponent: 1, max: 6 }, 4, 6],
    ];
    for (const [distribution, least, most] of bounds) {
      expect([smallest(distribution), largest(distribution)]).toEqual([least, most]);
    }
  });
});
