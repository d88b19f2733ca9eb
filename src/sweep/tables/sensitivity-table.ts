import { type Column, integer, measure, type Table, text } from '../../writers/table.js';
import type { MorrisRow } from '../morris-rows.js';
import type { SweepPlan } from '../plan.js';
import type { SobolRow } from '../sobol-rows.js';
import { metricColumns, ofMetric, warningColumn } from './metric-columns.js';

const INDICES: readonly Column<SobolRow, unknown>[] = [
  integer('n', 'blocks of the design with a value in every cell', (row) => row.n),
  measure(
    'first_order',
    '',
    "part of the metric's variance that the axis alone accounts for (Jansen's estimator)",
    (row) => row.first,
  ),
  measure(
    'first_order_low',
    '',
    'lower end of its 95 % interval (percentile bootstrap over blocks)',
    (row) => row.firstInterval.low,
  ),
  measure('first_order_high', '', 'its upper end', (row) => row.firstInterval.high),
  measure(
    'total',
    '',
    'part that the axis has a hand in, alone or with others',
    (row) => row.total,
  ),
  measure('total_low', '', 'lower end of its 95 % interval', (row) => row.totalInterval.low),
  measure('total_high', '', 'its upper end', (row) => row.totalInterval.high),
  warningColumn(),
];

const EFFECTS: readonly Column<MorrisRow, unknown>[] = [
  integer('n', 'elementary effects', (row) => row.n),
  ofMetric(
    'mu',
    'mean elementary effect: what the metric changes by from one end of the axis to the other',
    (row) => row.mu,
  ),
  ofMetric('mu_star', 'mean size of the effects, whatever their sign', (row) => row.muStar),
  ofMetric(
    'sigma',
    'standard deviation of the effects: large where they bend or depend on other axes',
    (row) => row.sigma,
  ),
  warningColumn(),
];

interface OfAxis {
  readonly axis: string;
}

const AXIS: Column<OfAxis, unknown> = text('axis', 'axis', (row: OfAxis) => row.axis);

/** sensitivity.csv of a design in Saltelli's blocks. */
export function sobolTable(plan: SweepPlan): Table<SobolRow, unknown> {
  return {
    name: 'sensitivity',
    rowIs: 'an axis and a metric',
    columns: [AXIS, ...metricColumns(plan), ...INDICES],
  };
}

/** sensitivity.csv of a design that moves one axis at a time. */
export function morrisTable(plan: SweepPlan): Table<MorrisRow, unknown> {
  return {
    name: 'sensitivity',
    rowIs: 'an axis and a metric',
    columns: [AXIS, ...metricColumns(plan), ...EFFECTS],
  };
}
