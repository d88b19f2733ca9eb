import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FolderError } from '../writers/folder-error.js';
import {
  lockFolder,
  type Release,
  sweepLeftovers,
  temporaryFolder,
} from '../writers/folder-lock.js';
import { syncFolder, writeOutputFile } from '../writers/output-file.js';
import { realPath, refusePrecious } from '../writers/precious-folder.js';
import type { SweepPlan } from './plan.js';
import type { Shard } from './plan-course.js';

export interface SweepFolderRequest {
  readonly target: string;
  readonly plan: SweepPlan;
  /** Null: the folder is for all cells. */
  readonly shard: Shard | null;
  /** Starts anew, whatever the folder holds. */
  readonly overwrite: boolean;
  /** Files that must not be deleted with what the folder holds. */
  readonly keepFiles: readonly string[];
  /** Told when the lock of a killed sweep has to grow old first. */
  readonly onWaiting: () => void;
}

/** plan.json: what the folder's journal is about. */
export interface PlanFile {
  readonly format: typeof FORMAT;
  readonly shard: Shard | null;
  readonly plan: SweepPlan;
}

const FORMAT = 'unwind sweep plan 1';
const PLAN = 'plan.json';
const JOURNAL = 'journal.jsonl';
/** In the folder: what is being written, until it is whole. */
const ASIDE = 'unfinished.tmp';
/** Folders of shards, and what is beside them while they are written; they may lie in the folder. */
const OF_SHARD = /^shard-\d+-of-\d+(?=\.|$)/;
/** Tables that depend on the sweep or the format: what is not written anew is of an older sweep. */
const TABLES = ['runs', 'cells', 'pairs', 'sensitivity'].flatMap((name) => [
  `${name}.csv`,
  `${name}.parquet`,
]);

/**
 * Opens the folder of a sweep for this process alone, with its plan written into it. Throws
 * FolderError when it holds something else or another process writes it.
 */
export async function openSweepFolder(request: SweepFolderRequest): Promise<SweepFolder> {
  const target = realPath(request.target);
  refuseOther(request, target);
  mkdirSync(target, { recursive: true });
  const release = await lockFolder(target, request.onWaiting);
  const folder = new SweepFolder(target, release);
  try {
    await sweepLeftovers(target);
    folder.mark();
    // Another process may have written it while this one waited for the lock.
    refuseOther(request, target);
    if (request.overwrite) empty(target);
    const { plan, shard } = request;
    const content: PlanFile = { format: FORMAT, shard, plan };
    folder.replace((aside) => writeOutputFile(join(aside, PLAN), `${JSON.stringify(content)}\n`));
    return folder;
  } catch (error) {
    await folder.close();
    throw error;
  }
}

/** What a folder is about. Throws FolderError when it holds no sweep. */
export function readPlanFile(folder: string): PlanFile {
  const file = planFileIn(folder);
  if (file === null) throw new FolderError(`${folder} holds no sweep`);
  return file;
}

export function journalPath(folder: string): string {
  return join(folder, JOURNAL);
}

/** The name of a shard's own folder. */
export function shardFolderName({ index, of }: Shard): string {
  return `shard-${index}-of-${of}`;
}

export function isShardFolder(path: string): boolean {
  return OF_SHARD.test(basename(path));
}

/** The folder of a sweep while this process is the only one to write it. */
export class SweepFolder {
  readonly path: string;
  private readonly release: Release;
  /** Beside the folder: tells others which process writes it, and that it lives. */
  private readonly marker: string;
  private readonly removeMarker = (): void => rmSync(this.marker, { recursive: true, force: true });

  constructor(path: string, release: Release) {
    this.path = path;
    this.release = release;
    this.marker = temporaryFolder(path, randomBytes(4).toString('hex'));
  }

  mark(): void {
    mkdirSync(this.marker);
    process.once('exit', this.removeMarker);
  }

  /** Lets files be written aside, and puts them in place when all of them are whole. */
  replace(write: (aside: string) => void): void {
    const aside = this.openAside();
    try {
      write(aside);
      this.putInPlace(aside);
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  }

  /** The same for all tables: those that are not written are removed. */
  async replaceTables(write: (aside: string) => Promise<void>): Promise<void> {
    const aside = this.openAside();
    try {
      await write(aside);
      const written = readdirSync(aside);
      for (const name of TABLES) {
        if (!written.includes(name)) rmSync(join(this.path, name), { force: true });
      }
      this.putInPlace(aside);
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  }

  async close(): Promise<void> {
    process.off('exit', this.removeMarker);
    this.removeMarker();
    // A lock that another process took over as stale is not ours to release.
    await this.release().catch(() => undefined);
  }

  private openAside(): string {
    const aside = join(this.path, ASIDE);
    rmSync(aside, { recursive: true, force: true });
    mkdirSync(aside);
    return aside;
  }

  private putInPlace(aside: string): void {
    syncFolder(aside);
    for (const name of readdirSync(aside)) renameSync(join(aside, name), join(this.path, name));
    syncFolder(this.path);
    syncFolder(dirname(this.path));
  }
}

function refuseOther(request: SweepFolderRequest, target: string): void {
  const holds = whatElse(request, target);
  if (holds !== null && !request.overwrite) {
    throw new FolderError(
      `${request.target} holds ${holds}: --overwrite starts anew, --out DIR writes elsewhere`,
    );
  }
  if (request.overwrite) refusePrecious(request.target, target, request.keepFiles);
}

/** Completes "the folder holds …"; null: nothing, or this very sweep. */
function whatElse({ plan, shard }: SweepFolderRequest, target: string): string | null {
  const entries = listFolder(target).filter((name) => name !== ASIDE && !OF_SHARD.test(name));
  if (entries.length === 0) return null;
  const file = planFileIn(target);
  if (file === null) return 'files that are not a sweep';
  if (file.plan.name !== plan.name) return `the sweep ${file.plan.name}`;
  if (shardText(file.shard) !== shardText(shard)) return shardText(file.shard);
  return null;
}

function shardText(shard: Shard | null): string {
  return shard === null ? 'a sweep that is not split' : `shard ${shard.index} of ${shard.of}`;
}

function planFileIn(folder: string): PlanFile | null {
  try {
    const file = JSON.parse(readFileSync(join(folder, PLAN), 'utf8')) as Partial<PlanFile> | null;
    return file?.format === FORMAT && isPlan(file.plan) ? (file as PlanFile) : null;
  } catch {
    return null;
  }
}

/** Whether a file that says it holds a plan was not cut or changed by hand. */
function isPlan(plan: Partial<SweepPlan> | undefined): boolean {
  if (typeof plan?.name !== 'string' || typeof plan.build?.id !== 'string') return false;
  const { axes, cells, seeds, metrics, design, limits } = plan;
  const areLists = [axes, cells, seeds, metrics].every((list) => Array.isArray(list));
  return areLists && typeof design === 'object' && typeof limits === 'object';
}

function listFolder(target: string): readonly string[] {
  try {
    return readdirSync(target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') throw new FolderError(`${target} is not a folder`);
    throw error;
  }
}

function empty(target: string): void {
  for (const name of readdirSync(target)) {
    if (!OF_SHARD.test(name)) rmSync(join(target, name), { recursive: true });
  }
}
