import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Journal } from '../../src/sweep/journal.js';
import { readJournal } from '../../src/sweep/read-journal.js';
import type { RunRecord } from '../../src/sweep/run-record.js';
import { FolderError } from '../../src/writers/folder-error.js';

function journalFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'unwind-journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'journal.jsonl');
}

function record(key: string, text = 'value'): RunRecord {
  return { key, status: 'done', reason: '', summary: [text, '1.5'] };
}

async function write(path: string, build: string, ...records: RunRecord[]): Promise<Journal> {
  const journal = new Journal(path, build);
  for (const one of records) journal.append(one);
  await journal.close();
  return journal;
}

test('what was appended is found again, whoever goes on with it', async () => {
  const path = journalFile();
  await write(path, 'one', record('a'), record('b', 'ünïcode, "quoted"\n'));
  const { found } = await write(path, 'one', record('c'));
  expect([...found.records.values()]).toEqual([record('a'), record('b', 'ünïcode, "quoted"\n')]);
  const { records, builds } = readJournal(path);
  expect([...records.keys()]).toEqual(['a', 'b', 'c']);
  expect(builds).toEqual(['one']);
});

test('another build goes on under a line of its own', async () => {
  const path = journalFile();
  await write(path, 'one', record('a'));
  await write(path, 'two', record('b'));
  expect(readJournal(path).builds).toEqual(['one', 'two']);
});

test('of several records of a run the last one counts', async () => {
  const path = journalFile();
  await write(path, 'one', record('a', 'old'), record('a', 'new'));
  expect(readJournal(path).records.get('a')).toEqual(record('a', 'new'));
});

test('half a line at the end is dropped wherever it was cut', async () => {
  const path = journalFile();
  await write(path, 'one', record('a'), record('b'));
  const whole = readFileSync(path, 'utf8');
  const lastLine = whole.trimEnd().lastIndexOf('\n') + 1;
  for (let length = lastLine + 1; length < whole.length; length += 7) {
    writeFileSync(path, whole.slice(0, length));
    const { found } = await write(path, 'one', record('c'));
    expect(found.tornBytes).toBe(length - lastLine);
    expect([...readJournal(path).records.keys()]).toEqual(['a', 'c']);
  }
});

test('zeros that a power cut left at the end are dropped too', async () => {
  const path = journalFile();
  await write(path, 'one', record('a'));
  appendFileSync(path, Buffer.alloc(100));
  await write(path, 'one', record('b'));
  expect([...readJournal(path).records.keys()]).toEqual(['a', 'b']);
});

test.each([
  ['no JSON', '{"key": "b", "sta'],
  ['a record without a status', '{"key":"b","reason":"","summary":[]}'],
  ['a status that does not exist', '{"key":"b","status":"well","reason":"","summary":[]}'],
  ['a number among the cells', '{"key":"b","status":"done","reason":"","summary":[1]}'],
  ['null', 'null'],
])('a damaged line in the middle is named: %s', async (_name, line) => {
  const path = journalFile();
  await write(path, 'one', record('a'));
  appendFileSync(path, `${line}\n`);
  await expect(write(path, 'one', record('c'))).rejects.toThrow(FolderError);
  expect(() => readJournal(path)).toThrow(/^line 3 of .*journal\.jsonl is damaged: take the line/);
});

test.each([
  ['a figure', '"1.5"', '"7.5"'],
  ['a cell less', ',"1.5"]', ']'],
  ['how it ended', '"done"', '"limited"'],
  ['its sum', /"crc32":\d+/, '"crc32":1'],
])('a line that was changed but can be read is damaged too: %s', async (_name, from, to) => {
  const path = journalFile();
  await write(path, 'one', record('a'), record('b'));
  const [header, first, ...rest] = readFileSync(path, 'utf8').split('\n');
  const changed = first.replace(from, to);
  expect(changed).not.toBe(first);
  writeFileSync(path, [header, changed, ...rest].join('\n'));
  expect(() => readJournal(path)).toThrow(/^line 2 of .*journal\.jsonl is damaged/);
});

test('a journal that does not say which build wrote it is damaged', () => {
  const path = journalFile();
  writeFileSync(path, `${JSON.stringify(record('a'))}\n`);
  expect(() => readJournal(path)).toThrow(/^line 1 of/);
});

test('a header that was cut off is written again', async () => {
  const path = journalFile();
  await write(path, 'one');
  truncateSync(path, 5);
  await write(path, 'one', record('a'));
  expect(readJournal(path).builds).toEqual(['one']);
  expect([...readJournal(path).records.keys()]).toEqual(['a']);
});

test('lines longer than a chunk are read whole', async () => {
  const path = journalFile();
  const long = 'é'.repeat(200_000);
  await write(path, 'one', record('a', long), record('b'));
  const { records } = readJournal(path);
  expect(records.get('a')!.summary[0]).toBe(long);
  expect(records.has('b')).toBe(true);
});
