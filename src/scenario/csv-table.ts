/** A CSV file as text: the names of its columns and its rows, with the line each begins at. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
}

/** What is wrong with a file of data; both complete "expected …, found …". */
export interface FileFault {
  readonly expected: string;
  readonly found: string;
  /** The setting beside `file` that does not fit it; none: the file itself. */
  readonly setting?: readonly string[];
}

/**
 * Reads comma-separated text with a header row (RFC 4180: fields may stand in quotes, a quote in
 * them is doubled). Empty lines are passed over; a byte order mark is no part of the first name.
 */
export function readCsv(text: string): CsvTable | FileFault {
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const record = recordAt(text, at, line);
    if ('expected' in record) return record;
    const { fields } = record;
    if (fields.length > 1 || fields[0] !== '') {
      rows.push(fields);
      lines.push(line);
    }
    at = record.end;
    line += record.lines;
  }
  return tableOf(rows, lines);
}

interface Place {
  /** Where the text goes on. */
  readonly end: number;
  /** Line breaks passed on the way. */
  readonly lines: number;
}

const LINE_END = /\r?\n|\r|$/y;

/** The fields up to the end of a line that is not within quotes. */
function recordAt(
  text: string,
  start: number,
  line: number,
): (Place & { readonly fields: readonly string[] }) | FileFault {
  const fields: string[] = [];
  let lines = 0;
  for (let at = start; ;) {
    const field = fieldAt(text, at);
    if (field === null) {
      return { expected: 'a closing quote', found: `none from line ${line + lines} on` };
    }
    fields.push(field.value);
    lines += field.lines;
    at = field.end;
    if (text[at] === ',') {
      at += 1;
      continue;
    }
    LINE_END.lastIndex = at;
    const end = LINE_END.exec(text);
    if (end !== null) return { fields, end: at + end[0].length, lines: lines + 1 };
    const expected = `a comma after a quoted field in line ${line + lines}`;
    return { expected, found: text[at] };
  }
}

function tableOf(
  rows: readonly (readonly string[])[],
  lines: readonly number[],
): CsvTable | FileFault {
  const [columns, ...body] = rows;
  if (columns === undefined) return { expected: 'a header row', found: 'an empty file' };
  const ragged = body.findIndex((row) => row.length !== columns.length);
  if (ragged >= 0) {
    const expected = `${columns.length} fields in line ${lines[ragged + 1]}, as in the header`;
    return { expected, found: `${body[ragged].length}` };
  }
  return { columns: columns.map((name) => name.trim()), rows: body, lines: lines.slice(1) };
}

type Field = Place & { readonly value: string };

const PLAIN = /[^,\r\n]*/y;
const QUOTED = /"((?:[^"]|"")*)"/y;

function fieldAt(text: string, at: number): Field | null {
  const isQuoted = text[at] === '"';
  const pattern = isQuoted ? QUOTED : PLAIN;
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  if (found === null) return null;
  const end = at + found[0].length;
  if (!isQuoted) return { value: found[0], end, lines: 0 };
  const value = found[1].replaceAll('""', '"');
  return { value, end, lines: found[0].split('\n').length - 1 };
}
