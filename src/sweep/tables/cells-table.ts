import { type Column, integer, measure, type Table } from '../../writers/table.js';
import type { CellRow } from '../cell-rows.js';
import type { SweepPlan } from '../plan.js';
import { axisColumns, CELL } from './axis-columns.js';
import { metricColumns, ofMetric, warningColumn } from './metric-columns.js';

type CellColumn = Column<CellRow, unknown>;

const STATISTICS: readonly CellColumn[] = [
  integer('n', 'seeds with a value', (row) => row.n),
  ofMetric('mean', 'mean', (row) => row.mean),
  ofMetric('sd', 'sample standard deviation, over n − 1', (row) => row.sd),
  ofMetric('median', 'median', (row) => row.median),
  ofMetric('q05', '5 % quantile, interpolated (type 7 of Hyndman and Fan)', (row) => row.q05),
  ofMetric('q95', '95 % quantile, likewise', (row) => row.q95),
  ofMetric('q99', '99 % quantile, likewise', (row) => row.q99),
  ofMetric(
    'expected_shortfall_95',
    'mean of the largest 5 % of the values, the last of them counted in part',
    (row) => row.expectedShortfall95,
  ),
  ofMetric(
    'ci_low',
    'lower end of the 95 % interval of the mean: BCa bootstrap, widened for few runs',
    (row) => row.interval.low,
  ),
  ofMetric('ci_high', 'its upper end', (row) => row.interval.high),
  measure(
    'share_positive',
    '',
    'share of the runs with the metric above 0',
    (row) => row.sharePositive,
  ),
  measure(
    'share_positive_low',
    '',
    'lower end of the 95 % interval of that probability (Wilson)',
    (row) => row.sharePositiveInterval.low,
  ),
  measure('share_positive_high', '', 'its upper end', (row) => row.sharePositiveInterval.high),
  integer(
    'failed',
    'runs that came to no summary: stopped, failed or crashed',
    (row) => row.failed,
  ),
  warningColumn(),
];

/** cells.csv: what the seeds of each cell came to, metric by metric. */
export function cellsTable(plan: SweepPlan): Table<CellRow, unknown> {
  const metric: readonly CellColumn[] = metricColumns(plan);
  const taken = new Set([CELL, ...metric, ...STATISTICS].map(({ name }) => name));
  return {
    name: 'cells',
    rowIs: 'a metric of a cell',
    columns: [CELL, ...axisColumns(plan, taken), ...metric, ...STATISTICS],
  };
}
