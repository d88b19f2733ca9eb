import { BehaviourFault, BoundReached, InvariantViolation } from '../core/assert.js';
import type { EventSink } from '../events/sink.js';
import { CounterfactualMetrics } from '../metrics/counterfactual.js';
import { fanOut } from '../metrics/fan-out.js';
import { RunMetrics } from '../metrics/run-metrics.js';
import type { Scenario } from '../scenario/scenario.js';
import type { BehaviourFactories } from '../simulation/agents/custom-behaviour.js';
import { createCounterfactualWorld, createWorld } from '../simulation/create-world.js';
import type { ProgressTeller } from './run-progress.js';
import { simulateInSlices } from './simulate-in-slices.js';

/** What is simulated, once or twice. */
export interface Simulation {
  readonly scenario: Scenario;
  readonly seed: string;
  readonly behaviours: BehaviourFactories;
  /** Ends it early. */
  readonly signal: AbortSignal;
  readonly progress: ProgressTeller;
}

/** The run itself. Throws BoundReached, BehaviourFault and InvariantViolation. */
export async function simulateRun(
  { scenario, seed, behaviours, signal, progress }: Simulation,
  sink: EventSink,
  { cascades }: RunMetrics,
): Promise<void> {
  await simulateInSlices({
    create: () => createWorld(scenario, seed, behaviours),
    sink,
    freshSink: () => fanOut(new RunMetrics(scenario).listeners),
    signal,
    onSlice: (world) => progress.tell(world, cascades.episodes),
  });
}

/** The same without forced sales; the message of what it throws begins with that. */
export async function simulateWithout(
  { scenario, seed, behaviours, signal, progress }: Simulation,
  sink: EventSink,
  without: CounterfactualMetrics,
): Promise<void> {
  progress.beginNext();
  try {
    await simulateInSlices({
      create: () => createCounterfactualWorld(scenario, seed, behaviours),
      sink,
      freshSink: () => fanOut([new CounterfactualMetrics(scenario)]),
      signal,
      onSlice: (world) => progress.tell(world, without.liquidations),
    });
  } catch (error) {
    const isOfRun =
      error instanceof BoundReached ||
      error instanceof BehaviourFault ||
      error instanceof InvariantViolation;
    if (isOfRun) error.message = `in the counterfactual: ${error.message}`;
    throw error;
  }
}
