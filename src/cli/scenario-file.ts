import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import type { ReadText } from '../scenario/read-text.js';
import { isScenarioText, isSweepText } from '../scenario/sweeps/is-sweep-text.js';
import { hintText, nearestName } from '../scenario/suggest.js';
import {
  shippedScenarioNames,
  shippedScenarioPath,
  shippedSweepNames,
} from './shipped-scenarios.js';
import { UsageError } from './usage-error.js';

/** More than any scenario: what is larger is not read to its end. */
const MOST_BYTES = 1_048_576;
/** More than a year of minutes. */
const MOST_DATA_BYTES = 128 * MOST_BYTES;
const CHUNK_BYTES = 65_536;

/** A path as it is, or the path of the shipped scenario of that name. */
export function scenarioPath(typed: string): string {
  if (existsSync(typed)) return typed;
  return shippedScenarioPath(typed) ?? typed;
}

/** A path as it is, or the path of the shipped sweep of that name. */
export function sweepPath(typed: string): string {
  if (existsSync(typed)) return typed;
  return shippedScenarioPath(`sweeps/${typed}`) ?? scenarioPath(typed);
}

/** The text of a scenario file. Throws UsageError when there is none to read, or it is a sweep. */
export function readScenarioFile(path: string): string {
  const text = readEitherFile(path);
  if (!isSweepText(text)) return text;
  throw new UsageError(`${path} is a sweep, not a scenario: \`unwind sweep ${path}\` runs it`);
}

/** The text of a sweep file. Throws UsageError when there is none to read, or it is a scenario. */
export function readSweepFile(path: string): string {
  const text = readEitherFile(path);
  if (!isScenarioText(text)) return text;
  throw new UsageError(
    `${path} is a scenario, not a sweep: a sweep names it as its scenario, \`unwind run ${path}\` runs it`,
  );
}

/** The text of a scenario or a sweep file. Throws UsageError when there is none to read. */
export function readEitherFile(path: string): string {
  if (!existsSync(path) && !/[\\/]|\.ya?ml$/.test(path)) throw unknownName(path);
  return readTextFile(path, MOST_BYTES);
}

/** The text of a file that a scenario names. Throws UsageError when there is none to read. */
export const readText: ReadText = (path) => readTextFile(path, MOST_DATA_BYTES);

function unknownName(typed: string): UsageError {
  const sweeps = shippedSweepNames().map((name) => name.replace(/^sweeps\//, ''));
  const hint = hintText(nearestName(typed, [...shippedScenarioNames(), ...sweeps]));
  return new UsageError(
    `${typed} does not exist, as a file or as a name of \`unwind list\`${hint}`,
  );
}

function readTextFile(path: string, mostBytes: number): string {
  const content = readUpTo(path, mostBytes + 1);
  if (content.length > mostBytes) {
    throw new UsageError(`${path} is larger than ${mostBytes / 1_048_576} MiB`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new UsageError(`${path} is not text in UTF-8`);
  }
}

/** In pieces, because what has no end has no length that could be asked for. */
function readUpTo(path: string, most: number): Buffer {
  const pieces: Buffer[] = [];
  try {
    const descriptor = openSync(path, 'r');
    try {
      for (let length = 0; length < most;) {
        const piece = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, most - length));
        const read = readSync(descriptor, piece, 0, piece.length, null);
        if (read === 0) break;
        pieces.push(piece.subarray(0, read));
        length += read;
      }
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw new UsageError(`${path} ${reason(error as NodeJS.ErrnoException)}`);
  }
  return Buffer.concat(pieces);
}

function reason(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
      return 'does not exist';
    case 'ENOTDIR':
      return 'does not exist: a part of its path is a file';
    case 'EISDIR':
      return 'is a folder, not a file';
    case 'EACCES':
      return 'may not be read: permission denied';
    default:
      return `can not be read: ${error.message}`;
  }
}
