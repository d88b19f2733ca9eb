import { resamplingDraws } from '../metrics/statistics/resampling.js';
import { type SobolIndex, sobolIndices } from '../metrics/statistics/sobol-indices.js';
import type { SweepPlan } from './plan.js';
import { cellMean, type Samples } from './samples.js';
import type { SweepResults } from './sweep-results.js';
import { countOf, joinWarnings } from './warnings.js';

/** What an axis does to a metric, of all that the design varied; NaN where it is not defined. */
export interface SobolRow extends SobolIndex {
  readonly axis: string;
  readonly metric: string;
  /** Blocks of the design with a value in every cell. */
  readonly n: number;
  readonly warning: string;
}

/** Below this the intervals of the indices are rough themselves. */
const ENOUGH_BLOCKS = 100;

/** The rows of sensitivity.csv of Saltelli's design: of each metric, each axis. */
export function* sobolRows({ plan }: SweepResults, samples: Samples): Generator<SobolRow> {
  for (let metric = 0; metric < plan.metrics.length; metric++) {
    yield* sobolRowsOf(plan, metric, samples);
  }
}

function sobolRowsOf(plan: SweepPlan, at: number, samples: Samples): SobolRow[] {
  const metric = plan.metrics[at];
  const axes = plan.axes.length;
  const means = plan.cells.map((_, cell) => cellMean(samples[cell][at]));
  const blocks = inBlocks(means, axes + 2);
  const whole = blocks.filter((block) => !block.some(Number.isNaN));
  const values = Float64Array.from(whole.flat());
  const draws = resamplingDraws(plan.name, `sensitivity/${metric}`);
  const indices = sobolIndices({ axes, count: whole.length, values }, draws);
  const leftOut = blocks.length - whole.length;
  const warning = joinWarnings([
    whole.length < ENOUGH_BLOCKS && `intervals want ${ENOUGH_BLOCKS} blocks`,
    leftOut > 0 && `${countOf(leftOut, 'block')} with an undefined cell left out`,
    whole.length > 1 && Number.isNaN(indices[0].total) && 'the metric does not vary',
  ]);
  return indices.map((index, axis) => ({
    ...index,
    axis: plan.axes[axis].name,
    metric,
    n: whole.length,
    warning,
  }));
}

function inBlocks(values: readonly number[], width: number): number[][] {
  return Array.from({ length: Math.floor(values.length / width) }, (_, block) =>
    values.slice(block * width, (block + 1) * width),
  );
}
