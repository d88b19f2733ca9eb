import { closeSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { FolderError } from '../writers/folder-error.js';
import type { RunRecord, RunStatus } from './run-record.js';

export const JOURNAL_FORMAT = 'unwind sweep journal 2';

/** A line before the records of a build; a journal that another build went on with has several. */
export interface JournalHeader {
  readonly format: typeof JOURNAL_FORMAT;
  readonly build: string;
}

/** A record as a line: what is damaged on the disk but can still be read must not become a result. */
export interface JournalRecord extends RunRecord {
  readonly crc32: number;
}

export function checksumOf({ key, status, reason, summary }: RunRecord): number {
  return crc32(JSON.stringify([key, status, reason, summary]));
}

export interface JournalContent {
  /** By key; of several with one key, the last. */
  readonly records: Map<string, RunRecord>;
  /** Ids of the builds that wrote it, in their order. */
  readonly builds: readonly string[];
  /** Length of the whole lines. */
  readonly bytes: number;
  /** Length of what follows them: a line that was being written when its process was killed. */
  readonly tornBytes: number;
}

const CHUNK_BYTES = 65_536;
const NEWLINE = 10;
const STATUSES: readonly RunStatus[] = ['done', 'limited', 'stopped', 'failed', 'crashed'];

/** Reads a journal from its file; one that is missing is empty. Throws FolderError on damage. */
export function readJournal(path: string): JournalContent {
  const records = new Map<string, RunRecord>();
  const builds: string[] = [];
  let line = 0;
  const { bytes, tornBytes } = readLines(path, (text) => {
    line += 1;
    const entry = entryOf(text);
    if (entry === null || (line === 1 && 'key' in entry)) {
      throw new FolderError(
        `line ${line} of ${path} is damaged: take the line out to run it again, or start anew with --overwrite`,
      );
    }
    if ('key' in entry) records.set(entry.key, entry);
    else builds.push(entry.build);
  });
  return { records, builds, bytes, tornBytes };
}

/** Null: the line is not one that is written into a journal. */
function entryOf(text: string): JournalHeader | RunRecord | null {
  let entry: unknown;
  try {
    entry = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof entry !== 'object' || entry === null) return null;
  if (isHeader(entry)) return entry;
  if (!isRecord(entry)) return null;
  const { crc32: checksum, ...record } = entry;
  return checksum === checksumOf(record) ? record : null;
}

function isHeader(entry: Partial<JournalHeader>): entry is JournalHeader {
  return entry.format === JOURNAL_FORMAT && typeof entry.build === 'string';
}

function isRecord(entry: Partial<JournalRecord>): entry is JournalRecord {
  const { key, status, reason, summary } = entry;
  if (typeof key !== 'string' || typeof reason !== 'string' || status === undefined) return false;
  if (!STATUSES.includes(status) || !Array.isArray(summary)) return false;
  return summary.every((cell) => typeof cell === 'string');
}

/** Whole lines one after another; memory does not grow with the file. */
function readLines(
  path: string,
  take: (text: string) => void,
): Pick<JournalContent, 'bytes' | 'tornBytes'> {
  const descriptor = openIfThere(path);
  if (descriptor === null) return { bytes: 0, tornBytes: 0 };
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let rest = Buffer.alloc(0);
  let bytes = 0;
  try {
    for (;;) {
      const length = readSync(descriptor, chunk, 0, chunk.length, null);
      if (length === 0) return { bytes, tornBytes: rest.length };
      rest = Buffer.concat([rest, chunk.subarray(0, length)]);
      let from = 0;
      for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE, from)) {
        take(rest.toString('utf8', from, end));
        from = end + 1;
      }
      bytes += from;
      rest = rest.subarray(from);
    }
  } finally {
    closeSync(descriptor);
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
