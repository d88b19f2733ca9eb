import { BehaviourFault, BoundReached, InvariantViolation } from './core/assert.js';
import type { EventSink } from './events/sink.js';
import { CounterfactualMetrics } from './metrics/counterfactual.js';
import { fanOut } from './metrics/fan-out.js';
import { RunMetrics } from './metrics/run-metrics.js';
import type { RunRequest } from './run.js';
import type { ProgressTeller } from './run-progress.js';
import type { Scenario } from './scenario/scenario.js';
import { simulateInSlices } from './simulate-in-slices.js';
import type { BehaviourFactories } from './simulation/agents/custom-behaviour.js';
import { createCounterfactualWorld, createWorld } from './simulation/create-world.js';

/** What is simulated, once or twice. */
export interface Simulation {
  readonly request: RunRequest;
  readonly scenario: Scenario;
  readonly behaviours: BehaviourFactories;
  readonly progress: ProgressTeller;
}

/** The run itself. */
export async function simulate(
  { request, scenario, behaviours, progress }: Simulation,
  sink: EventSink,
  { cascades }: RunMetrics,
): Promise<void> {
  await simulateInSlices({
    create: () => createWorld(scenario, request.seed, behaviours),
    sink,
    freshSink: () => fanOut(new RunMetrics(scenario).listeners),
    signal: request.signal,
    onSlice: (world) => progress.tell(world, cascades.episodes),
  });
}

/** The same without forced sales. What stops it is told as such. */
export async function simulateWithout(
  { request, scenario, behaviours, progress }: Simulation,
  sink: EventSink,
  without: CounterfactualMetrics,
): Promise<void> {
  progress.beginNext();
  try {
    await simulateInSlices({
      create: () => createCounterfactualWorld(scenario, request.seed, behaviours),
      sink,
      freshSink: () => fanOut([new CounterfactualMetrics(scenario)]),
      signal: request.signal,
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
