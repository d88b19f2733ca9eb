import {
  type MorrisMeasures,
  morrisMeasures,
  type Step,
} from '../metrics/statistics/elementary-effects.js';
import type { CellPair } from './cell-pairs.js';
import type { SweepPlan } from './plan.js';
import { cellMean, pairedValues, type Samples } from './samples.js';
import type { SweepResults } from './sweep-results.js';
import { countOf, joinWarnings } from './warnings.js';

/** The elementary effects of an axis on a metric; NaN where they are not defined. */
export interface MorrisRow extends MorrisMeasures {
  readonly axis: string;
  readonly metric: string;
  readonly warning: string;
}

/** Below this a spread of effects says little. */
const ENOUGH_EFFECTS = 4;

/** The rows of sensitivity.csv of a design that moves one axis at a time: of each metric, each axis. */
export function* morrisRows({ plan }: SweepResults, samples: Samples): Generator<MorrisRow> {
  const moves = axisMoves(plan);
  for (let metric = 0; metric < plan.metrics.length; metric++) {
    const steps = moves.map((move) => stepOf(move, metric, samples));
    const known = steps.filter(isKnown);
    for (const [axis, { name }] of plan.axes.entries()) {
      const measures = morrisMeasures(known, axis);
      const leftOut = steps.filter((step) => step.axis === axis).length - measures.n;
      yield {
        ...measures,
        axis: name,
        metric: plan.metrics[metric],
        warning: joinWarnings([
          measures.n < ENOUGH_EFFECTS && `sigma wants ${ENOUGH_EFFECTS} effects`,
          leftOut > 0 && `${countOf(leftOut, 'undefined effect')} left out`,
        ]),
      };
    }
  }
}

/** From one cell to another that differs in one axis. */
interface AxisMove extends CellPair {
  readonly axis: number;
  readonly distance: number;
}

function axisMoves({ axes, cells, design }: SweepPlan): AxisMove[] {
  const width = axes.length + 1;
  return cells.flatMap((to, cell) => {
    const isStart = design.kind === 'morris' ? cell % width === 0 : cell === 0;
    if (isStart) return [];
    const other = design.kind === 'morris' ? cell - 1 : 0;
    const from = cells[other];
    const axis = to.values.findIndex((value, at) => value !== from.values[at]);
    return axis < 0 ? [] : { cell, other, axis, distance: to.at[axis] - from.at[axis] };
  });
}

/** Cells are compared on the seeds they share. */
function stepOf({ axis, distance, cell, other }: AxisMove, metric: number, samples: Samples): Step {
  const { left, right } = pairedValues(samples[cell][metric], samples[other][metric]);
  return { axis, distance, change: cellMean(left) - cellMean(right) };
}

/** A base outside its axis has no place on it, and a step of no length no effect. */
function isKnown({ distance, change }: Step): boolean {
  return Number.isFinite(distance) && distance !== 0 && !Number.isNaN(change);
}
