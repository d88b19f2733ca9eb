import { counterfactualSummaryTable, summaryTable } from '../writers/tables/summary.js';

/** Names of the columns of a run's summary. */
export function summaryColumns(isCounterfactual: boolean): readonly string[] {
  const table = isCounterfactual ? counterfactualSummaryTable : summaryTable;
  return table.columns.map((column) => column.name);
}
