import { stringify } from 'csv-stringify/sync';
import { OutputFile, type WrittenFile } from './output-file.js';
import type { Printer } from './printer.js';
import type { Column, Table } from './table.js';

const CHUNK_CHARACTERS = 65_536;

/**
 * A table that is streamed to its file as its rows come; memory does not grow with their number.
 *
 * Only names can need quotes, and there are few of them: csv-stringify quotes each once. Printed
 * numbers are joined as they are, which is three times as fast as stringifying whole rows.
 */
export class CsvFile<Row> {
  readonly table: Table<Row>;
  rows = 0;
  private readonly columns: readonly Column<Row>[];
  private readonly isText: readonly boolean[];
  private readonly printer: Printer;
  private readonly file: OutputFile;
  private readonly quoted = new Map<string, string>();
  private pending: string;

  constructor(path: string, table: Table<Row>, printer: Printer) {
    this.table = table;
    this.columns = table.columns;
    this.isText = table.columns.map((column) => column.type === 'string');
    this.printer = printer;
    this.file = new OutputFile(path);
    this.pending = stringify([table.columns.map((column) => column.name)]);
  }

  write(row: Row): void {
    const { columns, isText, printer } = this;
    let line = '';
    for (let at = 0; at < columns.length; at++) {
      const cell = columns[at].print(row, printer);
      if (at > 0) line += ',';
      line += isText[at] ? this.quote(cell) : cell;
    }
    this.pending += `${line}\n`;
    this.rows += 1;
    if (this.pending.length >= CHUNK_CHARACTERS) this.flush();
  }

  close(): WrittenFile {
    this.flush();
    return this.file.close();
  }

  abandon(): void {
    this.file.abandon();
  }

  private flush(): void {
    this.file.write(this.pending);
    this.pending = '';
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
