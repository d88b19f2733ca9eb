import { type Column, measure, optional, text } from '../../writers/table.js';
import type { SweepPlan } from '../plan.js';
import { unitOf } from './summary-columns.js';

interface OfMetric {
  readonly metric: string;
}

/** What a row is about, and the unit of what it says. */
export function metricColumns({
  metrics,
  settlementAsset,
}: SweepPlan): Column<OfMetric, unknown>[] {
  const units = new Map(metrics.map((metric) => [metric, unitOf(metric, settlementAsset)]));
  return [
    text('metric', 'column of summary.csv', (row: OfMetric) => row.metric),
    optional(
      text(
        'unit',
        'unit of the metric; empty for counts and ratios',
        (row: OfMetric) => units.get(row.metric) ?? '',
      ),
    ),
  ];
}

/** A number in the unit of the row's metric. */
export function ofMetric<Row>(
  name: string,
  meaning: string,
  value: (row: Row) => number,
): Column<Row, unknown> {
  return measure(name, 'unit of the metric', meaning, value);
}

export function warningColumn<Row extends { readonly warning: string }>(): Column<Row, unknown> {
  return optional(
    text('warning', 'what to know before believing the row', (row: Row) => row.warning),
  );
}
