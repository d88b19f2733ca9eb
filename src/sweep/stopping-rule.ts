import { tInterval } from '../metrics/statistics/mean-interval.js';
import { moments } from '../metrics/statistics/moments.js';
import type { StoppingRule } from './plan.js';
import type { RunRecord } from './run-record.js';
import { definedValues } from './samples.js';
import { printedNumber } from './summary-cells.js';

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
  const values = records.map((record) => printedNumber(record?.summary[column]));
  const { low, high } = tInterval(moments(definedValues(values)));
  return (high - low) / 2 <= halfWidth;
}
