import type { Findings, Path } from '../scenario/findings.js';
import type { Sweep } from '../scenario/sweeps/sweep.js';
import { summaryTable } from '../writers/tables/summary.js';

/** Columns that the summary has when every run has its counterfactual beside it. */
const COUNTERFACTUAL = [
  'counterfactual_max_mark_drawdown_pct',
  'amplification',
  'net_branching_ratio',
];
/** Columns of runs.csv that are neither axes nor the summary's. */
const OWN_COLUMNS = ['cell', 'status', 'reason', 'metric', 'n'];

/** Metrics must be numbers of the summary; axes must not bear the name of a column. */
export function checkColumns(sweep: Sweep, findings: Findings): void {
  const numbers = summaryTable.columns
    .filter(({ type }) => type === 'integer' || type === 'number')
    .map(({ name }) => name);
  const known = sweep.isCounterfactual ? [...numbers, ...COUNTERFACTUAL] : numbers;
  const check = (metric: string, path: Path): void => {
    if (known.includes(metric) || findings.isTouched(path)) return;
    if (COUNTERFACTUAL.includes(metric)) {
      findings.contradiction(path, `counterfactual: true, for ${metric}`, 'none');
      return;
    }
    findings.wrongValue(path, 'a column of numbers in summary.csv', metric, known);
  };
  for (const [index, metric] of sweep.metrics.entries()) check(metric, ['metrics', index]);
  if (sweep.stop !== null) check(sweep.stop.metric, ['stop', 'metric']);

  const columns = [
    ...summaryTable.columns.map(({ name }) => name),
    ...COUNTERFACTUAL,
    ...OWN_COLUMNS,
  ];
  for (const { name } of sweep.axes) {
    if (!columns.includes(name)) continue;
    findings.wrongKey(['axes', name], 'a name that is no column of the tables', []);
  }
}
