import { type Column, integer, measure, type Table, text } from '../../writers/table.js';
import type { PairRow } from '../pair-rows.js';
import type { SweepPlan } from '../plan.js';
import { cellNumber } from './axis-columns.js';
import { metricColumns, ofMetric, warningColumn } from './metric-columns.js';

type PairColumn = Column<PairRow, unknown>;

const CELLS: readonly PairColumn[] = [
  integer('cell', 'number of the cell', (row) => cellNumber(row.cell)),
  integer('other_cell', 'number of the cell it is held against', (row) => cellNumber(row.other)),
  text('change', 'which axes differ, from the other cell to this one', (row) => row.change),
];

const DIFFERENCE: readonly PairColumn[] = [
  integer('n', 'seeds on which both cells have a value', (row) => row.n),
  ofMetric(
    'mean_difference',
    "mean over the seeds of the cell's value less the other's",
    (row) => row.meanDifference,
  ),
  ofMetric('sd', 'sample standard deviation of the differences', (row) => row.sd),
  ofMetric(
    'ci_low',
    "lower end of the 95 % interval of the mean difference (Student's, paired)",
    (row) => row.interval.low,
  ),
  ofMetric('ci_high', 'its upper end', (row) => row.interval.high),
  measure(
    'share_higher',
    '',
    'share of the seeds on which the cell is higher',
    (row) => row.shareHigher,
  ),
  text(
    'verdict',
    'higher or lower, if the interval leaves 0 out; no difference shown, if it does not',
    (row) => row.verdict,
  ),
  measure(
    'variance_ratio',
    '',
    'variance of the paired difference ÷ that of independent runs: below 1, the common draws help',
    (row) => row.varianceRatio,
  ),
  warningColumn(),
];

/** pairs.csv: what a metric differs by between two cells, on the same draws. */
export function pairsTable(plan: SweepPlan): Table<PairRow, unknown> {
  return {
    name: 'pairs',
    rowIs: 'a metric of two cells',
    columns: [...CELLS, ...metricColumns(plan), ...DIFFERENCE],
  };
}
