import type { SweepPlan } from './plan.js';
import type { RunRecord } from './run-record.js';
import { printedNumber } from './summary-cells.js';

/** What the runs of a plan came to: the same, whoever ran them and in whatever order. */
export interface SweepResults {
  readonly plan: SweepPlan;
  /** Names of the columns of every record's summary. */
  readonly columns: readonly string[];
  /**
   * Row: a cell of the plan. In it, records in the order of the plan's seeds, as many as its
   * stopping rule asked for; null: the run is missing.
   */
  readonly records: readonly (readonly (RunRecord | null)[])[];
}

/** A metric of a cell, a number for every seed run; NaN where it is missing or undefined. */
export function metricOf(results: SweepResults, cell: number, metric: string): Float64Array {
  const column = results.columns.indexOf(metric);
  return Float64Array.from(results.records[cell], (record) =>
    printedNumber(record?.summary[column]),
  );
}
