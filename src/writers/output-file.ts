import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** What a finished file holds. */
export interface WrittenFile {
  readonly bytes: number;
  /** sha256 of the content, hexadecimal. */
  readonly hash: string;
}

/**
 * A new file that is written from front to back. A short write is continued, so a full disk is an
 * error and never a truncated file; the content is on the disk before `close` returns.
 */
export class OutputFile {
  private readonly descriptor: number;
  private readonly hash = createHash('sha256');
  private bytes = 0;
  private isOpen = true;

  constructor(path: string) {
    this.descriptor = openSync(path, 'wx');
  }

  write(content: Uint8Array): void {
    for (let done = 0; done < content.length;) {
      done += writeSync(this.descriptor, content, done, content.length - done);
    }
    this.hash.update(content);
    this.bytes += content.length;
  }

  close(): WrittenFile {
    try {
      fsyncSync(this.descriptor);
    } finally {
      this.abandon();
    }
    return { bytes: this.bytes, hash: this.hash.digest('hex') };
  }

  /** Gives the file up without a promise about its content. May be called twice. */
  abandon(): void {
    if (this.isOpen) closeSync(this.descriptor);
    this.isOpen = false;
  }
}

/** Writes a whole file at once. */
export function writeOutputFile(path: string, text: string): WrittenFile {
  const file = new OutputFile(path);
  try {
    file.write(Buffer.from(text));
    return file.close();
  } finally {
    file.abandon();
  }
}

export function writeJson(path: string, content: object): WrittenFile {
  return writeOutputFile(path, `${JSON.stringify(content, null, 2)}\n`);
}

/** Makes sure that the names in a folder are on the disk, such as one that was renamed into it. */
export function syncFolder(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
