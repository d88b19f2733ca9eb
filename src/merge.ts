import { Journal } from './sweep/journal.js';
import type { SweepPlan } from './sweep/plan.js';
import { PlanCourse } from './sweep/plan-course.js';
import { readJournal } from './sweep/read-journal.js';
import type { RunRecord } from './sweep/run-record.js';
import { isFinal } from './sweep/run-task.js';
import {
  isShardFolder,
  journalPath,
  openSweepFolder,
  readPlanFile,
  type SweepFolder,
} from './sweep/sweep-folder.js';
import { reportOf, type SweepReport } from './sweep/sweep-report.js';
import type { SweepResults } from './sweep/sweep-results.js';
import { writeResults } from './sweep/write-results.js';
import type { SweepFormat } from './sweep/write-tables.js';
import { type Build, readBuild } from './writers/build.js';
import { FolderError, withFolder } from './writers/folder-error.js';

export interface MergeRequest {
  /** Folders of the shards of one sweep. */
  readonly folders: readonly string[];
  /** The folder of the whole sweep. */
  readonly out: string;
  readonly format: SweepFormat;
  readonly overwrite: boolean;
  readonly onWaiting: () => void;
  /** By default the build that is running. */
  readonly build?: Build;
}

export interface MergeOutcome {
  readonly folder: string;
  readonly report: SweepReport;
  readonly results: SweepResults;
}

/**
 * Puts the shards of a sweep together: the tables are those that the sweep has when it is not split.
 * Throws FolderError when the folders hold no sweep, or not the same, or that of another build.
 */
export async function mergeSweeps(request: MergeRequest): Promise<MergeOutcome> {
  const { folders, out, overwrite, onWaiting } = request;
  const plan = commonPlan(folders, request.build ?? readBuild());
  const records = new Map<string, RunRecord>();
  for (const folder of folders) gather(folder, records);
  // A shard's own folder may lie in that of the sweep, where it is left alone.
  const keepFiles = folders.filter((folder) => !isShardFolder(folder));
  try {
    const opened = { target: out, plan, shard: null, overwrite, keepFiles, onWaiting };
    const folder = await openSweepFolder(opened);
    try {
      return { folder: out, ...(await writeInto(folder, plan, records, request.format)) };
    } finally {
      await folder.close();
    }
  } catch (error) {
    throw withFolder(error, out);
  }
}

async function writeInto(
  folder: SweepFolder,
  plan: SweepPlan,
  gathered: ReadonlyMap<string, RunRecord>,
  format: SweepFormat,
): Promise<Pick<MergeOutcome, 'report' | 'results'>> {
  const journal = new Journal(journalPath(folder.path), plan.build.id);
  const { found } = journal;
  const records = new Map(found.records);
  for (const record of gathered.values()) keepBetter(records, record);
  const course = new PlanCourse(plan, null, (key) => records.get(key) ?? null);
  const results = course.results();
  try {
    for (const record of results.records.flat()) {
      if (record !== null && found.records.get(record.key) !== record) journal.append(record);
    }
  } finally {
    await journal.close();
  }
  const report = reportOf(results, false);
  await writeResults(folder, results, report, format);
  return { report, results };
}

/** The plan that all folders have; each machine may have had the scenario's file in another place. */
function commonPlan(folders: readonly string[], build: Build): SweepPlan {
  const [first, ...others] = folders.map((folder) => ({ folder, ...readPlanFile(folder) }));
  for (const { folder, plan } of [first, ...others]) {
    if (plan.build.id !== build.id) {
      throw new FolderError(
        `${folder} was made by another build of unwind (${plan.build.id}) than the one that is to merge it (${build.id})`,
      );
    }
    if (differenceOf(plan, first.plan) !== '') {
      throw new FolderError(
        `${folder} and ${first.folder} hold different sweeps (${differenceOf(plan, first.plan)}): merge shards of one sweep`,
      );
    }
  }
  return first.plan;
}

/** Names what differs; empty if nothing does that matters to the results. */
function differenceOf(left: SweepPlan, right: SweepPlan): string {
  const names = Object.keys(left) as (keyof SweepPlan)[];
  return names
    .filter((name) => name !== 'scenarioFile')
    .filter((name) => JSON.stringify(left[name]) !== JSON.stringify(right[name]))
    .join(', ');
}

function gather(folder: string, records: Map<string, RunRecord>): void {
  for (const record of readJournal(journalPath(folder)).records.values()) {
    keepBetter(records, record);
  }
}

/** Of two records of one run, the one that needs no second try. */
function keepBetter(records: Map<string, RunRecord>, record: RunRecord): void {
  const other = records.get(record.key);
  if (other === undefined || !isFinal(other)) records.set(record.key, record);
}
