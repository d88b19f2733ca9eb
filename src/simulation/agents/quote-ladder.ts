import type { Fraction } from '../../core/units.js';

/** Distances from the nearest to the farthest, each the same multiple of the one before. */
export function geometricDistances(
  levels: number,
  nearest: Fraction,
  farthest: Fraction,
): Float64Array {
  const distances = new Float64Array(levels);
  const step = levels > 1 ? Math.log(farthest / nearest) / (levels - 1) : 0;
  for (let level = 0; level < levels; level++) {
    distances[level] = nearest * Math.exp(step * level);
  }
  return distances;
}

/** Share of all lots up to and including each level, when size grows as level^shape; the last is 1. */
export function sharesUpTo(levels: number, shape: number): Float64Array {
  const shares = new Float64Array(levels);
  let total = 0;
  for (let level = 0; level < levels; level++) {
    total += Math.exp(shape * Math.log(level + 1));
    shares[level] = total;
  }
  for (let level = 0; level < levels; level++) shares[level] /= total;
  return shares;
}
