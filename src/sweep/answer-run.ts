import { BehaviourFault, BoundReached, InvariantViolation } from '../core/assert.js';
import { US_PER_SECOND } from '../core/units.js';
import type { EventSink } from '../events/sink.js';
import { compareWithout, CounterfactualMetrics } from '../metrics/counterfactual.js';
import { fanOut } from '../metrics/fan-out.js';
import { RunMetrics } from '../metrics/run-metrics.js';
import { summarise } from '../metrics/summary.js';
import type { ReadyScenario } from '../load-modules.js';
import { ScenarioError } from '../scenario/problems.js';
import type { Scenario } from '../scenario/scenario.js';
import { createCounterfactualWorld, createWorld } from '../simulation/create-world.js';
import { advance, finish, start } from '../simulation/simulate.js';
import type { World } from '../simulation/world.js';
import { Printer } from '../writers/printer.js';
import { summaryCells } from '../writers/tables/summary.js';
import { estimatedBytes } from './estimated-memory.js';
import { KeptScenarios, UnreadFile } from './kept-scenarios.js';
import type { RunLimits } from './plan.js';
import { changedAnswer, type RunAnswer, type RunTask } from './run-task.js';

/** Commands between two looks at the clock: a few milliseconds. */
const SLICE = 10_000;
const LONGEST_REASON = 500;

/** Makes the runs of one worker, which comes to the same scenario again and again. */
export class RunMaker {
  private readonly kept = new KeptScenarios();

  /** Makes a run and says how it came out; throws nothing. */
  async answer(task: RunTask): Promise<RunAnswer> {
    const startMs = performance.now();
    try {
      const ready = await this.kept.scenarioOf(task);
      if (task.scenarioHash !== null && ready.loaded.hash !== task.scenarioHash) {
        return changedAnswer('a file of it is not as it was when the sweep was planned');
      }
      return simulate(ready, task, startMs);
    } catch (error) {
      const isUnread = error instanceof ScenarioError || error instanceof UnreadFile;
      if (isUnread && task.scenarioHash !== null) {
        return changedAnswer(oneLine(error.message));
      }
      return { status: 'failed', reason: reasonOf(error), summary: [] };
    }
  }
}

function simulate(ready: ReadyScenario, task: RunTask, startMs: number): RunAnswer {
  const { limits, seed } = task;
  const scenario = shortened(ready.loaded.scenario, limits);
  const tooLarge = beyondMemory(scenario, limits);
  if (tooLarge !== null) return { status: 'stopped', reason: tooLarge, summary: [] };
  const metrics = new RunMetrics(scenario);
  const world = createWorld(scenario, seed, ready.behaviours);
  const end = play(world, fanOut(metrics.listeners), limits, startMs);
  if (end === 'clock') return stoppedByClock(limits, world.queue.nowUs);
  let told = summarise(scenario, seed, metrics);
  if (task.isCounterfactual) {
    const without = new CounterfactualMetrics(scenario);
    const beside = createCounterfactualWorld(scenario, seed, ready.behaviours);
    const besideEnd = play(beside, fanOut([without]), limits, startMs);
    if (besideEnd === 'clock') return stoppedByClock(limits, beside.queue.nowUs);
    const isComparable = end === 'horizon' && besideEnd === 'horizon';
    told = compareWithout(told, isComparable ? without : null);
  }
  const summary = summaryCells(told, new Printer(scenario));
  if (end === 'commands') return limited(`the limit of ${limits.commands} commands`, summary);
  if (scenario !== ready.loaded.scenario) return limited('the limit of simulated time', summary);
  return { status: 'done', reason: '', summary };
}

/** Plays a world to its horizon, or to the limit that it meets first; the clock's leaves it unfinished. */
function play(
  world: World,
  sink: EventSink,
  limits: RunLimits,
  startMs: number,
): 'horizon' | 'commands' | 'clock' {
  const mostCommands = limits.commands ?? Infinity;
  const mostMs = limits.wallClockMs ?? Infinity;
  start(world, sink);
  let isRunning = true;
  while (isRunning && world.commandCount < mostCommands) {
    isRunning = advance(world, sink, Math.min(SLICE, mostCommands - world.commandCount));
    if (isRunning && performance.now() - startMs > mostMs) return 'clock';
  }
  const isCutOff = isRunning && world.queue.nextDueUs() <= world.scenario.durationUs;
  finish(world, sink, isCutOff ? 'interrupted' : 'horizon');
  return isCutOff ? 'commands' : 'horizon';
}

/** The scenario with its horizon at the limit of simulated time, if that comes first. */
function shortened(scenario: Scenario, { simulatedUs }: RunLimits): Scenario {
  if (simulatedUs === null || simulatedUs >= scenario.durationUs) return scenario;
  return { ...scenario, durationUs: simulatedUs };
}

function limited(by: string, summary: readonly string[]): RunAnswer {
  return { status: 'limited', reason: `it met ${by}`, summary };
}

function stoppedByClock({ wallClockMs }: RunLimits, nowUs: number): RunAnswer {
  const seconds = (wallClockMs ?? 0) / 1000;
  const reason = `it took longer than ${seconds} s and had come to ${nowUs / US_PER_SECOND} s`;
  return { status: 'stopped', reason, summary: [] };
}

function beyondMemory(scenario: Scenario, { memoryBytes }: RunLimits): string | null {
  if (memoryBytes === null) return null;
  const bytes = estimatedBytes(scenario);
  if (bytes <= memoryBytes) return null;
  return `it would need about ${inMegabytes(bytes)} of memory, more than ${inMegabytes(memoryBytes)}`;
}

function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}

function reasonOf(error: unknown): string {
  if (error instanceof BoundReached || error instanceof BehaviourFault) {
    return oneLine(error.message);
  }
  if (error instanceof InvariantViolation) return oneLine(`an invariant broke: ${error.message}`);
  return oneLine(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
}

function oneLine(message: string): string {
  return message.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, LONGEST_REASON);
}
