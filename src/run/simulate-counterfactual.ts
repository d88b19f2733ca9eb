import { compareWithout } from '../metrics/counterfactual.js';
import { fanOut, type Listener } from '../metrics/fan-out.js';
import { RunMetrics } from '../metrics/run-metrics.js';
import { summarise, type Summary } from '../metrics/summary.js';
import type { Scenario } from '../scenario/scenario.js';
import { type BehaviourFactories, NO_FACTORIES } from '../simulation/agents/custom-behaviour.js';
import { createCounterfactualWorld } from '../simulation/create-world.js';
import { simulateWhole } from './simulate-in-slices.js';
import { simulateScenario, type SimulationResult } from './simulate-scenario.js';

/** A run and the same without forced sales. */
export interface CounterfactualResult {
  /** Of the run, with `counterfactual`: what the comparison says. */
  readonly summary: Summary;
  readonly factual: SimulationResult;
  readonly counterfactual: SimulationResult;
}

/** Who hears the facts of each. */
export interface CounterfactualListeners {
  readonly factual?: Listener;
  readonly counterfactual?: Listener;
}

/**
 * A run in memory and its counterfactual: the same draws, and whoever would be liquidated hands his
 * positions to the venue's desk at the mark instead. Throws as `simulateScenario` does.
 */
export function simulateCounterfactual(
  scenario: Scenario,
  seed: string,
  listeners: CounterfactualListeners = {},
  behaviours: BehaviourFactories = NO_FACTORIES,
): CounterfactualResult {
  const factual = simulateScenario(scenario, seed, listeners.factual, behaviours);
  const metrics = new RunMetrics(scenario);
  const sink = fanOut([...metrics.listeners, listeners.counterfactual ?? {}]);
  simulateWhole(createCounterfactualWorld(scenario, seed, behaviours), sink);
  const summary = summarise(scenario, seed, metrics);
  const counterfactual = { summary, eventHash: metrics.hash.digest(), metrics };
  return { summary: compareWithout(factual.summary, summary), factual, counterfactual };
}
