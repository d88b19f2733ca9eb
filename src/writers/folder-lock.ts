import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { lock } from 'proper-lockfile';
import { FolderError } from './folder-error.js';

const TEMPORARY = /^(.+)\.unwind-([1-9]\d*)-[0-9a-f]{8}\.tmp$/;
/** A lock is renewed twice in this time; one that is older belongs to a killed process. */
const STALE_MS = 10_000;
const OPTIONS = {
  realpath: false,
  stale: STALE_MS,
  // A process that slept through its renewals still writes aside under a name of its own.
  onCompromised: (): void => undefined,
};

export type Release = () => Promise<void>;

/** The name under which this process writes a folder aside; `mark` is 8 hexadecimal digits. */
export function temporaryFolder(target: string, mark: string): string {
  return `${target}.unwind-${process.pid}-${mark}.tmp`;
}

/**
 * Makes this process the only one that writes the folder. Throws FolderError when another does; the
 * lock of a killed one is taken over, after a wait if it was killed just now.
 */
export async function lockFolder(target: string, onWaiting: () => void): Promise<Release> {
  try {
    return await lock(target, OPTIONS);
  } catch (error) {
    if (!isLocked(error)) throw error;
  }
  const writers = temporaryFoldersIn(dirname(target)).filter(
    (temporary) => temporary.target === basename(target),
  );
  if (writers.some((temporary) => isAlive(temporary.pid))) throw anotherProcess(target);
  onWaiting();
  const seconds = STALE_MS / 1000 + 2;
  const retries = { retries: seconds, factor: 1, minTimeout: 1000 };
  return lock(target, { ...OPTIONS, retries }).catch((error: unknown) => {
    throw isLocked(error) ? anotherProcess(target) : error;
  });
}

/** Removes what killed runs left beside the folder, whose lock the caller holds. */
export async function sweepLeftovers(target: string): Promise<void> {
  const parent = dirname(target);
  for (const temporary of temporaryFoldersIn(parent)) {
    if (isAlive(temporary.pid)) continue;
    if (temporary.target === basename(target)) {
      rmSync(join(parent, temporary.name), { recursive: true, force: true });
      continue;
    }
    // A process that is not seen from here, in another container, still holds its lock.
    const release = await lock(join(parent, temporary.target), OPTIONS).catch(() => null);
    if (release === null) continue;
    rmSync(join(parent, temporary.name), { recursive: true, force: true });
    await release();
  }
}

interface Temporary {
  readonly name: string;
  readonly target: string;
  readonly pid: number;
}

function temporaryFoldersIn(parent: string): Temporary[] {
  return readdirSync(parent).flatMap((name) => {
    const match = TEMPORARY.exec(name);
    return match === null ? [] : [{ name, target: match[1], pid: Number(match[2]) }];
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isLocked(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ELOCKED';
}

function anotherProcess(target: string): FolderError {
  return new FolderError(`another process is writing ${target}`);
}
