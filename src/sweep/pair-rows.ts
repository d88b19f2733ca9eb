import { type Interval, type Verdict, verdict } from '../metrics/statistics/interval.js';
import { tInterval } from '../metrics/statistics/mean-interval.js';
import { moments } from '../metrics/statistics/moments.js';
import { type CellPair, cellPairs } from './cell-pairs.js';
import type { SweepPlan } from './plan.js';
import { pairedValues, type Samples } from './samples.js';
import type { SweepResults } from './sweep-results.js';
import { countOf, joinWarnings } from './warnings.js';

/** A metric of a cell less that of another, seed by seed; NaN where it is not defined. */
export interface PairRow extends CellPair {
  readonly metric: string;
  /** Which axes differ, and how. */
  readonly change: string;
  readonly n: number;
  readonly meanDifference: number;
  readonly sd: number;
  readonly interval: Interval;
  /** Seeds on which the cell is higher. */
  readonly shareHigher: number;
  readonly verdict: Verdict;
  /** Variance of the paired difference ÷ that of a difference of independent runs. */
  readonly varianceRatio: number;
  readonly warning: string;
}

/** Below this a mean of skewed differences is not yet nearly normal. */
const ENOUGH_PAIRS = 20;

/** The rows of pairs.csv: of each pair, each metric. */
export function* pairRows({ plan }: SweepResults, samples: Samples): Generator<PairRow> {
  for (const pair of cellPairs(plan)) {
    const change = describeChange(plan, pair);
    for (let metric = 0; metric < plan.metrics.length; metric++) {
      yield {
        ...pair,
        change,
        metric: plan.metrics[metric],
        ...compareSamples(samples[pair.cell][metric], samples[pair.other][metric]),
      };
    }
  }
}

/** What the seeds that two samples share say of their difference. */
export type PairedComparison = Omit<PairRow, 'metric' | 'change' | keyof CellPair>;

/**
 * The paired difference on the seeds that both cells have a value for. Student's interval: over
 * differences of paired lognormal runs it holds the truth in 95 to 97 % of samples of 8 to 200 seeds,
 * where a bootstrap interval does in 88 to 92 %.
 */
export function compareSamples(cell: Float64Array, other: Float64Array): PairedComparison {
  const { left, right, leftOut } = pairedValues(cell, other);
  const differences = left.map((value, seed) => value - right[seed]);
  const { n, mean, variance } = moments(differences);
  const unpaired = moments([...left]).variance + moments([...right]).variance;
  const interval = tInterval({ n, mean, variance });
  return {
    n,
    meanDifference: mean,
    sd: Math.sqrt(variance),
    interval,
    shareHigher: n === 0 ? NaN : differences.filter((one) => one > 0).length / n,
    verdict: verdict(interval),
    varianceRatio: unpaired === 0 ? NaN : variance / unpaired,
    warning: joinWarnings([
      n < 2 && 'too few pairs for an interval',
      2 <= n && n < ENOUGH_PAIRS && `an interval wants ${ENOUGH_PAIRS} pairs`,
      leftOut > 0 && `${countOf(leftOut, 'seed')} without both values left out`,
    ]),
  };
}

function describeChange({ axes, cells }: SweepPlan, { cell, other }: CellPair): string {
  const from = cells[other].values;
  const to = cells[cell].values;
  return axes
    .map(({ name }, axis) => ({ name, from: from[axis], to: to[axis] }))
    .filter((axis) => axis.from !== axis.to)
    .map((axis) => `${axis.name}: ${axis.from} → ${axis.to}`)
    .join('; ');
}
