import type { Draws } from '../../core/random.js';
import { type Interval, UNKNOWN } from './interval.js';
import { quantile } from './tail.js';

/** Of an interval of an index: blocks × axes numbers are summed for each. */
const RESAMPLES = 1000;

/**
 * Saltelli's design, evaluated: row `block` of `values` holds the results at a point A, at a point B,
 * and at A with one axis of B for each axis in turn.
 */
export interface SaltelliBlocks {
  readonly axes: number;
  readonly count: number;
  readonly values: Float64Array;
}

/** Which part of the variance is owed to an axis, alone (`first`) and with all others (`total`). */
export interface SobolIndex {
  readonly first: number;
  readonly firstInterval: Interval;
  readonly total: number;
  readonly totalInterval: Interval;
}

/**
 * Sobol' indices of each axis by Jansen's estimators (Jansen 1999, "Analysis of variance designs for
 * model output", Computer Physics Communications 117; Saltelli et al. 2010, same journal, 181):
 * S = 1 − Σ (f(B) − f(A, axis of B))² ÷ 2NV and T = Σ (f(A) − f(A, axis of B))² ÷ 2NV, with V the
 * variance over all A and B. 95 % percentile intervals over resampled blocks. All NaN where the
 * result does not vary or there are fewer than two blocks.
 */
export function sobolIndices(blocks: SaltelliBlocks, draws: Draws): SobolIndex[] {
  const { axes, count } = blocks;
  if (count < 2) return Array.from({ length: axes }, () => NO_INDEX);
  const estimate = estimateIndices(blocks, eachOnce(count));
  if (Number.isNaN(estimate[0])) return Array.from({ length: axes }, () => NO_INDEX);
  const resampled = Array.from({ length: 2 * axes }, () => new Float64Array(RESAMPLES));
  const rows = new Int32Array(count);
  for (let resample = 0; resample < RESAMPLES; resample++) {
    for (let row = 0; row < count; row++) rows[row] = draws.below(count);
    const indices = estimateIndices(blocks, rows);
    for (let index = 0; index < 2 * axes; index++) resampled[index][resample] = indices[index];
  }
  return Array.from({ length: axes }, (_, axis) => ({
    first: estimate[axis],
    firstInterval: percentileInterval(resampled[axis]),
    total: estimate[axes + axis],
    totalInterval: percentileInterval(resampled[axes + axis]),
  }));
}

const NO_INDEX: SobolIndex = {
  first: NaN,
  firstInterval: UNKNOWN,
  total: NaN,
  totalInterval: UNKNOWN,
};

/** First-order indices of all axes, then total ones, over the rows named. */
function estimateIndices({ axes, values }: SaltelliBlocks, rows: Int32Array): Float64Array {
  const sums = new Float64Array(2 * axes);
  const width = axes + 2;
  for (const row of rows) {
    const atA = values[row * width];
    const atB = values[row * width + 1];
    for (let axis = 0; axis < axes; axis++) {
      const mixed = values[row * width + 2 + axis];
      sums[axis] += (atB - mixed) * (atB - mixed);
      sums[axes + axis] += (atA - mixed) * (atA - mixed);
    }
  }
  const scale = 2 * rows.length * varianceOf(values, rows, width);
  for (let axis = 0; axis < axes; axis++) {
    sums[axis] = scale === 0 ? NaN : 1 - sums[axis] / scale;
    sums[axes + axis] = scale === 0 ? NaN : sums[axes + axis] / scale;
  }
  return sums;
}

/**
 * Of the results at all points A and B of the rows named. They are measured from the first of them,
 * so that results which are all the same have no variance from rounding.
 */
function varianceOf(values: Float64Array, rows: Int32Array, width: number): number {
  const origin = values[rows[0] * width];
  let sum = 0;
  for (const row of rows) {
    sum += values[row * width] - origin + (values[row * width + 1] - origin);
  }
  const mean = sum / (2 * rows.length);
  let squares = 0;
  for (const row of rows) {
    const offA = values[row * width] - origin - mean;
    const offB = values[row * width + 1] - origin - mean;
    squares += offA * offA + offB * offB;
  }
  return squares / (2 * rows.length - 1);
}

/** Resamples of one block again and again have no indices, and are left out. */
function percentileInterval(resampled: Float64Array): Interval {
  const rising = resampled.filter((index) => !Number.isNaN(index)).sort();
  return { low: quantile(rising, 0.025), high: quantile(rising, 0.975) };
}

function eachOnce(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row);
}
