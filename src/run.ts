import { join } from 'node:path';
import { compareWithout, CounterfactualMetrics } from './metrics/counterfactual.js';
import { fanOut } from './metrics/fan-out.js';
import { RunMetrics } from './metrics/run-metrics.js';
import { summarise } from './metrics/summary.js';
import { Trends } from './metrics/trends.js';
import { loadWithModules, type ReadyScenario } from './load-modules.js';
import { ProgressTeller, type RunProgress } from './run/run-progress.js';
import { simulateRun, simulateWithout } from './run/simulate-run.js';
import type { LoadedScenario } from './scenario/load.js';
import type { ReadText } from './scenario/read-text.js';
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
  const { seed, signal, recordings } = request;
  const metrics = new RunMetrics(scenario);
  const without = request.isCounterfactual === true ? new CounterfactualMetrics(scenario) : null;
  const tables = new RunTables(folder.path, printer, metrics, recordings, without);
  try {
    const sink = fanOut([...metrics.listeners, trends, ...tables.listeners]);
    const runs = without === null ? 1 : 2;
    const progress = new ProgressTeller(scenario, runs, request.onProgress);
    const simulation = { scenario, seed, behaviours, signal, progress };
    await stopwatch.timeSimulation(() => simulateRun(simulation, sink, metrics));
    if (without !== null && metrics.end?.endReason === 'horizon') {
      const besideSink = fanOut([without, ...tables.counterfactualListeners]);
      await stopwatch.timeSimulation(() => simulateWithout(simulation, besideSink, without));
    }
    const alone = summarise(scenario, seed, metrics);
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

function defaultFolder(
  { overrides, seed }: RunRequest,
  { hash, scenario }: LoadedScenario,
): string {
  const changed = overrides.length === 0 ? '' : `-${hash.slice(0, 8)}`;
  return join('output', scenario.name, seed + changed);
}
