import { join } from 'node:path';
import type { ReadText } from './scenario/read-text.js';
import { executePlan } from './sweep/execute-plan.js';
import { Journal } from './sweep/journal.js';
import { NOTHING_SHIPPED, type ShippedScenarios } from './sweep/base-scenario.js';
import { makePlan } from './sweep/make-plan.js';
import type { SweepPlan } from './sweep/plan.js';
import { PlanCourse, type Shard } from './sweep/plan-course.js';
import { recordsIn, rerunsOfOtherBuilds } from './sweep/reuse.js';
import {
  journalPath,
  openSweepFolder,
  shardFolderName,
  type SweepFolder,
} from './sweep/sweep-folder.js';
import type { RunRecord } from './sweep/run-record.js';
import { reportOf, type SweepReport } from './sweep/sweep-report.js';
import type { SweepResults } from './sweep/sweep-results.js';
import { SweepProgress } from './sweep/sweep-progress.js';
import { writeResults } from './sweep/write-results.js';
import type { SweepFormat } from './sweep/write-tables.js';
import { type Build, readBuild } from './writers/build.js';
import { withFolder } from './writers/folder-error.js';
import { writeJson } from './writers/output-file.js';
import { Stopwatch } from './writers/timing.js';

export interface SweepRequest {
  /** Name of the sweep file, for messages and the default folder, and its text. */
  readonly fileName: string;
  readonly text: string;
  /** Reads the scenario and the files that it names. The workers read the latter from the disk. */
  readonly readText: ReadText;
  /** Scenarios that a sweep may name without a path. */
  readonly shipped?: ShippedScenarios;
  /** `path=value` for every run, as given to --set. */
  readonly overrides: readonly string[];
  /** The sweep's own folder; null: output/<sweep file name>, of a shard a folder in it. */
  readonly out: string | null;
  /** Threads that make runs. */
  readonly workers: number;
  /** The part of the cells to run; null: all. */
  readonly shard: Shard | null;
  readonly format: SweepFormat;
  /** Starts anew instead of going on with what the folder holds. */
  readonly overwrite: boolean;
  /** Ends the sweep early; what there is is written and marked. */
  readonly signal: AbortSignal;
  /** Told of every cell that was read and found right, before the first run. */
  readonly onPlanned: (cells: number, of: number) => void;
  /** Told of every run that ended. */
  readonly onProgress: (progress: SweepProgress) => void;
  /** Told what a person should know of the folder, in one line. */
  readonly onNote: (note: string) => void;
  readonly onWaiting: () => void;
  /** What the results are keyed by; by default the build that is running. */
  readonly build?: Build;
}

export interface SweepOutcome {
  readonly folder: string;
  readonly shard: Shard | null;
  readonly report: SweepReport;
  readonly results: SweepResults;
  /** Runs that were made now; the others were there. */
  readonly made: number;
  readonly wallSeconds: number;
}

/**
 * From a sweep file to a folder of tables; goes on where an earlier sweep into the folder came to.
 * Throws ScenarioError, FolderError and WriteError; what a run throws is a row of the tables.
 */
export async function runSweep(request: SweepRequest): Promise<SweepOutcome> {
  return executeInto(await planSweep(request), request);
}

/** All that a sweep file asks for, read and found right. Throws ScenarioError. */
export function planSweep(
  request: Pick<
    SweepRequest,
    'fileName' | 'text' | 'readText' | 'shipped' | 'overrides' | 'onPlanned' | 'build'
  >,
): Promise<SweepPlan> {
  const { fileName, text, readText, overrides, onPlanned } = request;
  const build = request.build ?? readBuild();
  const { shipped = NOTHING_SHIPPED } = request;
  return makePlan({ fileName, text, overrides, readText, shipped, build, onProgress: onPlanned });
}

export type PlanExecution = Omit<
  SweepRequest,
  'text' | 'shipped' | 'overrides' | 'onPlanned' | 'build'
>;

/** The same for a plan that was made before. */
export async function executeInto(plan: SweepPlan, request: PlanExecution): Promise<SweepOutcome> {
  const { shard, overwrite, onWaiting } = request;
  const target = request.out ?? defaultFolder(plan, shard);
  const keepFiles = [request.fileName, plan.scenarioFile];
  try {
    const folder = await openSweepFolder({
      target,
      plan,
      shard,
      overwrite,
      keepFiles,
      onWaiting,
    });
    try {
      const outcome = await execute(folder, plan, request);
      return { ...outcome, folder: target };
    } finally {
      await folder.close();
    }
  } catch (error) {
    throw withFolder(error, target);
  }
}

async function execute(
  folder: SweepFolder,
  plan: SweepPlan,
  request: PlanExecution,
): Promise<Omit<SweepOutcome, 'folder'>> {
  const { readText, workers, shard, signal, onNote, onProgress } = request;
  const stopwatch = new Stopwatch();
  const journal = new Journal(journalPath(folder.path), plan.build.id);
  const course = new PlanCourse(plan, shard, recordsIn(journal.found));
  for (const note of notes(journal, course)) onNote(note);
  const progress = new SweepProgress(course);
  const keep = (record: RunRecord): void => journal.append(record);
  const onRecord = (record: RunRecord): void => {
    progress.note(record);
    onProgress(progress);
  };
  try {
    const text = readText(plan.scenarioFile);
    await stopwatch.timeSimulation(() =>
      executePlan({ course, text, workers, keep, onRecord, signal }),
    );
  } finally {
    await journal.close();
  }
  const results = course.results();
  const report = reportOf(results, signal.aborted && course.missing > 0);
  if (shard === null) await writeResults(folder, results, report, request.format);
  const timing = { workers, runs: progress.made, ...stopwatch.read(progress.commands) };
  folder.replace((aside) => writeJson(join(aside, 'timing.json'), timing));
  return { shard, report, results, made: progress.made, wallSeconds: timing.wallSeconds };
}

function notes(journal: Journal, course: PlanCourse): readonly string[] {
  const { found } = journal;
  const reruns = rerunsOfOtherBuilds(found, course);
  return [
    ...(found.tornBytes === 0
      ? []
      : ['dropped the half line at the end of journal.jsonl: its run is made again']),
    ...(reruns === 0
      ? []
      : [`running ${reruns} again that another build of unwind made: results of builds never mix`]),
  ];
}

function defaultFolder({ name }: SweepPlan, shard: Shard | null): string {
  const folder = join('output', name);
  return shard === null ? folder : join(folder, shardFolderName(shard));
}
