import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FolderError } from './folder-error.js';
import type { Manifest, RunKey } from './manifest.js';
import type { Recording } from './tables.js';

/** What stands where a run is to be written. */
export type FolderState =
  | { readonly kind: 'free' }
  /** A complete run of the same key with everything that is asked for. */
  | { readonly kind: 'alreadyThere'; readonly manifest: Manifest }
  /** Something else; `holds` completes "the folder holds …". */
  | { readonly kind: 'taken'; readonly holds: string };

/** What is asked for beside the tables of every run. */
export interface WantedFiles {
  readonly recordings: readonly Recording[];
  /** The run without forced sales is wanted beside it. */
  readonly isCounterfactual?: boolean;
}

export function lookAtFolder(
  target: string,
  key: RunKey,
  { recordings, isCounterfactual = false }: WantedFiles,
): FolderState {
  const entries = listFolder(target);
  if (entries.length === 0) return { kind: 'free' };
  const manifest = readJson<Manifest>(join(target, 'run.json'));
  if (manifest === null) return { kind: 'taken', holds: 'files that are not a run' };
  const difference = differenceOf(manifest, key);
  if (difference !== null) return { kind: 'taken', holds: difference };
  if (!isWhole(target)) return { kind: 'taken', holds: 'this run with files missing or changed' };
  if (isCounterfactual && manifest.counterfactual === undefined) {
    return { kind: 'taken', holds: 'this run without its counterfactual' };
  }
  const missing = recordings.filter(
    (recording) => !entries.some((entry) => entry.name === `${recording}.csv`),
  );
  if (missing.length > 0) {
    const files = missing.map((recording) => `${recording}.csv`).join(' and ');
    return { kind: 'taken', holds: `this run without ${files}` };
  }
  return { kind: 'alreadyThere', manifest };
}

function listFolder(target: string): readonly Dirent[] {
  try {
    return readdirSync(target, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') throw new FolderError(`${target} is not a folder`);
    throw error;
  }
}

function differenceOf(manifest: Manifest, key: RunKey): string | null {
  if (manifest.scenarioHash !== key.scenarioHash) return 'a run of another scenario';
  if (manifest.seed !== key.seed) return `a run with seed ${manifest.seed}`;
  if (manifest.build?.id !== key.build.id) {
    return `a run of another build of unwind (${manifest.build?.id})`;
  }
  if (manifest.endReason === 'interrupted') return 'an interrupted run';
  if (manifest.counterfactual?.endReason === 'interrupted') {
    return 'a run whose counterfactual was interrupted';
  }
  return null;
}

interface DataPackage {
  readonly resources: readonly { readonly path: string; readonly bytes: number }[];
}

/** Every file that the data package lists is there in its full length. */
function isWhole(target: string): boolean {
  const dataPackage = readJson<DataPackage>(join(target, 'datapackage.json'));
  if (!Array.isArray(dataPackage?.resources)) return false;
  return dataPackage.resources.every(
    ({ path, bytes }) => statSync(join(target, path), { throwIfNoEntry: false })?.size === bytes,
  );
}

function readJson<Content>(path: string): Content | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Content;
  } catch {
    return null;
  }
}
