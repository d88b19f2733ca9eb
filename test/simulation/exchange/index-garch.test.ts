import { describe, expect, it } from 'vitest';
import { US_PER_YEAR } from '../../../src/core/units.js';
import type { IndexProcess } from '../../../src/scenario/scenario.js';
import {
  differences,
  errorsOff,
  HOUR,
  indexSource,
  logsOf,
  seeds,
} from '../../helpers/index-prices.js';

const alpha = 0.15;
const beta = 0.7;
const RULES: IndexProcess = { kind: 'garch', volatility: 0.8, alpha, beta, drift: 0 };
const garch = indexSource(RULES, { everyUs: HOUR });
const variance = (0.64 * HOUR) / US_PER_YEAR;

/** Shocks of the steps, the drift of the logarithm taken off as far as it is known: its mean. */
const PATHS = seeds(400).map((seed) =>
  differences(
    logsOf(
      garch,
      Array.from({ length: 300 }, (_, row) => (row + 1) * HOUR),
      seed,
    ),
  ).map((move) => move + variance / 2),
);

/** Mean over a path, so that the paths are independent samples. */
function means(of: (path: readonly number[], row: number) => number, lag = 0): number[] {
  return PATHS.map((path) => {
    const rows = path.length - lag - 100; // from its stationary mean to its stationary law
    let sum = 0;
    for (let row = 100; row < 100 + rows; row++) sum += of(path, row);
    return sum / rows;
  });
}

describe('a GARCH index', () => {
  const persistence = alpha + beta;
  const kurtosis =
    (3 * (1 - persistence * persistence)) / (1 - persistence * persistence - 2 * alpha * alpha);

  it('has the stationary variance of its volatility, and is a martingale', () => {
    expect(
      errorsOff(
        means((path, row) => path[row] * path[row]),
        variance,
      ),
    ).toBeLessThan(3.5);
    const ends = PATHS.map((path) =>
      Math.exp(path.reduce((sum, move) => sum + move - variance / 2, 0)),
    );
    expect(errorsOff(ends, 1)).toBeLessThan(3.5);
  });

  it('has the kurtosis of its closed form', () => {
    const fourth = kurtosis * variance * variance;
    expect(kurtosis).toBeGreaterThan(3.5);
    const powers = means((path, row) => path[row] * path[row] * path[row] * path[row]);
    expect(errorsOff(powers, fourth)).toBeLessThan(3.5);
  });

  it('has the autocorrelation of squares of its closed form, and none of returns', () => {
    const first = (alpha * (1 - alpha * beta - beta * beta)) / (1 - 2 * alpha * beta - beta * beta);
    const spread = (kurtosis - 1) * variance * variance;
    for (const lag of [1, 2, 5]) {
      let expected = first * spread;
      for (let more = 1; more < lag; more++) expected *= persistence;
      const products = means(
        (path, row) =>
          (path[row] * path[row] - variance) * (path[row + lag] * path[row + lag] - variance),
        lag,
      );
      expect(errorsOff(products, expected), `lag ${lag}`).toBeLessThan(3.5);
    }
    expect(
      errorsOff(
        means((path, row) => path[row] * path[row + 1], 1),
        0,
      ),
    ).toBeLessThan(3.5);
  });

  it('moves at its steps only, on the same draws whenever it is looked at', () => {
    const looked = logsOf(garch, [HOUR / 2, HOUR, 1.5 * HOUR, 3 * HOUR], '1');
    const plain = logsOf(garch, [HOUR, 2 * HOUR, 3 * HOUR], '1');
    expect(looked).toEqual([0, plain[0], plain[0], plain[2]]);
  });
});
