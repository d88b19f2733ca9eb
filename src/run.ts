import { join } from 'node:path';
import { compareWithout, CounterfactualMetrics } from './metrics/counterfactual.js';
import { fanOut, type Listener } from './metrics/fan-out.js';
import { RunMetrics } from './metrics/run-metrics.js';
import { summarise, type Summary } from './metrics/summary.js';
import { loadWithModules, type ReadyScenario } from './load-modules.js';
import type { LoadedScenario } from './scenario/load.js';
import { Trends } from './metrics/trends.js';
import type { ReadText } from './scenario/read-text.js';
import type { Scenario } from './scenario/scenario.js';
import { type BehaviourFactories, NO_FACTORIES } from './simulation/agents/custom-behaviour.js';
import { ProgressTeller } from './run-progress.js';
import { simulate, simulateWithout } from './run-simulation.js';
import { simulateWhole } from './simulate-in-slices.js';
import { createWorld } from './simulation/create-world.js';
import { type Build, readBuild } from './writers/build.js';
import { dataPackageText } from './writers/data-package.js';
import { type Manifest, manifestOf, type RunKey } from './writers/manifest.js';
import { withFolder } from './writers/folder-error.js';
import { Printer } from './writers/printer.js';
import { openRunFolder, type RunFolder } from './writers/run-folder.js';
import { RunTables } from './writers/run-tables.js';
import type { Recording } from './writers/tables.js';
import { Stopwatch } from './writers/timing.js';

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
  /** Also runs the scenario without forced sales, on the same draws, and compares. */
  readonly isCounterfactual?: boolean;
  readonly overwrite: boolean;
  /** Ends the run early; what there is is written and marked. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgress) => void;
  readonly onWaiting: () => void;
  /** What the results are keyed by; by default the build that is running. */
  readonly build?: Build;
}

/** Of all that is to be run: times and counts of a run and its counterfactual add up. */
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
  const without = request.isCounterfactual === true ? new CounterfactualMetrics(scenario) : null;
  const tables = new RunTables(folder.path, printer, metrics, request.recordings, without);
  try {
    const sink = fanOut([...metrics.listeners, trends, ...tables.listeners]);
    const progress = new ProgressTeller(request, scenario, without === null ? 1 : 2);
    const simulation = { request, scenario, behaviours, progress };
    await stopwatch.timeSimulation(() => simulate(simulation, sink, metrics));
    if (without !== null && metrics.end?.endReason === 'horizon') {
      const besideSink = fanOut([without, ...tables.counterfactualListeners]);
      await stopwatch.timeSimulation(() => simulateWithout(simulation, besideSink, without));
    }
    const alone = summarise(scenario, request.seed, metrics);
    const summary = without === null ? alone : compareWithout(alone, wholeOrNull(without));
    const written = tables.finish(summary);
    const manifest = manifestOf(key, loaded, metrics, summary, printer, without);
    folder.writeJson('run.json', manifest);
    folder.writeJson('timing.json', stopwatch.read(progress.commands));
    folder.write('datapackage.json', dataPackageText(summary, written));
    return manifest;
  } finally {
    tables.abandon();
  }
}

function wholeOrNull(without: CounterfactualMetrics): CounterfactualMetrics | null {
  return without.isWhole ? without : null;
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
  simulateWhole(world, sink);
  return { summary: summarise(scenario, seed, metrics), eventHash: metrics.hash.digest(), metrics };
}

function defaultFolder(
  { overrides, seed }: RunRequest,
  { hash, scenario }: LoadedScenario,
): string {
  const changed = overrides.length === 0 ? '' : `-${hash.slice(0, 8)}`;
  return join('output', scenario.name, seed + changed);
}
