import { describe, expect, it } from 'vitest';
import { US_PER_YEAR } from '../../../src/core/units.js';
import type { IndexProcess, TwoScaleVolatility } from '../../../src/scenario/scenario.js';
import {
  DAY,
  differences,
  errorsOff,
  HOUR,
  indexSource,
  logsOf,
  seeds,
} from '../../helpers/index-prices.js';

const MINUTE = HOUR / 60;
const slow = { sd: 0.3, timeUs: 4 * HOUR };
const fast = { sd: 0.25, timeUs: 15 * MINUTE };
const volatility: TwoScaleVolatility = { level: 0.8, slow, fast };
const gbm = (law: IndexProcess & { kind: 'gbm' }) => indexSource(law);
const wandering = gbm({ kind: 'gbm', volatility, drift: 0 });
const logVariance = 0.3 * 0.3 + 0.25 * 0.25;
const level = (0.64 * MINUTE) / US_PER_YEAR;

/** One-minute returns of two hours. */
const RETURNS = seeds(4_000).map((seed) =>
  differences(
    logsOf(
      wandering,
      Array.from({ length: 121 }, (_, row) => (row + 1) * MINUTE),
      seed,
    ),
  ),
);

/** Mean over a day's minutes: the days are independent. */
function means(of: (path: readonly number[], row: number) => number, lag = 0): number[] {
  return RETURNS.map((path) => {
    let sum = 0;
    for (let row = 0; row + lag < path.length; row++) sum += of(path, row);
    return sum / (path.length - lag);
  });
}

describe('a volatility that wanders on two scales', () => {
  it('has its level for root mean square, at short steps and long', () => {
    expect(
      errorsOff(
        means((path, row) => path[row] * path[row]),
        level,
      ),
    ).toBeLessThan(3.5);
    const long = seeds(4_000).map((seed) => logsOf(wandering, [DAY, 2 * DAY], seed)[1]);
    const drift = -0.64 / 365;
    expect(errorsOff(long.map(Math.exp), 1)).toBeLessThan(3.5);
    expect(errorsOff(long, drift)).toBeLessThan(3.5);
  });

  it('makes the fat tails of its closed form: kurtosis 3 exp(4 var)', () => {
    const kurtosis = 3 * Math.exp(4 * logVariance);
    expect(kurtosis).toBeGreaterThan(5);
    const powers = means((path, row) => path[row] * path[row] * path[row] * path[row]);
    expect(errorsOff(powers, kurtosis * level * level)).toBeLessThan(3.5);
  });

  it('remembers on both scales, as its closed form', () => {
    for (const lag of [1, 15, 100]) {
      const shared =
        0.09 * Math.exp((-lag * MINUTE) / slow.timeUs) +
        0.0625 * Math.exp((-lag * MINUTE) / fast.timeUs);
      const expected = level * level * Math.expm1(4 * shared);
      const products = means(
        (path, row) =>
          (path[row] * path[row] - level) * (path[row + lag] * path[row + lag] - level),
        lag,
      );
      expect(errorsOff(products, expected), `lag ${lag}`).toBeLessThan(3.5);
    }
  });

  it('draws from streams of its own: without spread it is the plain index, draw for draw', () => {
    const still = gbm({
      kind: 'gbm',
      volatility: { level: 0.8, slow: { sd: 0, timeUs: 1 }, fast: null },
      drift: 0,
    });
    const plain = gbm({ kind: 'gbm', volatility: 0.8, drift: 0 });
    const times = [HOUR, 2 * HOUR, DAY];
    expect(logsOf(still, times, '3')).toEqual(logsOf(plain, times, '3'));
    // The normals are the same, whatever the volatility does with them.
    const signs = (of: typeof still): number[] =>
      differences(logsOf(of, times, '3')).map(Math.sign);
    expect(signs(wandering)).toEqual(signs(plain));
    expect(logsOf(wandering, times, '3')).not.toEqual(logsOf(plain, times, '3'));
  });

  it('leaves the knots of a path exact, and has its level between them', () => {
    const knots = [
      { atUs: 0, price: 1_000_000_000 },
      { atUs: 2 * HOUR, price: 900_000_000 },
    ];
    const path = indexSource({ kind: 'path', volatility, knots });
    const times = Array.from({ length: 120 }, (_, row) => (row + 1) * MINUTE);
    const logs = seeds(1_500).map((seed) => logsOf(path, times, seed));
    for (const log of logs.slice(0, 50)) expect(log.at(-1)).toBeCloseTo(Math.log(0.9), 8);
    const middle = logs.map((log) => log[59] - Math.log(0.9) / 2);
    const bridged = (0.64 * 0.5 * HOUR) / US_PER_YEAR; // σ² s (T − s) / T half way of two hours
    expect(errorsOff(middle, 0)).toBeLessThan(3.5);
    expect(
      errorsOff(
        middle.map((x) => x * x),
        bridged,
      ),
    ).toBeLessThan(3.5);
  });

  it('serves jump diffusions too', () => {
    const jumps = { rate: 0, mean: 0, sd: 0 };
    const jumping = indexSource({ kind: 'jumpDiffusion', volatility, drift: 0, jumps });
    expect(logsOf(jumping, [HOUR, DAY], '1')).toEqual(logsOf(wandering, [HOUR, DAY], '1'));
  });
});
