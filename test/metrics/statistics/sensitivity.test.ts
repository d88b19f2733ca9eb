import { describe, expect, it } from 'vitest';
import { morrisMeasures, type Step } from '../../../src/metrics/statistics/elementary-effects.js';
import { resamplingDraws } from '../../../src/metrics/statistics/resampling.js';
import {
  type SaltelliBlocks,
  sobolIndices,
} from '../../../src/metrics/statistics/sobol-indices.js';

type Model = (point: readonly number[]) => number;

/**
 * The additive recurrence of Roberts: evenly spread like a Sobol' sequence in few dimensions, so that
 * the error of a mean falls as 1 ÷ n.
 */
function evenPoints(count: number, dimensions: number): number[][] {
  let root = 1;
  for (let step = 0; step < 60; step++) root = (1 + root) ** (1 / (dimensions + 1));
  return Array.from({ length: count }, (_, row) =>
    Array.from({ length: dimensions }, (_, at) => (0.5 + (row + 1) * root ** -(at + 1)) % 1),
  );
}

function saltelli(model: Model, axes: number, count: number): SaltelliBlocks {
  const values = evenPoints(count, 2 * axes).flatMap((point) => {
    const a = point.slice(0, axes);
    const b = point.slice(axes);
    return [model(a), model(b), ...a.map((_, axis) => model(a.with(axis, b[axis])))];
  });
  return { axes, count, values: Float64Array.from(values) };
}

/** Ishigami and Homma 1990, a = 7, b = 0.1; its indices are known in closed form. */
const ishigami: Model = (point) => {
  const [x, y, z] = point.map((at) => Math.PI * (2 * at - 1));
  return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
};

describe("Sobol' indices", () => {
  it('of the Ishigami function are the published ones at N = 4096', () => {
    const found = sobolIndices(saltelli(ishigami, 3, 4096), resamplingDraws('1', 'ishigami'));
    const first = [0.3139, 0.4424, 0];
    const total = [0.5576, 0.4424, 0.2437];
    for (const [axis, index] of found.entries()) {
      expect(Math.abs(index.first - first[axis])).toBeLessThan(0.02);
      expect(Math.abs(index.total - total[axis])).toBeLessThan(0.01);
      expect(index.firstInterval.low).toBeLessThan(first[axis]);
      expect(index.firstInterval.high).toBeGreaterThan(first[axis]);
      expect(index.totalInterval.low).toBeLessThan(total[axis]);
      expect(index.totalInterval.high).toBeGreaterThan(total[axis]);
    }
  });

  it('of an additive model are the shares of its variance, a large constant or not', () => {
    // 1 x + 2 y + 3 z of uniform axes: variances 1 : 4 : 9.
    const model: Model = ([x, y, z]) => 1e6 + x + 2 * y + 3 * z;
    const found = sobolIndices(saltelli(model, 3, 2048), resamplingDraws('1', 'additive'));
    for (const [axis, part] of [1 / 14, 4 / 14, 9 / 14].entries()) {
      expect(Math.abs(found[axis].first - part)).toBeLessThan(0.01);
      expect(Math.abs(found[axis].total - part)).toBeLessThan(0.01);
    }
  });

  it('have wider intervals with fewer blocks', () => {
    const width = (count: number): number => {
      const [index] = sobolIndices(saltelli(ishigami, 3, count), resamplingDraws('1', 'width'));
      return index.totalInterval.high - index.totalInterval.low;
    };
    expect(width(64) / width(1024)).toBeGreaterThan(2);
    expect(width(64) / width(1024)).toBeLessThan(8);
  });

  it('are unknown where nothing varies, and of a single block', () => {
    const draws = resamplingDraws('1', 'constant');
    const unknown = { low: NaN, high: NaN };
    const none = { first: NaN, firstInterval: unknown, total: NaN, totalInterval: unknown };
    expect(
      sobolIndices(
        saltelli(() => 0.1, 2, 9),
        draws,
      ),
    ).toEqual([none, none]);
    expect(sobolIndices(saltelli(ishigami, 3, 1), draws)).toEqual([none, none, none]);
  });
});

describe('elementary effects', () => {
  it('are changes by the way gone on the axis', () => {
    const steps: Step[] = [
      { axis: 0, distance: 0.5, change: 2 }, // 4
      { axis: 1, distance: 0.5, change: 7 },
      { axis: 0, distance: -0.5, change: 1 }, // −2
      { axis: 0, distance: 0.25, change: 1 }, // 4
    ];
    const { n, mu, muStar, sigma } = morrisMeasures(steps, 0);
    expect(n).toBe(3);
    expect(mu).toBeCloseTo(2, 12);
    expect(muStar).toBeCloseTo(10 / 3, 12);
    expect(sigma).toBeCloseTo(Math.sqrt(12), 12);
  });

  it('have no spread with one of them, and are unknown without', () => {
    const steps: Step[] = [{ axis: 0, distance: 1, change: -3 }];
    expect(morrisMeasures(steps, 0)).toEqual({ n: 1, mu: -3, muStar: 3, sigma: NaN });
    expect(morrisMeasures(steps, 1)).toEqual({ n: 0, mu: NaN, muStar: NaN, sigma: NaN });
  });
});
