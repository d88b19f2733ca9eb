import { type Column, optional, type Table, text } from '../../writers/table.js';
import type { SweepPlan } from '../plan.js';
import type { RunRecord } from '../run-record.js';
import type { SweepResults } from '../sweep-results.js';
import { axisColumns, CELL, type OfCell } from './axis-columns.js';
import { summaryColumn } from './summary-columns.js';

export interface RunRow extends OfCell {
  readonly seed: string;
  readonly record: RunRecord;
}

type RunColumn = Column<RunRow, unknown>;

const SEED: RunColumn = text('seed', 'seed of the run', (row) => row.seed);

const LAST: readonly RunColumn[] = [
  text(
    'status',
    'done; limited: ended at a limit of simulated time or commands; stopped: met a limit of the wall clock or of memory; failed; crashed: took its worker with it',
    (row) => row.record.status,
  ),
  optional(text('reason', 'why the run is not done; empty if it is', (row) => row.record.reason)),
];

/** runs.csv: the whole summary of each run, as it was printed, between its axes and its status. */
export function runsTable(plan: SweepPlan, columns: readonly string[]): Table<RunRow, unknown> {
  const taken = new Set([CELL, SEED, ...LAST].map(({ name }) => name).concat(columns));
  const summary = columns.map(printedColumn).filter(({ name }) => name !== SEED.name);
  return {
    name: 'runs',
    rowIs: 'a run',
    columns: [CELL, ...axisColumns(plan, taken), SEED, ...summary, ...LAST],
  };
}

/** A row a run, in the order of the design, then of the seeds. A run that is missing has none. */
export function* runRows({ plan, records }: SweepResults): Generator<RunRow> {
  for (const [cell, ofCell] of records.entries()) {
    for (const [seed, record] of ofCell.entries()) {
      if (record !== null) yield { cell, seed: plan.seeds[seed], record };
    }
  }
}

/** Empty for a run that came to no summary. */
function printedColumn(name: string, at: number): RunColumn {
  const { type, unit, meaning } = summaryColumn(name);
  return {
    name,
    type,
    unit,
    meaning,
    mayBeEmpty: true,
    print: (row) => row.record.summary[at] ?? '',
  };
}
