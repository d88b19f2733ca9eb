import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { CsvFile } from '../../src/writers/csv-file.js';
import { Printer } from '../../src/writers/printer.js';
import { integer, type Table, text } from '../../src/writers/table.js';
import { scenarioOf } from '../metrics/facts.js';

const folder = mkdtempSync(join(tmpdir(), 'unwind-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Row {
  readonly name: string;
  readonly count: number;
}

const table: Table<Row> = {
  name: 'named',
  rowIs: 'a name',
  columns: [
    text('name', 'name', (row) => row.name),
    integer('count', 'count', (row) => row.count),
    text('again', 'name', (row) => row.name),
  ],
};

let files = 0;

function written(rows: readonly Row[]): { content: string; bytes: number } {
  const path = join(folder, `${files++}.csv`);
  const file = new CsvFile(path, table, new Printer(scenarioOf()));
  for (const row of rows) file.write(row);
  const { bytes } = file.close();
  return { content: readFileSync(path, 'utf8'), bytes };
}

test('a file is what csv-stringify makes of the same rows, whatever the names are', () => {
  const names = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('', 'a,b', 'say "no"', 'two\nlines', '\r', ' ', '=1+1', '"'),
  );
  const rows = fc.array(fc.record({ name: names, count: fc.integer() }), {
    maxLength: 40,
    size: 'max',
  });
  fc.assert(
    fc.property(rows, (list) => {
      const plain = list.map(({ name, count }) => [name, String(count), name]);
      const { content, bytes } = written(list);
      expect(content).toBe(stringify([['name', 'count', 'again'], ...plain]));
      expect(bytes).toBe(Buffer.byteLength(content));
    }),
    { seed: 2, numRuns: 50 },
  );
});

test('a table of many rows is written in parts and keeps every row in order', () => {
  const rows = Array.from({ length: 20_000 }, (_, count) => ({ name: 'venue', count }));
  const lines = written(rows).content.trimEnd().split('\n').slice(1);
  expect(lines.length).toBe(20_000);
  expect(lines.every((line, count) => line === `venue,${count},venue`)).toBe(true);
});
