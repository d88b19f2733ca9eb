import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../src/core/random.js';
import { MOST_DIMENSIONS } from '../../../src/scenario/sweeps/compile-design.js';
import { directionNumbers } from '../../../src/sweep/designs/direction-numbers.js';
import type { Point } from '../../../src/sweep/designs/point.js';
import { plainSobol, scrambledSobol } from '../../../src/sweep/designs/sobol.js';

const names = Array.from({ length: MOST_DIMENSIONS }, (_, row) => `axis${row}`);

/** How many points lie in each of the boxes that cut two axes into 2^left and 2^right parts. */
function boxCounts(
  points: readonly Point[],
  axes: readonly [number, number],
  cuts: readonly [number, number],
) {
  const counts = new Map<string, number>();
  for (const point of points) {
    const box = axes.map((axis, row) => Math.floor(point[axis] * 2 ** cuts[row])).join();
    counts.set(box, (counts.get(box) ?? 0) + 1);
  }
  return counts;
}

describe('the sequence', () => {
  it('begins as Joe and Kuo, and scipy after them, publish it', () => {
    expect(plainSobol(3, 8)).toEqual([
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
      [0.875, 0.875, 0.125],
      [0.625, 0.125, 0.875],
      [0.125, 0.625, 0.375],
    ]);
  });

  it('has direction numbers with the property A that the table was made for, in every dimension', () => {
    for (let dimensions = 1; dimensions <= MOST_DIMENSIONS; dimensions++) {
      const rows = Array.from({ length: dimensions }, (_, dimension) =>
        Array.from(directionNumbers(dimension).slice(0, dimensions), (word) => word >>> 31),
      );
      expect(rankOverTwo(rows)).toBe(dimensions);
    }
  });

  it('has direction numbers that are odd where they end', () => {
    for (let dimension = 0; dimension < MOST_DIMENSIONS; dimension++) {
      for (const [bit, word] of directionNumbers(dimension).entries()) {
        expect((word >>> (31 - bit)) & 1).toBe(1);
        expect((word << bit) << 1).toBe(0);
      }
    }
  });
});

describe.each([
  ['plain', (count: number) => plainSobol(MOST_DIMENSIONS, count)],
  ['scrambled', (count: number) => scrambledSobol(new RandomStreams('7'), names, count)],
])('the %s sequence', (_, pointsOf) => {
  it('puts one of 256 points in each of 256 strips of every axis', () => {
    const points = pointsOf(256);
    for (let axis = 0; axis < MOST_DIMENSIONS; axis++) {
      expect(new Set(points.map((point) => Math.floor(point[axis] * 256))).size).toBe(256);
    }
  });

  it('is a (0, 8, 2)-net in its first two axes: every box of 1/256 holds one point', () => {
    const points = pointsOf(256);
    for (let left = 0; left <= 8; left++) {
      const counts = boxCounts(points, [0, 1], [left, 8 - left]);
      expect(counts.size).toBe(256);
    }
  });
});

describe('the scramble', () => {
  it('is another one under another seed, and of another name', () => {
    const first = scrambledSobol(new RandomStreams('1'), ['a', 'b'], 4);
    expect(scrambledSobol(new RandomStreams('1'), ['a', 'b'], 4)).toEqual(first);
    expect(scrambledSobol(new RandomStreams('2'), ['a', 'b'], 4)).not.toEqual(first);
    const renamed = scrambledSobol(new RandomStreams('1'), ['a', 'c'], 4);
    expect(renamed.map(([a]) => a)).toEqual(first.map(([a]) => a));
    expect(renamed.map(([, b]) => b)).not.toEqual(first.map(([, b]) => b));
  });

  it('integrates a smooth function far better than independent points would', () => {
    const seeds = Array.from({ length: 20 }, (_, row) => String(row));
    const errors = seeds.map((seed) => {
      const points = scrambledSobol(new RandomStreams(seed), names.slice(0, 4), 256);
      const values = points.map((point) => point.reduce((left, right) => left * right, 16));
      return values.reduce((left, right) => left + right, 0) / 256 - 1;
    });
    // Of independent points: sd of the product ÷ 16 = 1.47 ÷ 16.
    const rootMeanSquare = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / 20);
    expect(rootMeanSquare).toBeLessThan(0.02);
    expect(errors.some((error) => error > 0)).toBe(true);
    expect(errors.some((error) => error < 0)).toBe(true);
  });

  it('keeps its points when more are asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 200 }),
        (few, more) => {
          const streams = () => new RandomStreams('1');
          const all = scrambledSobol(streams(), ['a', 'b', 'c'], few + more);
          expect(all.slice(0, few)).toEqual(scrambledSobol(streams(), ['a', 'b', 'c'], few));
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });
});

function rankOverTwo(rows: readonly (readonly number[])[]): number {
  const left = rows.map((row) => [...row]);
  let rank = 0;
  for (let column = 0; column < rows.length; column++) {
    const pivot = left.findIndex((row, at) => at >= rank && row[column] === 1);
    if (pivot < 0) continue;
    [left[rank], left[pivot]] = [left[pivot], left[rank]];
    for (const [at, row] of left.entries()) {
      if (at === rank || row[column] === 0) continue;
      for (let next = 0; next < row.length; next++) row[next] ^= left[rank][next];
    }
    rank += 1;
  }
  return rank;
}
