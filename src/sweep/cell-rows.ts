import { bootstrapInterval } from '../metrics/statistics/bootstrap.js';
import type { Interval } from '../metrics/statistics/interval.js';
import { moments } from '../metrics/statistics/moments.js';
import { resamplingDraws } from '../metrics/statistics/resampling.js';
import { expectedShortfall, quantile } from '../metrics/statistics/tail.js';
import { wilsonInterval } from '../metrics/statistics/wilson.js';
import type { SweepPlan } from './plan.js';
import type { RunRecord } from './run-record.js';
import { definedValues, type Samples } from './samples.js';
import type { SweepResults } from './sweep-results.js';
import { countOf, joinWarnings } from './warnings.js';

/** A metric over the seeds of a cell; NaN where it is not defined. */
export interface CellRow {
  /** Row of the plan's cells. */
  readonly cell: number;
  readonly metric: string;
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  readonly median: number;
  readonly q05: number;
  readonly q95: number;
  readonly q99: number;
  readonly expectedShortfall95: number;
  readonly interval: Interval;
  readonly sharePositive: number;
  readonly sharePositiveInterval: Interval;
  /** Runs that came to no summary. */
  readonly failed: number;
  readonly warning: string;
}

/** Below these numbers of values a quantile is little else than the largest of them. */
const ENOUGH_FOR_95 = 20;
/** Below this an interval of resampled means, which never leaves the values, holds the mean too rarely. */
const ENOUGH_FOR_MEAN = 20;
const ENOUGH_FOR_99 = 100;
/** Below this number of values that differ from all others, an interval of their mean is too narrow. */
const ENOUGH_POSITIVE = 10;

/** The rows of cells.csv: of each cell in the order of the design, each metric. */
export function* cellRows(results: SweepResults, samples: Samples): Generator<CellRow> {
  const { plan } = results;
  for (let cell = 0; cell < plan.cells.length; cell++) {
    for (let metric = 0; metric < plan.metrics.length; metric++) {
      yield cellRow(plan, { cell, metric }, samples[cell][metric], results.records[cell]);
    }
  }
}

function cellRow(
  plan: SweepPlan,
  at: { readonly cell: number; readonly metric: number },
  sample: Float64Array,
  records: readonly (RunRecord | null)[],
): CellRow {
  const { cell } = at;
  const metric = plan.metrics[at.metric];
  const values = definedValues(sample);
  const rising = Float64Array.from(values).sort();
  const { n, mean, variance } = moments(values);
  const positive = values.filter((value) => value > 0).length;
  // Named after what the cell is, not after its number: a cell more leaves the others' draws alone.
  const draws = resamplingDraws(plan.name, `cells/${plan.cells[cell].scenarioHash}/${metric}`);
  return {
    cell,
    metric,
    n,
    mean,
    sd: Math.sqrt(variance),
    median: quantile(rising, 0.5),
    q05: quantile(rising, 0.05),
    q95: quantile(rising, 0.95),
    q99: quantile(rising, 0.99),
    expectedShortfall95: expectedShortfall(rising, 5),
    interval: bootstrapInterval(values, draws),
    sharePositive: n === 0 ? NaN : positive / n,
    sharePositiveInterval: wilsonInterval(positive, n),
    failed: records.filter(isWithoutSummary).length,
    warning: joinWarnings([...sizeWarnings(values, positive), ...runWarnings(records, n)]),
  };
}

function sizeWarnings(values: readonly number[], positive: number): (string | false)[] {
  const n = values.length;
  const isRare = 0 < positive && positive < ENOUGH_POSITIVE;
  const isZeroElse = isRare && values.every((value) => value >= 0);
  return [
    n < 2 && 'too few runs for an interval',
    2 <= n && n < ENOUGH_FOR_MEAN && `an interval wants ${ENOUGH_FOR_MEAN} runs`,
    n < ENOUGH_FOR_95 && `q05 and q95 want ${ENOUGH_FOR_95} runs`,
    n < ENOUGH_FOR_99 && `q99 and expected_shortfall_95 want ${ENOUGH_FOR_99} runs`,
    isZeroElse && positive < n && `only ${countOf(positive, 'run')} above 0: interval too narrow`,
  ];
}

function runWarnings(records: readonly (RunRecord | null)[], n: number): (string | false)[] {
  const missing = records.filter((record) => record === null).length;
  const failed = records.filter(isWithoutSummary).length;
  const limited = records.filter((record) => record?.status === 'limited').length;
  const undefinedValues = records.length - missing - failed - n;
  return [
    failed > 0 && `${countOf(failed, 'run')} without a summary left out`,
    missing > 0 && `${countOf(missing, 'run')} missing`,
    undefinedValues > 0 && `${countOf(undefinedValues, 'undefined value')} left out`,
    limited > 0 && `${countOf(limited, 'run')} cut by a limit`,
  ];
}

function isWithoutSummary(record: RunRecord | null): boolean {
  return record !== null && record.summary.length === 0;
}
