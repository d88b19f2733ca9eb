import type { RandomStreams } from '../../core/random.js';
import type { Point } from './point.js';
import { scrambledSobol } from './sobol.js';

/**
 * Blocks of axes + 2 points: A, B, and A with one axis of B for each axis in turn (Saltelli et al.
 * 2010, Comput. Phys. Commun. 181, 259–270). A and B are the halves of one point of a sequence.
 */
export function saltelliPoints(
  streams: RandomStreams,
  axes: readonly string[],
  count: number,
): readonly Point[] {
  const names = [...axes, ...axes.map((axis) => `${axis}/again`)];
  return scrambledSobol(streams, names, count).flatMap((both) => {
    const a = both.slice(0, axes.length);
    const b = both.slice(axes.length);
    return [a, b, ...axes.map((_, axis) => a.with(axis, b[axis]))];
  });
}
