import { availableParallelism } from 'node:os';
import { hintText, nearestName } from '../scenario/suggest.js';
import type { SweepFormat } from '../sweep/write-tables.js';
import { UsageError } from './usage-error.js';

/** What several commands take, as it was typed. */

const MOST_WORKERS = 1024;
export const MOST_SEEDS = 100_000;

/** For options that may be repeated. */
export function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

/** A whole number from 1. Throws UsageError. */
export function checkedCount(flag: string, text: string, most: number): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (1 <= count && count <= most) return count;
  throw new UsageError(
    `${flag} expected a whole number from 1 to ${most}, found ${JSON.stringify(text)}`,
  );
}

/** Of --workers; by default as many as there are cores. Throws UsageError. */
export function checkedWorkers(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  return checkedCount('--workers', text, MOST_WORKERS);
}

/** Of --out; null: none was asked for. Throws UsageError. */
export function checkedFolder(out: string | undefined): string | null {
  if (out === '') throw new UsageError('--out expected a folder, found nothing');
  return out ?? null;
}

/** Throws UsageError. */
export function checkedFormat(format: string): SweepFormat {
  if (format === 'csv' || format === 'parquet') return format;
  throw new UsageError(`--format expected csv or parquet, found ${JSON.stringify(format)}`);
}

/** Columns of the summary that are numbers, separated by commas. Throws UsageError. */
export async function checkedMetrics(
  text: string,
  isCounterfactual: boolean,
): Promise<readonly string[]> {
  const { metricNames } = await import('../sweep/metric-names.js');
  const known = metricNames(isCounterfactual);
  const metrics = text.split(',').map((name) => name.trim());
  const unknown = metrics.find((name) => !known.includes(name));
  if (unknown === undefined) return metrics;
  const isBeside = metricNames(true).includes(unknown);
  const hint = isBeside ? ': add --counterfactual' : hintText(nearestName(unknown, known));
  throw new UsageError(
    `--metrics expected columns of numbers in summary.csv, found ${JSON.stringify(unknown)}${hint}`,
  );
}
