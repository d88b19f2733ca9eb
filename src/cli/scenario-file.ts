import { closeSync, openSync, readSync } from 'node:fs';
import { UsageError } from './usage-error.js';

/** More than any scenario: what is larger is not read to its end. */
const MOST_BYTES = 1_048_576;

/** The text of a scenario file. Throws UsageError when there is none to read. */
export function readScenarioFile(path: string): string {
  const content = readUpTo(path, MOST_BYTES + 1);
  if (content.length > MOST_BYTES) throw new UsageError(`${path} is larger than 1 MiB`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new UsageError(`${path} is not text in UTF-8`);
  }
}

function readUpTo(path: string, most: number): Buffer {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(most);
      let length = 0;
      for (let read = -1; read !== 0 && length < most; length += read) {
        read = readSync(descriptor, buffer, length, most - length, null);
      }
      return buffer.subarray(0, length);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw new UsageError(`${path} ${reason(error as NodeJS.ErrnoException)}`);
  }
}

function reason(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
      return 'does not exist';
    case 'ENOTDIR':
      return 'does not exist: a part of its path is a file';
    case 'EISDIR':
      return 'is a folder, not a scenario file';
    case 'EACCES':
      return 'may not be read: permission denied';
    default:
      return `can not be read: ${error.message}`;
  }
}
