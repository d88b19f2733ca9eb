import { stringify } from 'csv-stringify/sync';
import { OutputFile, type WrittenFile } from './output-file.js';
import type { Printer } from './printer.js';
import type { Column, Table } from './table.js';

const CHUNK_BYTES = 32_768;
/** Of one UTF-16 unit in UTF-8. */
const MOST_BYTES = 3;

/**
 * A table that is streamed to its file as its rows come; memory does not grow with their number.
 *
 * Only names can need quotes, and there are few of them: csv-stringify quotes each once. Printed
 * numbers are joined as they are, which is three times as fast as stringifying whole rows. A line is
 * turned into bytes at once: a long text that waits keeps all the pieces it was made of.
 */
export class CsvFile<Row, Text = Printer> {
  readonly table: Table<Row, Text>;
  rows = 0;
  private readonly columns: readonly Column<Row, Text>[];
  private readonly isText: readonly boolean[];
  private readonly printer: Text;
  private readonly file: OutputFile;
  private readonly quoted = new Map<string, string>();
  private readonly pending = Buffer.allocUnsafe(CHUNK_BYTES);
  private pendingBytes = 0;

  constructor(path: string, table: Table<Row, Text>, printer: Text) {
    this.table = table;
    this.columns = table.columns;
    this.isText = table.columns.map((column) => column.type === 'string');
    this.printer = printer;
    this.file = new OutputFile(path);
    this.append(stringify([table.columns.map((column) => column.name)]));
  }

  write(row: Row): void {
    const { columns, isText, printer } = this;
    let line = '';
    for (let at = 0; at < columns.length; at++) {
      const cell = columns[at].print(row, printer);
      if (at > 0) line += ',';
      line += isText[at] ? this.quote(cell) : cell;
    }
    this.append(`${line}\n`);
    this.rows += 1;
  }

  close(): WrittenFile {
    this.flush();
    return this.file.close();
  }

  abandon(): void {
    this.file.abandon();
  }

  private append(line: string): void {
    const mostBytes = MOST_BYTES * line.length;
    if (this.pendingBytes + mostBytes > CHUNK_BYTES) this.flush();
    if (mostBytes > CHUNK_BYTES) this.file.write(Buffer.from(line));
    else this.pendingBytes += this.pending.write(line, this.pendingBytes);
  }

  private flush(): void {
    this.file.write(this.pending.subarray(0, this.pendingBytes));
    this.pendingBytes = 0;
  }

  private quote(text: string): string {
    let quoted = this.quoted.get(text);
    if (quoted === undefined) {
      quoted = stringify([[text]], { eof: false });
      if (this.quoted.size < 4096) this.quoted.set(text, quoted);
    }
    return quoted;
  }
}
