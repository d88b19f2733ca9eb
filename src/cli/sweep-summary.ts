import { tInterval } from '../metrics/statistics/mean-interval.js';
import { moments } from '../metrics/statistics/moments.js';
import type { SweepOutcome } from '../sweep.js';
import { metricOf, type SweepResults } from '../sweep/sweep-results.js';
import { failures, type SweepReport } from '../sweep/sweep-report.js';
import { aligned } from './aligned.js';
import { styled, type Terminal } from './terminal.js';
import { amountText, counted, listed, shortText } from './wording.js';

const INDENT = '  ';
const LABEL_WIDTH = 14;
/** Lines that a person looks through; the rest is in the tables. */
const MOST_CELLS = 16;
const MOST_METRICS = 4;
const MOST_REASONS = 3;
const LONGEST_REASON = 100;

/** What a person wants to know of a sweep at a glance. */
export function sweepSummaryText(outcome: SweepOutcome, again: string, terminal: Terminal): string {
  const title = styled('bold', titleText(outcome), terminal);
  return `${title}\n${sweepSections(outcome, terminal)}${line('Again', again, terminal)}`;
}

/** The means of every cell, what failed, and where the files are. */
export function sweepSections(
  { folder, report, results }: Pick<SweepOutcome, 'folder' | 'report' | 'results'>,
  terminal: Terminal,
): string {
  return [
    meansTable(results, terminal),
    failuresLines(report, results, terminal),
    report.runs.missing === 0
      ? ''
      : line(
          'Missing',
          `${counted(report.runs.missing, 'run')}: the same sweep again makes them`,
          terminal,
        ),
    line('Files', folder, terminal),
  ].join('');
}

function titleText({ report, made, shard, wallSeconds }: SweepOutcome): string {
  const { asked, missing } = report.runs;
  const there = asked - missing - made;
  const part = shard === null ? '' : `, shard ${shard.index} of ${shard.of}`;
  const before = there === 0 ? '' : `, ${amountText(there)} were there`;
  const interrupted = report.interrupted ? ', interrupted' : '';
  const cells = counted(report.seedsOfCells.filter((seeds) => seeds > 0).length, 'cell');
  return `${report.name}${part}: ${cells}, ${counted(made, 'run')} in ${amountText(wallSeconds)} s${before}${interrupted}`;
}

/** A row a cell: where its axes stand, then the mean of each metric and half of Student's 95 % interval. */
function meansTable(results: SweepResults, terminal: Terminal): string {
  const { plan, records } = results;
  const metrics = plan.metrics.slice(0, MOST_METRICS);
  const ran = records.flatMap((cell, row) => (cell.some((record) => record !== null) ? [row] : []));
  if (ran.length === 0 || metrics.length === 0) return '';
  const shown = ran.slice(0, MOST_CELLS);
  const header = [...plan.axes.map(({ name }) => name), ...metrics];
  const rows = shown.map((cell) => [
    ...plan.cells[cell].values,
    ...metrics.map((metric) => meanText(results, cell, metric)),
  ]);
  const more = ran.length - shown.length;
  const lines = aligned([header, ...rows]);
  const rest = more === 0 ? [] : [`… and ${counted(more, 'cell')} more in cells.csv`];
  const title = `${INDENT}mean of each cell ± half of Student's 95 % interval (cells.csv: of a bootstrap)\n`;
  return `\n${styled('dim', title, terminal)}${[...lines, ...rest].map((text) => `${INDENT}${text}\n`).join('')}\n`;
}

function meanText(results: SweepResults, cell: number, metric: string): string {
  const values = [...metricOf(results, cell, metric)].filter((value) => !Number.isNaN(value));
  const known = moments(values);
  if (known.n === 0) return '–';
  const { low, high } = tInterval(known);
  const mean = shortText(known.mean);
  return Number.isNaN(low) ? mean : `${mean} ± ${shortText((high - low) / 2)}`;
}

function failuresLines(report: SweepReport, results: SweepResults, terminal: Terminal): string {
  const { runs } = report;
  const failed = failures(report);
  const ends = (['failed', 'crashed', 'stopped', 'limited'] as const)
    .filter((status) => runs[status] > 0)
    .map((status) => `${amountText(runs[status])} ${status}`);
  if (ends.length === 0) return '';
  const summary = line('Runs', `${amountText(runs.done)} done, ${listed(ends)}`, terminal);
  if (failed === 0) return summary;
  return (
    summary +
    reasons(results)
      .map((text) => line('', styled('red', text, terminal), terminal))
      .join('')
  );
}

/** The reasons met most often, with how often. */
function reasons({ records }: SweepResults): readonly string[] {
  const counts = new Map<string, number>();
  for (const record of records.flat()) {
    if (record === null || record.status === 'done' || record.status === 'limited') continue;
    counts.set(record.reason, (counts.get(record.reason) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, left], [, right]) => right - left)
    .slice(0, MOST_REASONS)
    .map(([reason, count]) => `${amountText(count)} × ${reason.slice(0, LONGEST_REASON)}`);
}

function line(label: string, text: string, terminal: Terminal): string {
  return `${INDENT}${styled('dim', label.padEnd(LABEL_WIDTH), terminal)}${text}\n`;
}
