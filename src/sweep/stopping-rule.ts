import { tInterval } from '../metrics/statistics/mean-interval.js';
import { moments } from '../metrics/statistics/moments.js';
import type { StoppingRule } from './plan.js';
import type { RunRecord } from './run-record.js';

/** Seeds between two judgements of a stopping rule. */
export const SEEDS_A_BLOCK = 32;

/**
 * Whether the mean of the rule's metric is known narrowly enough: half of its 95 % interval is at most
 * the width asked for. Runs in which the metric is missing or undefined do not count.
 */
export function isNarrow(
  { metric, halfWidth }: StoppingRule,
  columns: readonly string[],
  records: readonly (RunRecord | null)[],
): boolean {
  const column = columns.indexOf(metric);
  const values = records
    .map((record) => record?.summary[column] ?? '')
    .filter((cell) => cell !== '')
    .map(Number);
  const { low, high } = tInterval(moments(values));
  return (high - low) / 2 <= halfWidth;
}
