import { closeSync, fdatasync, fdatasyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { WriteError } from '../writers/folder-error.js';
import {
  checksumOf,
  type JournalContent,
  type JournalHeader,
  JOURNAL_FORMAT,
  type JournalRecord,
  readJournal,
} from './read-journal.js';
import type { RunRecord } from './run-record.js';

/** Records reach the disk in batches: they are safe from a kill at once, from a power cut after this. */
const SYNC_EVERY_MS = 100;

/**
 * The records of a sweep as lines of JSON, which are only ever appended. A line that can't be written
 * whole is cut off again, so that whatever happens the file is whole lines.
 */
export class Journal {
  /** What the file held when it was opened. */
  readonly found: JournalContent;
  private readonly path: string;
  private readonly descriptor: number;
  private bytes: number;
  private syncTimer: NodeJS.Timeout | null = null;
  private syncError: Error | null = null;
  private syncing: Promise<void> = Promise.resolve();

  /** Opens the journal or begins one. Throws FolderError when a line in its middle is damaged. */
  constructor(path: string, buildId: string) {
    this.path = path;
    this.found = readJournal(path);
    this.descriptor = openSync(path, 'a');
    this.bytes = this.found.bytes;
    try {
      if (this.found.tornBytes > 0) ftruncateSync(this.descriptor, this.bytes);
      if (this.found.builds.at(-1) !== buildId) {
        const header: JournalHeader = { format: JOURNAL_FORMAT, build: buildId };
        this.appendLine(header);
      }
    } catch (error) {
      closeSync(this.descriptor);
      throw error;
    }
  }

  /** Throws WriteError when the system refuses, now or with the last batch. */
  append(record: RunRecord): void {
    if (this.syncError !== null) throw this.writeError(this.syncError);
    this.appendLine({ ...record, crc32: checksumOf(record) });
    this.syncTimer ??= setTimeout(() => this.sync(), SYNC_EVERY_MS);
  }

  /** All is on the disk when it resolves. Throws WriteError. */
  async close(): Promise<void> {
    if (this.syncTimer !== null) clearTimeout(this.syncTimer);
    await this.syncing;
    try {
      if (this.syncError !== null) throw this.syncError;
      fdatasyncSync(this.descriptor);
    } catch (error) {
      throw this.writeError(error);
    } finally {
      closeSync(this.descriptor);
    }
  }

  private appendLine(line: JournalHeader | JournalRecord): void {
    const content = Buffer.from(`${JSON.stringify(line)}\n`);
    try {
      for (let done = 0; done < content.length;) {
        done += writeSync(this.descriptor, content, done, content.length - done);
      }
    } catch (error) {
      ftruncateSync(this.descriptor, this.bytes);
      throw this.writeError(error);
    }
    this.bytes += content.length;
  }

  private sync(): void {
    this.syncTimer = null;
    this.syncing = new Promise((resolve) => {
      fdatasync(this.descriptor, (error) => {
        this.syncError ??= error;
        resolve();
      });
    });
  }

  private writeError(error: unknown): WriteError {
    const reason = error instanceof Error ? error.message : String(error);
    return new WriteError(
      `${this.path} can not be written: ${reason}; what was run is kept, and the same command goes on from there`,
      { cause: error },
    );
  }
}
