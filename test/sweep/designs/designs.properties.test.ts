import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../src/core/random.js';
import { gridPoints } from '../../../src/sweep/designs/grid.js';
import { latinHypercubePoints } from '../../../src/sweep/designs/latin-hypercube.js';
import { morrisPoints } from '../../../src/sweep/designs/morris.js';
import { starPoints } from '../../../src/sweep/designs/one-at-a-time.js';
import type { Point } from '../../../src/sweep/designs/point.js';
import { randomPoints } from '../../../src/sweep/designs/random-points.js';
import { saltelliPoints } from '../../../src/sweep/designs/saltelli.js';

const OPTIONS = { seed: 1, numRuns: 60 };
const axisNames = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), {
  minLength: 1,
  maxLength: 6,
  size: 'max',
});
const seeds = fc.integer({ min: 1, max: 1e6 }).map((seed) => new RandomStreams(String(seed)));
const levels = fc.array(fc.integer({ min: 1, max: 6 }), {
  minLength: 1,
  maxLength: 4,
  size: 'max',
});

/** The axes in which two points differ. */
function changed(left: Point, right: Point): readonly number[] {
  return left.flatMap((at, axis) => (at === right[axis] ? [] : [axis]));
}

describe('a grid', () => {
  it('has every level with every other once, the last axis fastest', () => {
    expect(gridPoints([2, 3])).toEqual([
      [0, 0],
      [0, 0.5],
      [0, 1],
      [1, 0],
      [1, 0.5],
      [1, 1],
    ]);
    expect(gridPoints([1, 2])).toEqual([
      [0, 0],
      [0, 1],
    ]);
    fc.assert(
      fc.property(levels, (levels) => {
        const points = gridPoints(levels);
        expect(points).toHaveLength(levels.reduce((left, right) => left * right));
        expect(new Set(points.map(String)).size).toBe(points.length);
      }),
      OPTIONS,
    );
  });
});

describe('a star', () => {
  it('has the base first, and every other level of every axis alone', () => {
    fc.assert(
      fc.property(levels, (levels) => {
        const [base, ...others] = starPoints(levels);
        expect(base).toEqual(levels.map(() => 0));
        for (const other of others) expect(changed(base, other)).toHaveLength(1);
        for (const [axis, count] of levels.entries()) {
          const own = others.filter((other) => changed(base, other)[0] === axis);
          expect(new Set(own.map((point) => point[axis])).size).toBe(count - 1);
        }
        expect(new Set(others.map(String)).size).toBe(others.length);
      }),
      OPTIONS,
    );
  });
});

describe('a Latin hypercube', () => {
  it('has one point in each strip of every axis', () => {
    fc.assert(
      fc.property(seeds, axisNames, fc.integer({ min: 1, max: 100 }), (streams, axes, count) => {
        const points = latinHypercubePoints(streams, axes, count);
        expect(points).toHaveLength(count);
        for (const axis of axes.keys()) {
          const strips = points
            .map((point) => Math.floor(point[axis] * count))
            .toSorted((a, b) => a - b);
          expect(strips).toEqual(points.map((_, strip) => strip));
        }
      }),
      OPTIONS,
    );
  });

  it('pairs the strips of two axes by chance', () => {
    const count = 1000;
    const points = latinHypercubePoints(new RandomStreams('1'), ['a', 'b'], count);
    expect(Math.abs(correlation(points))).toBeLessThan(3.5 / Math.sqrt(count));
  });
});

describe('random points', () => {
  it('are uniform and independent', () => {
    const count = 4000;
    const points = randomPoints(new RandomStreams('1'), ['a', 'b'], count);
    for (const axis of [0, 1]) {
      const mean = points.reduce((sum, point) => sum + point[axis], 0) / count;
      expect(Math.abs(mean - 0.5)).toBeLessThan(3.5 * Math.sqrt(1 / 12 / count));
    }
    expect(Math.abs(correlation(points))).toBeLessThan(3.5 / Math.sqrt(count));
  });

  it('keep their places when points and axes are added', () => {
    const few = randomPoints(new RandomStreams('1'), ['a', 'b'], 10);
    const more = randomPoints(new RandomStreams('1'), ['a', 'b', 'c'], 20);
    expect(more.slice(0, 10).map(([a, b]) => [a, b])).toEqual(few);
  });
});

describe('Saltelli’s blocks', () => {
  it('are A, B, and A with one axis of B in turn', () => {
    fc.assert(
      fc.property(seeds, axisNames, fc.integer({ min: 1, max: 20 }), (streams, axes, count) => {
        const points = saltelliPoints(streams, axes, count);
        const size = axes.length + 2;
        expect(points).toHaveLength(count * size);
        for (let block = 0; block < count; block++) {
          const [a, b, ...mixed] = points.slice(block * size, (block + 1) * size);
          expect(mixed).toEqual(axes.map((_, axis) => a.with(axis, b[axis])));
        }
      }),
      OPTIONS,
    );
  });

  it('draw A and B from different dimensions, each even on its own', () => {
    const points = saltelliPoints(new RandomStreams('1'), ['x', 'y'], 64);
    const as = points.filter((_, row) => row % 4 === 0);
    const bs = points.filter((_, row) => row % 4 === 1);
    for (const side of [as, bs]) {
      for (const axis of [0, 1]) {
        expect(new Set(side.map((point) => Math.floor(point[axis] * 64))).size).toBe(64);
      }
    }
    expect(as).not.toEqual(bs);
  });
});

describe('Morris’s trajectories', () => {
  const evenLevels = fc.integer({ min: 1, max: 5 }).map((half) => 2 * half);

  it('change every axis once, by p ÷ (2(p − 1)), on their levels', () => {
    fc.assert(
      fc.property(seeds, axisNames, evenLevels, (streams, axes, levels) => {
        const size = axes.length + 1;
        const points = morrisPoints(streams, axes, { trajectories: 5, levels });
        expect(points).toHaveLength(5 * size);
        for (const at of points.flat()) {
          expect(0 <= at && at <= 1).toBe(true);
          expect(Math.abs(at * (levels - 1) - Math.round(at * (levels - 1)))).toBeLessThan(1e-12);
        }
        for (let path = 0; path < 5; path++) {
          const walk = points.slice(path * size, (path + 1) * size);
          const steps = walk.slice(1).map((point, row) => changed(walk[row], point));
          expect(steps.flat().toSorted((a, b) => a - b)).toEqual([...axes.keys()]);
          for (const [row, [axis]] of steps.entries()) {
            const jump = Math.abs(walk[row + 1][axis] - walk[row][axis]);
            expect(jump).toBeCloseTo(levels / (2 * (levels - 1)), 12);
          }
        }
      }),
      OPTIONS,
    );
  });

  it('visit all levels alike, go up as often as down, and take axes in any order', () => {
    const axes = ['a', 'b', 'c'];
    const count = 3000;
    const points = morrisPoints(new RandomStreams('1'), axes, { trajectories: count, levels: 4 });
    const starts = points.filter((_, row) => row % 4 === 0);
    const seconds = points.filter((_, row) => row % 4 === 1);
    const bound = (share: number): number => 3.5 * Math.sqrt((share * (1 - share)) / count);
    for (const level of [0, 1, 2, 3]) {
      const share = starts.filter(([a]) => Math.round(a * 3) === level).length / count;
      expect(Math.abs(share - 1 / 4)).toBeLessThan(bound(1 / 4));
    }
    const first = starts.map((start, row) => changed(start, seconds[row])[0]);
    for (const axis of [0, 1, 2]) {
      const share = first.filter((one) => one === axis).length / count;
      expect(Math.abs(share - 1 / 3)).toBeLessThan(bound(1 / 3));
    }
    const ups = starts.filter((start, row) => seconds[row][first[row]] > start[first[row]]).length;
    expect(Math.abs(ups / count - 1 / 2)).toBeLessThan(bound(1 / 2));
  });

  it('keep their places when more are added', () => {
    const axes = ['a', 'b', 'c'];
    const few = morrisPoints(new RandomStreams('1'), axes, { trajectories: 4, levels: 4 });
    const more = morrisPoints(new RandomStreams('1'), axes, { trajectories: 9, levels: 4 });
    expect(more.slice(0, few.length)).toEqual(few);
  });
});

function correlation(points: readonly Point[]): number {
  const centred = points.map(([a, b]) => ({ a: a - 0.5, b: b - 0.5 }));
  return (12 * centred.reduce((sum, { a, b }) => sum + a * b, 0)) / points.length;
}
