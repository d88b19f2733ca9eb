import { describe, expect, it } from 'vitest';
import { US_PER_YEAR } from '../../../src/core/units.js';
import type { HestonRules } from '../../../src/scenario/scenario.js';
import { differences, errorsOff, indexSource, logsOf, seeds } from '../../helpers/index-prices.js';

const RULES: HestonRules = {
  kind: 'heston',
  initialVolatility: 0.8,
  longRunVolatility: 0.8,
  meanReversion: 4,
  volOfVol: 2,
  correlation: -0.6,
  drift: 0,
};
const horizon = US_PER_YEAR / 2;
const steps = (count: number): number[] =>
  Array.from({ length: count }, (_, row) => ((row + 1) * horizon) / count);

function finals(change: Partial<HestonRules>, stepCount: number, runs: number): number[] {
  const source = indexSource({ ...RULES, ...change });
  return seeds(runs).map((seed) => logsOf(source, steps(stepCount), seed).at(-1) ?? NaN);
}

/** Over time T from the stationary mean: mean, and variance by the parts of the integral. */
function closedForm({ correlation, meanReversion: k, volOfVol, longRunVolatility }: HestonRules) {
  const theta = longRunVolatility * longRunVolatility;
  const T = 0.5;
  const once = -Math.expm1(-k * T) / k;
  const twice = -Math.expm1(-2 * k * T) / (2 * k);
  const integral = ((volOfVol * volOfVol * theta) / (k * k)) * (T - 2 * once + twice);
  const together = ((correlation * volOfVol * theta) / k) * (T - once);
  return {
    mean: (-theta * T) / 2,
    variance: theta * T + integral / 4 - together,
    integral,
  };
}

describe('a Heston index', () => {
  it('has the mean and the variance of its closed form', () => {
    const { mean, variance } = closedForm(RULES);
    const logs = finals({}, 64, 6_000);
    expect(errorsOff(logs, mean)).toBeLessThan(3.5);
    const squares = logs.map((log) => (log - mean) * (log - mean));
    expect(errorsOff(squares, variance)).toBeLessThan(3.5);
  });

  it.each([
    ['often', 64, { volOfVol: 2 }],
    ['seldom, and its variance reaches 0', 4, { volOfVol: 6 }],
  ])('is a martingale when it is published %s', (_, count, change) => {
    expect(errorsOff(finals(change, count, 12_000).map(Math.exp), 1)).toBeLessThan(3.5);
  });

  it.each([
    ['far from 0', 1],
    ['that reaches 0', 6],
  ])(
    'has a variance %s with its exact mean and variance after a step of half a year',
    (_, volOfVol) => {
      // At a correlation of −1 the logarithm is a straight line in the variance.
      const rules = { volOfVol, correlation: -1, initialVolatility: 1.2 };
      const logs = finals(rules, 1, 12_000);
      const gone = -Math.expm1(-4 * 0.5);
      const spread = ((volOfVol * volOfVol) / 4) * gone * (1.44 * (1 - gone) + (0.64 * gone) / 2);
      const slope = 0.25 * (-4 / volOfVol - 0.5) - 1 / volOfVol;
      const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
      const squares = logs.map((log) => (log - mean) * (log - mean));
      expect(errorsOff(squares, slope * slope * spread)).toBeLessThan(3.5);
      const prices = logs.map(Math.exp);
      expect(errorsOff(prices, 1)).toBeLessThan(3.5);
    },
  );

  it('reverts from its first volatility to the long run', () => {
    const logs = finals({ initialVolatility: 1.6 }, 64, 6_000);
    const integral = 0.64 * 0.5 + (2.56 - 0.64) * (-Math.expm1(-4 * 0.5) / 4);
    expect(errorsOff(logs, -integral / 2)).toBeLessThan(3.5);
  });

  it('has squares that go together as its variance remembers', () => {
    // Of two windows h: Cov of the integrals from the stationary mean, Var v grown to the first.
    const source = indexSource({ ...RULES, correlation: 0 });
    const products = seeds(8_000).map((seed) => {
      const [early, late] = differences(logsOf(source, steps(32), seed))
        .slice(15, 32)
        .filter((_, row) => row === 0 || row === 8);
      return [early * early, late * late];
    });
    const h = 0.5 / 32;
    const between = 8 * h;
    const at = 16 * h;
    const spread = ((4 * 0.64) / 8) * -Math.expm1(-8 * (at - h / 2));
    const cov = h * h * spread * Math.exp(-4 * between);
    const level = 0.64 * h;
    const both = products.map(([x, y]) => (x - level) * (y - level));
    expect(cov / (level * level)).toBeGreaterThan(0.3);
    expect(errorsOff(both, cov)).toBeLessThan(3.5);
  });

  it('falls further than it rises when price and variance go against each other', () => {
    const cubes = (correlation: number): number[] => {
      const { mean } = closedForm({ ...RULES, correlation });
      return finals({ correlation }, 32, 3_000).map(
        (log) => (log - mean) * (log - mean) * (log - mean),
      );
    };
    const sum = (values: readonly number[]): number =>
      values.reduce((left, right) => left + right, 0);
    expect(sum(cubes(-0.6))).toBeLessThan(-100);
    expect(sum(cubes(0.6))).toBeGreaterThan(sum(cubes(-0.6)) + 100);
  });
});
