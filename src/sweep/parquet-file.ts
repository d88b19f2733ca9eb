import type { ColumnSource, SchemaElement } from 'hyparquet-writer';
import { OutputFile, type WrittenFile } from '../writers/output-file.js';
import type { Column, ColumnType, Table } from '../writers/table.js';

type Cell = string | number | bigint | boolean | null;

/** Rows that are held until they are written: what memory a table takes, whatever its length. */
const GROUP_ROWS = 4096;

/**
 * A table as a Parquet file, with the same cells as its CSV file: names as text, whole numbers as
 * INT64, other numbers as DOUBLE, so that money beyond 2^53 of its last place is rounded; an empty
 * cell is null. The same rows make the same bytes.
 */
export class ParquetFile<Row> {
  private readonly columns: readonly Column<Row, unknown>[];
  private readonly file: OutputFile;
  private readonly writer: InstanceType<Library['ParquetWriter']>;
  private readonly group: Cell[][];

  private constructor(path: string, table: Table<Row, unknown>, library: Library) {
    this.columns = table.columns;
    this.group = table.columns.map(() => []);
    this.file = new OutputFile(path);
    const bytes = new library.ByteWriter();
    const flush = (): void => {
      this.file.write(bytes.getBytes());
      bytes.index = 0;
    };
    const writer = Object.assign(bytes, { flush, finish: flush });
    this.writer = new library.ParquetWriter({
      writer,
      schema: schemaOf(table),
      createdBy: 'unwind',
    });
  }

  /** The library is loaded only where a Parquet file is asked for. */
  static async open<Row>(path: string, table: Table<Row, unknown>): Promise<ParquetFile<Row>> {
    return new ParquetFile(path, table, await import('hyparquet-writer'));
  }

  write(row: Row): void {
    for (const [at, column] of this.columns.entries()) {
      this.group[at].push(cellOf(column.print(row, undefined), column.type));
    }
    if (this.group[0].length === GROUP_ROWS) this.writeGroup();
  }

  close(): WrittenFile {
    this.writeGroup();
    void this.writer.finish(); // done when it returns, as the file is
    return this.file.close();
  }

  abandon(): void {
    this.file.abandon();
  }

  private writeGroup(): void {
    const columnData = this.columns.map(({ name }, at): ColumnSource => ({
      name,
      data: this.group[at],
    }));
    void this.writer.write({ columnData, rowGroupSize: GROUP_ROWS });
    for (const cells of this.group) cells.length = 0;
  }
}

type Library = typeof import('hyparquet-writer');

function schemaOf<Row>({ columns }: Table<Row, unknown>): SchemaElement[] {
  const fields = columns.map(({ name, type, mayBeEmpty }): SchemaElement => ({
    name,
    ...PARQUET_TYPES[type],
    repetition_type: mayBeEmpty ? 'OPTIONAL' : 'REQUIRED',
  }));
  return [{ name: 'root', num_children: fields.length }, ...fields];
}

const PARQUET_TYPES = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
} as const satisfies Record<ColumnType, Partial<SchemaElement>>;

function cellOf(text: string, type: ColumnType): Cell {
  if (text === '') return null;
  switch (type) {
    case 'string':
      return text;
    case 'integer':
      return BigInt(text);
    case 'number':
      return Number(text);
    case 'boolean':
      return text === 'true';
    default:
      return type satisfies never;
  }
}
