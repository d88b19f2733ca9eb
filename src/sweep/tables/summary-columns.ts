import type { Column, ColumnType, TableDescription } from '../../writers/table.js';
import { counterfactualSummaryTable } from '../../writers/tables/summary.js';

/** What a column of a run's summary is, whatever prints it. */
export type SummaryColumn = Pick<Column<never>, 'name' | 'type' | 'unit' | 'meaning'>;

/** Every column that a summary may have. */
const SUMMARY_COLUMNS: TableDescription['columns'] = counterfactualSummaryTable.columns;

/** The column of that name. One that this build does not know holds names if it does not say otherwise. */
export function summaryColumn(name: string): SummaryColumn {
  const known = SUMMARY_COLUMNS.find((column) => column.name === name);
  const type: ColumnType = 'string';
  return known ?? { name, type, unit: '', meaning: 'column of summary.csv' };
}

/** The unit of a metric, with the asset's own name. */
export function unitOf(metric: string, settlementAsset: string): string {
  const { unit } = summaryColumn(metric);
  return unit === 'settlement_asset' ? settlementAsset : unit;
}
