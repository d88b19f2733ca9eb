import { share } from './grid.js';
import type { Point } from './point.js';

/** The first level of every axis, then each other level of each axis alone. */
export function starPoints(levels: readonly number[]): readonly Point[] {
  const base = levels.map(() => 0);
  const others = levels.flatMap((count, axis) =>
    Array.from({ length: count - 1 }, (_, row) => base.with(axis, share(row + 1, count))),
  );
  return [base, ...others];
}
