import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readText } from '../../src/cli/scenario-file.js';

describe('a file that a scenario names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unwind-data-'));
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data', 'prices.csv'), 'time,price\n');
  writeFileSync(join(folder, 'data', 'binary.csv'), Buffer.from([0xff, 0xfe, 0x00]));
  const read = (file: string): string => readText(isAbsolute(file) ? file : join(folder, file));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('longer than one piece of reading is read whole', () => {
    const long = `${'0123456789'.repeat(250_000)}\n`;
    writeFileSync(join(folder, 'long.csv'), long);
    expect(read('long.csv')).toBe(long);
  });

  it.each([
    ['data/none.csv', /none.csv does not exist$/],
    ['data', /data is a folder, not a file$/],
    ['data/binary.csv', /binary.csv is not text in UTF-8$/],
  ])('as %s is told why it can not be read', (file, message) => {
    expect(() => read(file)).toThrow(message);
  });
});
