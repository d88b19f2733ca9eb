import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FolderError } from './folder-error.js';
import { lockFolder, type Release, sweepLeftovers, temporaryFolder } from './folder-lock.js';
import { lookAtFolder, type WantedFiles } from './folder-state.js';
import type { Manifest, RunKey } from './manifest.js';
import { syncFolder, writeOutputFile } from './output-file.js';
import { realPath, refusePrecious } from './precious-folder.js';

export interface FolderRequest extends WantedFiles {
  readonly target: string;
  readonly key: RunKey;
  readonly overwrite: boolean;
  /** Files that must not be deleted with a replaced folder: those of the scenario. */
  readonly keepFiles: readonly string[];
  /** Told when the lock of a killed run has to grow old first. */
  readonly onWaiting: () => void;
}

export type OpenedFolder =
  | { readonly kind: 'alreadyThere'; readonly manifest: Manifest }
  | { readonly kind: 'new'; readonly folder: RunFolder };

/** Throws FolderError when the folder holds something else or another process writes it. */
export async function openRunFolder(request: FolderRequest): Promise<OpenedFolder> {
  const target = realPath(request.target);
  const before = lookAtFolder(target, request.key, request);
  if (before.kind === 'alreadyThere') return before;
  if (before.kind === 'taken') refuseToReplace(request, target, before.holds);

  refuseMountPoint(request.target, target);
  mkdirSync(dirname(target), { recursive: true });
  const release = await lockFolder(target, request.onWaiting);
  try {
    await sweepLeftovers(target);
    // Another process may have finished while this one waited for the lock.
    const state = lookAtFolder(target, request.key, request);
    if (state.kind === 'alreadyThere') {
      await release();
      return state;
    }
    if (state.kind === 'taken') refuseToReplace(request, target, state.holds);
    return { kind: 'new', folder: new RunFolder(target, release, request.overwrite) };
  } catch (error) {
    await release();
    throw error;
  }
}

/**
 * A folder that appears complete or not at all: it is written aside and renamed. However the process
 * ends, short of being killed, what was written aside goes with it.
 */
export class RunFolder {
  /** Where to write until it is published. */
  readonly path: string;
  private readonly target: string;
  private readonly release: Release;
  private readonly mayReplace: boolean;
  private readonly removeAside = (): void => rmSync(this.path, { recursive: true, force: true });

  constructor(target: string, release: Release, mayReplace: boolean) {
    this.target = target;
    this.release = release;
    this.mayReplace = mayReplace;
    this.path = temporaryFolder(target, randomBytes(4).toString('hex'));
    mkdirSync(this.path);
    process.once('exit', this.removeAside);
  }

  write(name: string, text: string): void {
    writeOutputFile(join(this.path, name), text);
  }

  writeJson(name: string, content: object): void {
    this.write(name, `${JSON.stringify(content, null, 2)}\n`);
  }

  async publish(): Promise<void> {
    syncFolder(this.path);
    if (this.mayReplace && isTaken(this.target)) this.replace();
    else renameSync(this.path, this.target);
    syncFolder(dirname(this.target));
    process.off('exit', this.removeAside);
    await this.unlock();
  }

  async discard(): Promise<void> {
    process.off('exit', this.removeAside);
    this.removeAside();
    await this.unlock();
  }

  /** A lock that another process took over as stale is not ours to release, and no reason to fail. */
  private async unlock(): Promise<void> {
    await this.release().catch(() => undefined);
  }

  private replace(): void {
    const old = temporaryFolder(this.target, randomBytes(4).toString('hex'));
    renameSync(this.target, old);
    try {
      renameSync(this.path, this.target);
    } catch (error) {
      renameSync(old, this.target);
      throw error;
    }
    rmSync(old, { recursive: true, force: true });
  }
}

function refuseToReplace(request: FolderRequest, target: string, holds: string): void {
  if (!request.overwrite) {
    throw new FolderError(
      `${request.target} holds ${holds}: --overwrite replaces it, --out DIR writes elsewhere`,
    );
  }
  refusePrecious(request.target, target, request.keepFiles);
}

/**
 * A folder that can't be renamed over is better known before the run than after it. Removing it is
 * refused for the same reasons, and does nothing to a folder that holds something.
 */
function refuseMountPoint(named: string, target: string): void {
  try {
    rmdirSync(target);
    mkdirSync(target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EBUSY') return;
    throw new FolderError(
      `${named} is in use by the system, as mount points are, and can not be replaced: --out DIR writes elsewhere, such as to a folder in it`,
    );
  }
}

function isTaken(target: string): boolean {
  try {
    return readdirSync(target).length > 0;
  } catch {
    return false;
  }
}
