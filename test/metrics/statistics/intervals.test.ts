import { describe, expect, it } from 'vitest';
import { Draws, RandomStreams } from '../../../src/core/random.js';
import { bootstrapInterval } from '../../../src/metrics/statistics/bootstrap.js';
import { verdict } from '../../../src/metrics/statistics/interval.js';
import { tInterval } from '../../../src/metrics/statistics/mean-interval.js';
import { moments } from '../../../src/metrics/statistics/moments.js';
import { normalQuantile, normalShare } from '../../../src/metrics/statistics/normal.js';
import { resamplingDraws } from '../../../src/metrics/statistics/resampling.js';
import { tQuantile } from '../../../src/metrics/statistics/student-t.js';
import { expectedShortfall, quantile } from '../../../src/metrics/statistics/tail.js';
import { wilsonInterval } from '../../../src/metrics/statistics/wilson.js';

function drawsOf(name: string): Draws {
  const streams = new RandomStreams('1');
  const draws = new Draws();
  draws.begin(streams, streams.open(name), 0);
  return draws;
}

/** 2 P(0 < T < t) as the finite sums of Abramowitz and Stegun, 26.7.3 and 26.7.4. */
function shareWithin(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const square = Math.cos(angle) ** 2;
  const isOdd = degrees % 2 === 1;
  let term = isOdd ? Math.cos(angle) : 1;
  let sum = 0;
  for (let k = isOdd ? 1 : 0; k < degrees - 1; k += 2) {
    sum += term;
    term *= (square * (k + 1)) / (k + 2);
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

describe("Student's quantile", () => {
  it.each([
    // Published tables: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
    [0.975, 1, 12.706],
    [0.95, 5, 2.015],
    [0.975, 10, 2.228],
    [0.995, 30, 2.75],
    [0.999, 100, 3.174],
    [0.9, 3, 1.638],
  ])('at %d with %d degrees of freedom is the tabled %d', (p, degrees, tabled) => {
    expect(tQuantile(p, degrees)).toBeCloseTo(tabled, 3);
  });

  it('is that of the closed forms for one, two and four degrees', () => {
    for (const p of [0.55, 0.6, 0.9, 0.975, 0.9999]) {
      const root = Math.sqrt(4 * p * (1 - p));
      const four = Math.cos(Math.acos(root) / 3) / root;
      const off = (t: number, exact: number): number => Math.abs(t / exact - 1);
      expect(off(tQuantile(p, 1), Math.tan(Math.PI * (p - 0.5)))).toBeLessThan(1e-12);
      expect(off(tQuantile(p, 2), ((2 * p - 1) * Math.SQRT2) / root)).toBeLessThan(1e-12);
      expect(off(tQuantile(p, 4), 2 * Math.sqrt(four - 1))).toBeLessThan(1e-12);
    }
  });

  it('holds the share of the finite sums for any whole degrees', () => {
    for (const degrees of [1, 2, 3, 5, 8, 19, 31, 39, 40, 41, 99, 199, 1000, 9999]) {
      for (const p of [0.55, 0.75, 0.975, 0.9995]) {
        const within = shareWithin(tQuantile(p, degrees), degrees);
        expect(Math.abs((1 - within) / (2 - 2 * p) - 1)).toBeLessThan(1e-10);
      }
    }
  });

  it('is symmetric, and nearly normal with many degrees', () => {
    expect(tQuantile(0.5, 7)).toBe(0);
    expect(tQuantile(0.025, 7)).toBeCloseTo(-tQuantile(0.975, 7), 12);
    // Fisher's expansion: z + (z³ + z) ÷ 4v.
    const z = normalQuantile(0.975);
    expect(tQuantile(0.975, 1e6)).toBeCloseTo(z + (z * z * z + z) / 4e6, 10);
  });
});

describe('the normal distribution', () => {
  it('has the published quantiles', () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(0.9999)).toBeCloseTo(3.719016485455709, 13);
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 13); // of Wichura's paper: −6.3613409024
    expect(normalQuantile(0.25)).toBeCloseTo(-0.6744897501960817, 15);
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
  });

  it('has a share that is the inverse', () => {
    for (const p of [1e-4, 0.01, 0.2, 0.5, 0.9, 0.999]) {
      expect(Math.abs(normalShare(normalQuantile(p)) - p)).toBeLessThan(1.2e-7);
    }
  });
});

describe('quantiles', () => {
  it('are interpolated between neighbours at (n − 1) · share', () => {
    const rising = [1, 2, 4, 8];
    expect(quantile(rising, 0.5)).toBe(3);
    expect(quantile(rising, 0.25)).toBe(1.75); // R: quantile(c(1, 2, 4, 8), .25)
    expect(quantile(rising, 0.95)).toBeCloseTo(7.4, 12);
    expect(quantile([5], 0.99)).toBe(5);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe('expected shortfall', () => {
  const upTo = (n: number): Float64Array => Float64Array.from({ length: n }, (_, row) => row + 1);

  it('is the mean of the largest 5 %', () => {
    expect(expectedShortfall(upTo(100), 5)).toBe(98); // of 96 … 100
    expect(expectedShortfall(upTo(20), 5)).toBe(20);
  });

  it('counts the value at the edge of the tail in part', () => {
    // 5 % of 50 is 2.5 values: 50, 49 and half of 48.
    expect(expectedShortfall(upTo(50), 5)).toBe((50 + 49 + 24) / 2.5);
  });

  it('is the largest value where the tail is less than one', () => {
    expect(expectedShortfall(upTo(7), 5)).toBeCloseTo(7, 12);
    expect(expectedShortfall([], 5)).toBeNaN();
  });
});

describe("Wilson's interval", () => {
  it('is that of published examples', () => {
    // Newcombe 1998, Statistics in Medicine 17, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    const cases = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const;
    for (const [count, n, low, high] of cases) {
      expect(wilsonInterval(count, n).low).toBeCloseTo(low, 4);
      expect(wilsonInterval(count, n).high).toBeCloseTo(high, 4);
    }
  });

  it('ends exactly at 0 and 1, and is unknown without a case', () => {
    expect(wilsonInterval(0, 7).low).toBe(0);
    expect(wilsonInterval(7, 7).high).toBe(1);
    expect(wilsonInterval(0, 0)).toEqual({ low: NaN, high: NaN });
  });
});

describe("Student's interval", () => {
  it('is that of a worked example', () => {
    // Student 1908, the sleep of ten patients: t.test(extra ~ group, paired = TRUE) of R.
    const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
    const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    const interval = tInterval(moments(first.map((value, row) => value - second[row])));
    expect(interval.low).toBeCloseTo(-2.4598858, 7);
    expect(interval.high).toBeCloseTo(-0.7001142, 7);
  });

  it('has no width where nothing varies, and none to tell of one value', () => {
    expect(tInterval(moments(Array.from({ length: 10 }, () => 0.1)))).toEqual({
      low: 0.1,
      high: 0.1,
    });
    expect(tInterval(moments([3]))).toEqual({ low: NaN, high: NaN });
    expect(tInterval(moments([]))).toEqual({ low: NaN, high: NaN });
  });
});

describe('the bootstrap interval', () => {
  it('is the same for the same draws, and hardly another for others', () => {
    const law = drawsOf('values');
    const values = Array.from({ length: 64 }, () => Math.exp(law.normal()));
    const first = bootstrapInterval(values, resamplingDraws('sweep', 'cells/1'));
    expect(bootstrapInterval(values, resamplingDraws('sweep', 'cells/1'))).toEqual(first);
    const other = bootstrapInterval(values, resamplingDraws('sweep', 'cells/2'));
    expect(other).not.toEqual(first);
    expect(Math.abs(other.low - first.low)).toBeLessThan(0.1 * (first.high - first.low));
    expect(Math.abs(other.high - first.high)).toBeLessThan(0.1 * (first.high - first.low));
  });

  it('has no width where nothing varies, and none to tell of one value', () => {
    const draws = resamplingDraws('sweep', 'constant');
    expect(bootstrapInterval([0, 0, 0, 0], draws)).toEqual({ low: 0, high: 0 });
    expect(bootstrapInterval([7.3, 7.3, 7.3], draws)).toEqual({ low: 7.3, high: 7.3 });
    expect(bootstrapInterval([3], draws)).toEqual({ low: NaN, high: NaN });
    expect(bootstrapInterval([], draws)).toEqual({ low: NaN, high: NaN });
  });

  it('stays within the values, however few and far apart', () => {
    const draws = resamplingDraws('sweep', 'far apart');
    for (const values of [
      [0, 1],
      [0, 0, 1e9],
      [-5, 0, 0, 0, 0, 0, 0, 1e12],
    ]) {
      const { low, high } = bootstrapInterval(values, draws);
      expect(low).toBeGreaterThanOrEqual(Math.min(...values));
      expect(high).toBeLessThanOrEqual(Math.max(...values));
      expect(low).toBeLessThan(high);
    }
  });

  // 3.5 standard errors of 400 samples around what was measured over 1,500: 94.9, 92.7 and 93.0 %.
  const lognormal = (draws: Draws): number =>
    Math.exp(Math.sqrt(Math.LN2) * draws.normal() - Math.LN2 / 2);
  const halfZero = (draws: Draws): number => (draws.uniform() < 0.5 ? draws.exponential() : 0);
  it.each([
    ['normal', (draws: Draws) => draws.normal(), 0, 16, 91.1, 98.8],
    ['lognormal', lognormal, 1, 32, 88.1, 97.3],
    ['half zero', halfZero, 0.5, 64, 88.5, 97.5],
  ] as const)('holds the mean of %s values', (name, law, mean, n, least, most) => {
    const draws = drawsOf(`${name} ${n}`);
    let held = 0;
    for (let sample = 0; sample < 400; sample++) {
      const values = Array.from({ length: n }, () => law(draws));
      const { low, high } = bootstrapInterval(values, draws);
      if (low <= mean && mean <= high) held += 1;
    }
    expect(held / 4).toBeGreaterThan(least);
    expect(held / 4).toBeLessThan(most);
  });
});

describe('a verdict', () => {
  it('respects the interval, its ends included', () => {
    expect(verdict({ low: 0.1, high: 2 })).toBe('higher');
    expect(verdict({ low: -2, high: -0.1 })).toBe('lower');
    expect(verdict({ low: -1, high: 1 })).toBe('no difference shown');
    expect(verdict({ low: 0, high: 1 })).toBe('no difference shown');
    expect(verdict({ low: -1, high: 0 })).toBe('no difference shown');
    expect(verdict({ low: 0, high: 0 })).toBe('no difference shown');
    expect(verdict({ low: NaN, high: NaN })).toBe('no difference shown');
  });

  /** 1,000 sets of 200 pairs: lognormal, cv 1, logarithms correlated by .98, the left times `factor`. */
  function verdicts(factor: number, name: string): Record<string, number> {
    const draws = drawsOf(name);
    const sd = Math.sqrt(Math.LN2);
    const counts: Record<string, number> = {};
    for (let set = 0; set < 1000; set++) {
      const left: number[] = [];
      const right: number[] = [];
      for (let pair = 0; pair < 200; pair++) {
        const shared = draws.normal();
        const own = 0.98 * shared + Math.sqrt(1 - 0.98 * 0.98) * draws.normal();
        left.push(factor * Math.exp(sd * shared));
        right.push(Math.exp(sd * own));
      }
      const differences = left.map((value, row) => value - right[row]);
      const found = verdict(tInterval(moments(differences)));
      counts[found] = (counts[found] ?? 0) + 1;
    }
    return counts;
  }

  it('finds a difference of 5 % in 80 of 100 sets of paired runs', () => {
    expect(verdicts(1.05, 'five per cent')['higher']).toBeGreaterThanOrEqual(800);
  });

  it('calls no difference none in 93 to 97 of 100', () => {
    const none = verdicts(1, 'null')['no difference shown'];
    expect(none).toBeGreaterThanOrEqual(930);
    expect(none).toBeLessThanOrEqual(970);
  });
});
