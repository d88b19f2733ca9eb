/** @import { Row } from './judge.js' */

const COLUMNS = [
  { title: 'case', width: 6 },
  { title: 'parameters', width: 34 },
  { title: 'quantity', width: 26 },
  { title: 'expected', width: 9, isNumber: true },
  { title: 'got', width: 9, isNumber: true },
  { title: 'std error', width: 9, isNumber: true },
  { title: 'verdict', width: 12 },
];

export function heading() {
  return `${line(COLUMNS.map(({ title }) => title))}${COLUMNS.map(({ width }) => '-'.repeat(width)).join('  ')}\n`;
}

/**
 * The rows of one point; a note stands below them.
 * @param {{ name: string, parameters: string, rows: readonly Row[] }} result
 */
export function printed({ name, parameters, rows }) {
  const lines = rows.map(({ quantity, expected, got, standardError, verdict }, row) =>
    line([
      row === 0 ? name : '',
      row === 0 ? parameters : '',
      quantity,
      number(expected),
      number(got),
      number(standardError),
      verdict,
    ]),
  );
  const notes = new Set(rows.flatMap(({ note }) => (note === undefined ? [] : [note])));
  return [...lines, ...[...notes].map((note) => `${' '.repeat(8)}(${note})\n`)].join('');
}

/** @param {readonly string[]} cells */
function line(cells) {
  const padded = COLUMNS.map(({ width, isNumber }, row) =>
    isNumber ? cells[row].padStart(width) : cells[row].padEnd(width),
  );
  return `${padded.join('  ').trimEnd()}\n`;
}

/** @param {number | null} value */
function number(value) {
  if (value === null || Number.isNaN(value)) return '';
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
}
