import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { relative, resolve } from 'node:path';
import { FolderError } from './folder-error.js';

/**
 * Throws FolderError when emptying a folder would take more than results with it: the working
 * directory, the user's home, or one of the files that are named.
 */
export function refusePrecious(named: string, target: string, keepFiles: readonly string[]): void {
  const precious = [process.cwd(), homedir(), ...keepFiles.map(realPath)];
  const lost = precious.find((path) => isInside(path, target));
  if (lost !== undefined) {
    throw new FolderError(`${named} contains ${lost} and is never overwritten`);
  }
}

/** Absolute, without symbolic links as far as it exists. */
export function realPath(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    return absolute;
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith('../') && !way.startsWith('/');
}
