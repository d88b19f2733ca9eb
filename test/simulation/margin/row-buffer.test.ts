import { expect, it } from 'vitest';
import { RowBuffer } from '../../../src/simulation/margin/row-buffer.js';

function filled(rows: readonly number[], buffer = new RowBuffer()): RowBuffer {
  buffer.clear();
  for (const row of rows) buffer.push(row);
  return buffer;
}

function rowsOf(buffer: RowBuffer): number[] {
  return [...buffer.rows.subarray(0, buffer.count)];
}

it('rows keep their order, and the column grows only when it is full', () => {
  const rows = Array.from({ length: 40 }, (_, row) => 100 - row);
  const buffer = filled(rows.slice(0, 16));
  expect(buffer.rows).toHaveLength(16);
  filled(rows, buffer);
  expect(rowsOf(buffer)).toEqual(rows);
  const { length } = buffer.rows;
  expect(length).toBeLessThan(100);
  filled(rows, buffer);
  expect(buffer.rows).toHaveLength(length);
});

it.each([
  [[], []],
  [[7], [7]],
  [[7, 7], [7]],
  [
    [3, 1],
    [1, 3],
  ],
  [
    [5, 2, 5, 11, 2, 2],
    [2, 5, 11],
  ],
])('rows %j stand in rising order, each once: %j', (rows, expected) => {
  const buffer = filled([...rows, 0, 0, 9]);
  filled(rows, buffer); // what was there before is forgotten
  buffer.sortUnique();
  expect(rowsOf(buffer)).toEqual(expected);
});
