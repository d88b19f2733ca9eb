import type { Findings, Path } from '../scenario/findings.js';
import type { Sweep } from '../scenario/sweeps/sweep.js';
import { counterfactualSummaryTable, summaryTable } from '../writers/tables/summary.js';

/** Columns of runs.csv that are neither axes nor the summary's. */
const OWN_COLUMNS = ['cell', 'status', 'reason', 'metric', 'n'];

/** Columns of summary.csv that are numbers. */
export function metricNames(isCounterfactual: boolean): readonly string[] {
  const { columns } = isCounterfactual ? counterfactualSummaryTable : summaryTable;
  return columns
    .filter(({ type }) => type === 'integer' || type === 'number')
    .map(({ name }) => name);
}

/** Metrics must be numbers of the summary; axes must not bear the name of a column. */
export function checkColumns(sweep: Sweep, findings: Findings): void {
  const known = metricNames(sweep.isCounterfactual);
  const check = (metric: string, path: Path): void => {
    if (known.includes(metric) || findings.isTouched(path)) return;
    if (metricNames(true).includes(metric)) {
      findings.contradiction(path, `counterfactual: true, for ${metric}`, 'none');
      return;
    }
    findings.wrongValue(path, 'a column of numbers in summary.csv', metric, known);
  };
  for (const [index, metric] of sweep.metrics.entries()) check(metric, ['metrics', index]);
  if (sweep.stop !== null) check(sweep.stop.metric, ['stop', 'metric']);

  const columns = [...counterfactualSummaryTable.columns.map(({ name }) => name), ...OWN_COLUMNS];
  for (const { name } of sweep.axes) {
    if (!columns.includes(name)) continue;
    findings.wrongKey(['axes', name], 'a name that is no column of the tables', []);
  }
}
