import type { Point } from './point.js';

/** Every level of every axis with every other, the last axis fastest. */
export function gridPoints(levels: readonly number[]): readonly Point[] {
  return levels.reduce<readonly Point[]>(
    (points, count) =>
      points.flatMap((point) =>
        Array.from({ length: count }, (_, row) => [...point, share(row, count)]),
      ),
    [[]],
  );
}

/** Where a level lies between the first and the last. */
export function share(level: number, count: number): number {
  return count === 1 ? 0 : level / (count - 1);
}
