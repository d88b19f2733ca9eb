import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { autocorrelation, noiseFloor } from '../../../src/metrics/statistics/autocorrelation.js';
import { excessKurtosis } from '../../../src/metrics/statistics/excess-kurtosis.js';
import { hillIndex } from '../../../src/metrics/statistics/hill-index.js';
import { logReturns } from '../../../src/metrics/statistics/log-returns.js';

describe('the autocorrelation of a series', () => {
  it('is that of a worked example', () => {
    // Around the mean 3: −2, −1, 0, 1, 2. Lag 1: 2 + 0 + 0 + 2 = 4 of 10; lag 4: −4 of 10.
    expect(autocorrelation([[1, 2, 3, 4, 5]], 1)).toBeCloseTo(0.4, 12);
    expect(autocorrelation([[1, 2, 3, 4, 5]], 4)).toBeCloseTo(-0.4, 12);
    expect(autocorrelation([[1, 2, 3, 4, 5]], 0)).toBe(1);
  });

  it('joins no two series, and takes each around its own mean', () => {
    const days = [
      [1, 2, 3, 4, 5],
      [101, 102, 103, 104, 105],
    ];
    expect(autocorrelation(days, 1)).toBeCloseTo(0.4, 12);
  });

  it('is empty where nothing varies', () => {
    expect(autocorrelation([[2, 2, 2]], 1)).toBeNaN();
  });

  it('has a noise floor: the mean distance of an average of n values from 0', () => {
    expect(noiseFloor(1)).toBeCloseTo(0.79788, 5);
    expect(noiseFloor(1440)).toBeCloseTo(0.02103, 5); // of a day of minutes
  });
});

describe('the Hill index', () => {
  it('is that of a worked example', () => {
    // The two largest of eight above the third: ln(8/2) + ln(4/2) = 3 ln 2.
    expect(hillIndex([1, 8, 0.5, 2, 4, -9, 0, 1], 0.25)).toBeCloseTo(2 / (3 * Math.LN2), 12);
  });

  it.each([2, 3.5, 5])('of a Pareto law is its exponent: %d', (exponent) => {
    const count = 200_000;
    const quantiles = Float64Array.from({ length: count }, (_, row) =>
      Math.exp(-Math.log((row + 0.5) / count) / exponent),
    );
    expect(hillIndex(quantiles, 0.01)).toBeCloseTo(exponent, 1);
  });

  it('is empty for a tail without losses', () => {
    expect(hillIndex([-1, -2, -3, -4], 0.25)).toBeNaN();
    expect(hillIndex([1, 2, 3], 0.01)).toBeNaN();
  });
});

describe('excess kurtosis', () => {
  it.each([
    ['two values as likely', [1, -1], -2],
    ['ten values, evenly spaced', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], -1.22424], // −6/5 (n²+1)/(n²−1)
    ['one of five stands out', [0, 0, 0, 0, 5], 0.25],
  ])('of %s', (_, values, expected) => {
    expect(excessKurtosis(values)).toBeCloseTo(expected, 5);
  });

  it('is empty where nothing varies', () => {
    expect(excessKurtosis([1, 1])).toBeNaN();
  });
});

describe('logarithmic returns', () => {
  it('do not overlap', () => {
    const prices = [1, 2, 4, 8, 16, 32];
    expect(Array.from(logReturns(prices, 2))).toEqual([Math.log(4), Math.log(4)]);
    expect(logReturns(prices)).toHaveLength(5);
    expect(logReturns([7])).toHaveLength(0);
  });
});

// Market data lie beside a checkout, where somebody put them.
const candles = join(
  import.meta.dirname,
  '../../../../shared/data/2021-05-19_btcusdt_spot_binance_1m.csv',
);

describe.skipIf(!existsSync(candles))('three real days of Bitcoin, minute by minute', () => {
  const rows = existsSync(candles) ? readFileSync(candles, 'utf8').split('\n') : [];
  const calm = rows.filter((row) => /^2021-05-1[678]/.test(row));
  const closes = calm.map((row) => Number(row.split(',')[4]));
  const returns = logReturns(closes);
  const absolute = returns.map(Math.abs);

  it('have the published deviation and tails', () => {
    const squares = returns.reduce((sum, value) => sum + value * value, 0);
    expect(1e4 * Math.sqrt(squares / returns.length)).toBeCloseTo(20.3, 1);
    expect(excessKurtosis(returns)).toBeCloseTo(3.75, 2);
    expect(excessKurtosis(logReturns(closes, 30))).toBeCloseTo(-0.2, 1);
    expect(
      hillIndex(
        returns.map((value) => -value),
        0.01,
      ),
    ).toBeCloseTo(4.2, 1);
    expect(hillIndex(absolute, 0.02)).toBeCloseTo(3.6, 1);
  });

  it('cluster for hours, though returns have no memory', () => {
    const memory = (lag: number): number => autocorrelation([absolute], lag);
    for (const [lag, expected] of [
      [1, 0.22],
      [10, 0.19],
      [50, 0.14],
      [100, 0.12],
    ]) {
      expect(Math.abs(memory(lag) - expected)).toBeLessThan(0.012);
    }
    const lags = Array.from({ length: 27 }, (_, row) => row + 4);
    const sum = lags.reduce((all, lag) => all + Math.abs(autocorrelation([returns], lag)), 0);
    expect(sum / lags.length).toBeCloseTo(0.017, 3);
  });
});
