import type { TableDescription } from './table.js';
import { cascadesTable, generationsTable } from './tables/cascades.js';
import { incidentsTable } from './tables/incidents.js';
import { liquidationsTable } from './tables/liquidations.js';
import { bookTable, ordersTable, tradesTable } from './tables/recordings.js';
import { cohortsTable, deleveragingTable, insuranceFundTable } from './tables/solvency.js';
import { summaryTable } from './tables/summary.js';
import { timeseriesTable, venueTimeseriesTable } from './tables/timeseries.js';

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

/** What `--record` adds, by its name. */
export const RECORDING_TABLES = {
  trades: tradesTable,
  orders: ordersTable,
  book: bookTable,
} as const;

export type Recording = keyof typeof RECORDING_TABLES;

export const RECORDINGS: readonly Recording[] = ['trades', 'orders', 'book'];
