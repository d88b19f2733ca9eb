import type { TableDescription } from './table.js';
import { cascadesTable, generationsTable } from './tables/cascades.js';
import { incidentsTable } from './tables/incidents.js';
import { liquidationsTable } from './tables/liquidations.js';
import { bookTable, ordersTable, tradesTable } from './tables/recordings.js';
import { cohortsTable, deleveragingTable, insuranceFundTable } from './tables/solvency.js';
import { counterfactualSummaryTable, summaryTable } from './tables/summary.js';
import {
  counterfactualTimeseriesTable,
  timeseriesTable,
  venueTimeseriesTable,
} from './tables/timeseries.js';

/** The tables of every run, in the order in which they are documented. */
export const RUN_TABLES: readonly TableDescription[] = [
  summaryTable,
  timeseriesTable,
  venueTimeseriesTable,
  liquidationsTable,
  cascadesTable,
  generationsTable,
  insuranceFundTable,
  deleveragingTable,
  cohortsTable,
  incidentsTable,
];

/** What `--counterfactual` adds: a table, and columns to the summary. */
export const COUNTERFACTUAL_TABLE: TableDescription = counterfactualTimeseriesTable;
export const COUNTERFACTUAL_COLUMNS: TableDescription['columns'] =
  counterfactualSummaryTable.columns.slice(summaryTable.columns.length);

/** What `--record` adds, by its name. */
export const RECORDING_TABLES = {
  trades: tradesTable,
  orders: ordersTable,
  book: bookTable,
} as const;

export type Recording = keyof typeof RECORDING_TABLES;

export const RECORDINGS: readonly Recording[] = ['trades', 'orders', 'book'];
