import { counterfactualSummaryTable, summaryTable } from '../writers/tables/summary.js';

/** Names of the columns of a run's summary. */
export function summaryColumns(isCounterfactual: boolean): readonly string[] {
  const table = isCounterfactual ? counterfactualSummaryTable : summaryTable;
  return table.columns.map((column) => column.name);
}

/** The number in a column of a printed summary, by the column's name; NaN where the cell is empty. */
export function numberIn(summary: readonly string[], column: string): number {
  const at = counterfactualSummaryTable.columns.findIndex(({ name }) => name === column);
  return printedNumber(summary[at]);
}

/** The number that a cell of a table shows; NaN where it is empty or there is none. */
export function printedNumber(text = ''): number {
  return text === '' ? NaN : Number(text);
}
