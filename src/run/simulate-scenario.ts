import { fanOut, type Listener } from '../metrics/fan-out.js';
import { RunMetrics } from '../metrics/run-metrics.js';
import { summarise, type Summary } from '../metrics/summary.js';
import type { Scenario } from '../scenario/scenario.js';
import { type BehaviourFactories, NO_FACTORIES } from '../simulation/agents/custom-behaviour.js';
import { createWorld } from '../simulation/create-world.js';
import { simulateWhole } from './simulate-in-slices.js';

/** What a run in memory comes to. */
export interface SimulationResult {
  readonly summary: Summary;
  /** The same for two runs that did the same. */
  readonly eventHash: string;
  /** Everything that was counted: cascades, generations, cohorts … */
  readonly metrics: RunMetrics;
}

/**
 * A whole run in memory, without files; `listener` hears every fact, `behaviours` are those of the
 * populations whose kind is a module, by that kind. Throws BoundReached, BehaviourFault and
 * InvariantViolation.
 */
export function simulateScenario(
  scenario: Scenario,
  seed: string,
  listener: Listener = {},
  behaviours: BehaviourFactories = NO_FACTORIES,
): SimulationResult {
  const metrics = new RunMetrics(scenario);
  const sink = fanOut([...metrics.listeners, listener]);
  const world = createWorld(scenario, seed, behaviours);
  simulateWhole(world, sink);
  return { summary: summarise(scenario, seed, metrics), eventHash: metrics.hash.digest(), metrics };
}
