import { describe, expect, it } from 'vitest';
import { US_PER_YEAR } from '../../../src/core/units.js';
import { DAY, errorsOff, indexSource, logsOf, seeds } from '../../helpers/index-prices.js';

const jumps = { rate: 4 / 86_400, mean: -0.01, sd: 0.05 };
const volatility = 0.4;
const merton = indexSource({ kind: 'jumpDiffusion', volatility, drift: 0, jumps });

describe('a jump diffusion', () => {
  const logs = seeds(20_000).map((seed) => logsOf(merton, [DAY], seed)[0]);
  const count = 4; // jumps a day
  const variance = 0.16 / 365 + count * (0.0001 + 0.0025);
  const drift = -0.08 / 365 - count * Math.expm1(-0.01 + 0.00125);
  const mean = drift + count * -0.01;
  const central = logs.map((log) => log - mean);

  it('is a martingale without drift, its jumps taken into account', () => {
    expect(errorsOff(logs.map(Math.exp), 1)).toBeLessThan(3.5);
  });

  it("has the mean, the variance, the skew and the kurtosis of Merton's closed form", () => {
    expect(errorsOff(logs, mean)).toBeLessThan(3.5);
    expect(
      errorsOff(
        central.map((x) => x * x),
        variance,
      ),
    ).toBeLessThan(3.5);
    // Cumulants of a compound Poisson law are count × raw moments of a jump.
    const third = count * (-0.000001 + 3 * -0.01 * 0.0025);
    expect(
      errorsOff(
        central.map((x) => x * x * x),
        third,
      ),
    ).toBeLessThan(3.5);
    const fourth = count * (1e-8 + 6 * 1e-4 * 25e-4 + 3 * 625e-8) + 3 * variance * variance;
    expect(
      errorsOff(
        central.map((x) => x * x * x * x),
        fourth,
      ),
    ).toBeLessThan(3.5);
  });

  it('rises by its drift', () => {
    const rising = indexSource({ kind: 'jumpDiffusion', volatility, drift: 20, jumps });
    const prices = seeds(3_000).map((seed) => Math.exp(logsOf(rising, [DAY], seed)[0]));
    expect(errorsOff(prices, Math.exp(20 / 365))).toBeLessThan(3.5);
  });

  it('jumps at the same times by the same factors however often it is looked at', () => {
    const pure = indexSource({ kind: 'jumpDiffusion', volatility: 0, drift: 0, jumps });
    const [rare] = logsOf(pure, [2 * DAY], '7');
    const often = logsOf(pure, [DAY / 7, DAY / 3, DAY, 1.9 * DAY, 2 * DAY], '7');
    expect(often.at(-1)).toBeCloseTo(rare, 8);
  });

  it('without jumps is the geometric Brownian motion of the same draws', () => {
    const never = { rate: 0, mean: -0.1, sd: 0.1 };
    const none = indexSource({ kind: 'jumpDiffusion', volatility, drift: 1, jumps: never });
    const gbm = indexSource({ kind: 'gbm', volatility, drift: 1 });
    const times = [DAY, US_PER_YEAR / 12];
    expect(logsOf(none, times, '1')).toEqual(logsOf(gbm, times, '1'));
  });
});
