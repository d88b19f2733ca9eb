import { createHash } from 'node:crypto';
import type { SweepPlan } from './plan.js';

/** What the key of a run takes from its plan. */
export type KeyedPlan = Pick<SweepPlan, 'build' | 'limits' | 'isCounterfactual'>;

/**
 * What makes a run what it is, in hex: equal keys give equal summaries. Limits of the wall clock and
 * of memory have no part in it, because a run that met one has no summary.
 */
export function runKey(
  { build, limits, isCounterfactual }: KeyedPlan,
  { scenarioHash, seed }: { readonly scenarioHash: string; readonly seed: string },
): string {
  const { simulatedUs, commands } = limits;
  const content = [scenarioHash, seed, build.id, simulatedUs, commands, isCounterfactual];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
