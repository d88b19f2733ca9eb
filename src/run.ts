import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { InvariantViolation } from './core/assert.js';
import type { EventSink } from './events/sink.js';
import { fanOut, type Listener } from './metrics/fan-out.js';
import { RunMetrics } from './metrics/run-metrics.js';
import { summarise, type Summary } from './metrics/summary.js';
import { loadWithModules, type ReadyScenario } from './load-modules.js';
import type { LoadedScenario } from './scenario/load.js';
import { Trends } from './metrics/trends.js';
import type { ReadText } from './scenario/read-text.js';
import type { Scenario } from './scenario/scenario.js';
import { type BehaviourFactories, NO_FACTORIES } from './simulation/agents/custom-behaviour.js';
import { createWorld } from './simulation/create-world.js';
import { locateFault } from './simulation/locate-fault.js';
import { advance, finish, start } from './simulation/simulate.js';
import type { World } from './simulation/world.js';
import { type Build, readBuild } from './writers/build.js';
import { dataPackageText } from './writers/data-package.js';
import { type Manifest, manifestOf, type RunKey } from './writers/manifest.js';
import { withFolder } from './writers/folder-error.js';
import { Printer } from './writers/printer.js';
import { openRunFolder, type RunFolder } from './writers/run-folder.js';
import { RunTables } from './writers/run-tables.js';
import type { Recording } from './writers/tables.js';
import { Stopwatch } from './writers/timing.js';

/** Commands between two looks at the outside world: a few milliseconds. */
const SLICE = 10_000;

export interface RunRequest {
  /** Name of the scenario file, for messages and the default folder, and its text. */
  readonly fileName: string;
  readonly text: string;
  /** Reads the files that the scenario names. */
  readonly readText: ReadText;
  /** `path=value`, as given to --set. */
  readonly overrides: readonly string[];
  readonly seed: string;
  /** The run's own folder; null: output/<scenario file name>/<seed>. */
  readonly out: string | null;
  readonly recordings: readonly Recording[];
  readonly overwrite: boolean;
  /** Ends the run early; what there is is written and marked. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgress) => void;
  readonly onWaiting: () => void;
  /** What the results are keyed by; by default the build that is running. */
  readonly build?: Build;
}

export interface RunProgress {
  readonly timeUs: number;
  readonly durationUs: number;
  readonly commands: number;
  readonly liquidations: number;
}

export interface RunOutcome {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Nothing was run: the folder held this run. */
  readonly alreadyThere: boolean;
  /** What the run looked like and how long it took; null when nothing was run. */
  readonly course: RunCourse | null;
}

export interface RunCourse {
  readonly trends: Trends;
  /** Turns the whole numbers of the trends into text. */
  readonly printer: Printer;
  readonly wallSeconds: number;
}

/**
 * From a scenario file to a folder of tables. Throws ScenarioError, FolderError, WriteError,
 * BoundReached, BehaviourFault and InvariantViolation; then there is no folder.
 */
export async function runScenario(request: RunRequest): Promise<RunOutcome> {
  const stopwatch = new Stopwatch();
  const { fileName, text, overrides, readText } = request;
  const ready = await loadWithModules(fileName, text, overrides, readText);
  const { loaded } = ready;
  const build = request.build ?? readBuild();
  const key: RunKey = { scenarioHash: loaded.hash, seed: request.seed, build };
  const target = request.out ?? defaultFolder(request, loaded);
  try {
    const opened = await openRunFolder({ ...request, target, key, keepFiles: loaded.fileNames });
    if (opened.kind === 'alreadyThere') {
      return { folder: target, manifest: opened.manifest, alreadyThere: true, course: null };
    }
    const trends = new Trends(loaded.scenario);
    const printer = new Printer(loaded.scenario);
    const notes = { key, stopwatch, trends, printer };
    const manifest = await fill(opened.folder, request, ready, notes);
    const { wallSeconds } = stopwatch.read(manifest.counts.commands);
    const course = { trends, printer, wallSeconds };
    return { folder: target, manifest, alreadyThere: false, course };
  } catch (error) {
    throw withFolder(error, target);
  }
}

/** What is noted of a run while it is made. */
interface Notes {
  readonly key: RunKey;
  readonly stopwatch: Stopwatch;
  readonly trends: Trends;
  readonly printer: Printer;
}

async function fill(
  folder: RunFolder,
  request: RunRequest,
  ready: ReadyScenario,
  notes: Notes,
): Promise<Manifest> {
  try {
    const manifest = await runInto(folder, request, ready, notes);
    await folder.publish();
    return manifest;
  } catch (error) {
    await folder.discard();
    throw error;
  }
}

async function runInto(
  folder: RunFolder,
  request: RunRequest,
  { loaded, behaviours }: ReadyScenario,
  { key, stopwatch, trends, printer }: Notes,
): Promise<Manifest> {
  const { scenario } = loaded;
  const metrics = new RunMetrics(scenario);
  const tables = new RunTables(folder.path, printer, metrics, request.recordings);
  try {
    const sink = fanOut([...metrics.listeners, trends, ...tables.listeners]);
    await stopwatch.timeSimulation(() => simulate(request, scenario, behaviours, sink, metrics));
    const summary = summarise(scenario, request.seed, metrics);
    const written = tables.finish(summary);
    const manifest = manifestOf(key, loaded, metrics, summary, printer);
    folder.writeJson('run.json', manifest);
    folder.writeJson('timing.json', stopwatch.read(summary.commands));
    folder.write('datapackage.json', dataPackageText(summary, written));
    return manifest;
  } finally {
    tables.abandon();
  }
}

/** The loop, in slices, so that Ctrl-C and the progress bar have their turn. */
async function simulate(
  request: RunRequest,
  scenario: Scenario,
  behaviours: BehaviourFactories,
  sink: EventSink,
  { cascades }: RunMetrics,
): Promise<void> {
  const { seed, signal, onProgress } = request;
  const create = (): World => createWorld(scenario, seed, behaviours);
  try {
    const world = create();
    const { durationUs } = scenario;
    start(world, sink);
    let isRunning = true;
    while (isRunning && !signal.aborted) {
      isRunning = advance(world, sink, SLICE);
      onProgress({
        timeUs: world.queue.nowUs,
        durationUs,
        commands: world.commandCount,
        liquidations: cascades.episodes,
      });
      await setImmediate();
    }
    finish(world, sink, isRunning ? 'interrupted' : 'horizon');
  } catch (error) {
    if (!(error instanceof InvariantViolation)) throw error;
    const freshSink = (): EventSink => fanOut(new RunMetrics(scenario).listeners);
    throw new InvariantViolation(`${error.message}\n${locateFault(create, freshSink)}`);
  }
}

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
  start(world, sink);
  let isRunning = true;
  while (isRunning) isRunning = advance(world, sink, SLICE);
  finish(world, sink, 'horizon');
  return { summary: summarise(scenario, seed, metrics), eventHash: metrics.hash.digest(), metrics };
}

function defaultFolder(
  { overrides, seed }: RunRequest,
  { hash, scenario }: LoadedScenario,
): string {
  const changed = overrides.length === 0 ? '' : `-${hash.slice(0, 8)}`;
  return join('output', scenario.name, seed + changed);
}
