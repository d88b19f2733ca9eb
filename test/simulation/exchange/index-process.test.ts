import { describe, expect, it } from 'vitest';
import { BoundReached } from '../../../src/core/assert.js';
import { RandomStreams } from '../../../src/core/random.js';
import { US_PER_YEAR } from '../../../src/core/units.js';
import type { IndexProcess } from '../../../src/scenario/scenario.js';
import {
  IndexProcesses,
  type IndexSource,
} from '../../../src/simulation/exchange/index-process.js';

const HOUR = 3_600_000_000;

function source(process: IndexProcess, initialPriceTicks = 400_000): IndexSource {
  const maxPriceTicks = 1_000_000_000;
  const everyUs = 1_000_000;
  return { venue: 'v', instrument: 'BTC', everyUs, process, initialPriceTicks, maxPriceTicks };
}

/** Prices of one index at these times; `jumps` multiply the price just before the time given. */
function pricesOf(
  of: IndexSource,
  timesUs: readonly number[],
  { seed = '1', jumps = {} }: { seed?: string; jumps?: Record<number, number> } = {},
): number[] {
  const streams = new RandomStreams(seed);
  const index = new IndexProcesses([of], streams);
  return timesUs.map((timeUs) => {
    if (timeUs in jumps) index.jump(0, jumps[timeUs]);
    return index.advance(0, timeUs, streams);
  });
}

/** Mean and its standard error, and variance and its own (for normal samples). */
function moments(samples: readonly number[]) {
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
  const squares = samples.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const variance = squares / (samples.length - 1);
  return {
    mean,
    meanError: Math.sqrt(variance / samples.length),
    variance,
    varianceError: variance * Math.sqrt(2 / samples.length),
  };
}

const seeds = (count: number): string[] => Array.from({ length: count }, (_, row) => `${row + 1}`);

describe('a constant index', () => {
  it('stays where it is, but for jumps', () => {
    const constant = source({ kind: 'constant' });
    expect(pricesOf(constant, [0, 5, HOUR])).toEqual([400_000, 400_000, 400_000]);
    expect(pricesOf(constant, [0, 5, HOUR], { jumps: { 5: 0.9 } })).toEqual([
      400_000, 360_000, 360_000,
    ]);
  });
});

describe('a geometric Brownian index', () => {
  const volatility = 0.8;
  const year = US_PER_YEAR;

  it('is a martingale without drift, with its volatility per square root of a year', () => {
    const prices = seeds(8_000).map(
      (seed) =>
        pricesOf(source({ kind: 'gbm', volatility, drift: 0 }, 1_000_000), [year / 8, year / 4], {
          seed,
        })[1] / 1_000_000,
    );
    const price = moments(prices);
    const log = moments(prices.map(Math.log));
    expect(Math.abs(price.mean - 1)).toBeLessThan(3.5 * price.meanError);
    expect(Math.abs(log.mean + 0.64 / 8)).toBeLessThan(3.5 * log.meanError);
    expect(Math.abs(log.variance - 0.64 / 4)).toBeLessThan(3.5 * log.varianceError);
  });

  it('rises by its drift on average', () => {
    const prices = seeds(4_000).map(
      (seed) =>
        pricesOf(source({ kind: 'gbm', volatility, drift: 0.5 }, 1_000_000), [year / 4], {
          seed,
        })[0] / 1_000_000,
    );
    const { mean, meanError } = moments(prices);
    expect(Math.abs(mean - Math.exp(0.125))).toBeLessThan(3.5 * meanError);
  });

  it('jumps at once and goes on from there on the same draws', () => {
    const gbm = source({ kind: 'gbm', volatility, drift: 0 });
    const times = [HOUR, 2 * HOUR, 3 * HOUR];
    const calm = pricesOf(gbm, times);
    const hit = pricesOf(gbm, times, { jumps: { [2 * HOUR]: 0.5 } });
    expect(hit[0]).toBe(calm[0]);
    expect(Math.abs(hit[1] - calm[1] / 2)).toBeLessThanOrEqual(1);
    expect(Math.abs(hit[2] - calm[2] / 2)).toBeLessThanOrEqual(1);
  });

  it('stands still while no time passes', () => {
    const gbm = source({ kind: 'gbm', volatility, drift: 0.1 });
    const [first, again, later] = pricesOf(gbm, [HOUR, HOUR, 2 * HOUR]);
    expect(again).toBe(first);
    expect(later).toBe(pricesOf(gbm, [HOUR, 2 * HOUR])[1]);
  });
});

describe('an index on a path', () => {
  const knots = [
    { atUs: 0, price: 400_000 },
    { atUs: 2 * HOUR, price: 387_000.4 },
    { atUs: 5 * HOUR, price: 300_000 },
  ];
  const path = source({ kind: 'path', knots, volatility: 1 });

  it('is exact at its knots, rounded to the tick, whether it stops on them or passes them', () => {
    for (const seed of seeds(20)) {
      const times = [0, HOUR, 2 * HOUR, 3 * HOUR, 5 * HOUR];
      const prices = pricesOf(path, times, { seed });
      expect([prices[0], prices[2], prices[4]]).toEqual([400_000, 387_000, 300_000]);
      expect(pricesOf(path, [1, 5 * HOUR], { seed })[1]).toBe(300_000);
    }
  });

  it('has the mean and the variance of a Brownian bridge between two knots', () => {
    // Looked at once on the way, so that two steps of the bridge are put together.
    const logs = seeds(12_000).map((seed) =>
      Math.log(pricesOf(path, [2.5 * HOUR, 3.5 * HOUR, 4 * HOUR], { seed })[2]),
    );
    const { mean, meanError, variance, varianceError } = moments(logs);
    const [from, to] = [Math.log(387_000.4), Math.log(300_000)];
    const exactVariance = ((2 * HOUR) / US_PER_YEAR) * (1 / 3);
    expect(Math.abs(mean - (from + (2 / 3) * (to - from)))).toBeLessThan(3.5 * meanError);
    expect(Math.abs(variance - exactVariance)).toBeLessThan(3.5 * varianceError);
  });

  it('has the covariance of a Brownian bridge', () => {
    const times = [3 * HOUR, 4 * HOUR];
    const logs = seeds(8_000).map((seed) => pricesOf(path, times, { seed }).map(Math.log));
    const [from, to] = [Math.log(387_000.4), Math.log(300_000)];
    const products = logs.map(
      ([early, late]) => (early - from - (to - from) / 3) * (late - from - (2 * (to - from)) / 3),
    );
    // σ² s (T − t) / T with s = 1 h and T − t = 1 h of T = 3 h.
    const { mean, meanError } = moments(products);
    expect(Math.abs(mean - HOUR / US_PER_YEAR / 3)).toBeLessThan(3.5 * meanError);
  });

  it('diffuses freely after the last knot, without drift', () => {
    const prices = seeds(8_000).map(
      (seed) => pricesOf(path, [5 * HOUR, 1005 * HOUR], { seed })[1] / 300_000,
    );
    const price = moments(prices);
    const log = moments(prices.map(Math.log));
    expect(Math.abs(price.mean - 1)).toBeLessThan(3.5 * price.meanError);
    expect(Math.abs(log.variance - (1000 * HOUR) / US_PER_YEAR)).toBeLessThan(
      3.5 * log.varianceError,
    );
  });

  it('follows its knots times the factor of a jump', () => {
    const jumps = { [HOUR]: 0.5, [3 * HOUR]: 1.5 };
    const prices = pricesOf(path, [0, HOUR, 2 * HOUR, 3 * HOUR, 5 * HOUR], { jumps });
    const calm = pricesOf(path, [0, HOUR, 2 * HOUR, 3 * HOUR, 5 * HOUR]);
    expect(prices[2]).toBe(193_500);
    expect(prices[4]).toBe(225_000);
    expect(Math.abs(prices[1] - calm[1] / 2)).toBeLessThanOrEqual(1);
  });

  it('is the straight line between the logarithms of its knots without volatility', () => {
    const straight = source({ kind: 'path', knots, volatility: 0 });
    const prices = pricesOf(straight, [HOUR, 4 * HOUR, 6 * HOUR]);
    expect(prices).toEqual([
      Math.round(Math.sqrt(400_000 * 387_000.4)),
      Math.round(Math.cbrt(387_000.4 * 300_000 * 300_000)),
      300_000,
    ]);
  });
});

describe('the bounds of an index', () => {
  it('are one tick below', () => {
    const constant = source({ kind: 'constant' }, 10);
    expect(pricesOf(constant, [0, 1], { jumps: { 1: 0.001 } })).toEqual([10, 1]);
  });

  it('are the largest price above, and reaching it names the setting', () => {
    const bounded = { ...source({ kind: 'constant' }, 10), maxPriceTicks: 20 };
    expect(pricesOf(bounded, [0, 1], { jumps: { 1: 2 } })).toEqual([10, 20]);
    const beyond = (): number[] => pricesOf(bounded, [0, 1], { jumps: { 1: 2.1 } });
    expect(beyond).toThrow(BoundReached);
    expect(beyond).toThrow(/BTC on v .* maxPrice of 20 ticks/);
  });
});

describe('several indices', () => {
  it('move on draws of their own, whatever other instruments there are', () => {
    const gbm = source({ kind: 'gbm', volatility: 0.8, drift: 0 });
    const streams = new RandomStreams('1');
    const index = new IndexProcesses([{ ...gbm, instrument: 'ETH' }, gbm], streams);
    const pairs = [HOUR, 2 * HOUR].map((timeUs) => [
      index.advance(0, timeUs, streams),
      index.advance(1, timeUs, streams),
    ]);
    const alone = pricesOf(gbm, [HOUR, 2 * HOUR]);
    expect(pairs.map(([, btc]) => btc)).toEqual(alone);
    expect(pairs.map(([eth]) => eth)).not.toEqual(alone);
  });
});
