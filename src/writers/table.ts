import { numberText } from './decimal.js';
import type { Printer } from './printer.js';

export type ColumnType = 'integer' | 'number' | 'string' | 'boolean';

/** One column of a table: what it is called, what it means, and how a row's cell is printed. */
export interface Column<Row, Text = Printer> {
  readonly name: string;
  readonly type: ColumnType;
  /** Empty for names and counts. `settlement_asset`: the asset named in the run's summary. */
  readonly unit: string;
  readonly meaning: string;
  /** The cell may be undefined, which is printed as nothing. */
  readonly mayBeEmpty: boolean;
  readonly print: (row: Row, printer: Text) => string;
}

/**
 * One CSV file. The list of its columns is its header, its writer and its documentation. `Text` is
 * what turns a row's whole numbers into text: that of a run, unless it is said.
 */
export interface Table<Row, Text = Printer> {
  readonly name: string;
  /** Completes "a row is …". */
  readonly rowIs: string;
  readonly columns: readonly Column<Row, Text>[];
}

/** A table without what it prints: enough to describe it. */
export type TableDescription = Pick<Table<never>, 'name' | 'rowIs' | 'columns'>;

type Print<Row, Text = Printer> = (row: Row, printer: Text) => string;

export function text<Row, Text = Printer>(
  name: string,
  meaning: string,
  print: Print<Row, Text>,
): Column<Row, Text> {
  return { name, type: 'string', unit: '', meaning, mayBeEmpty: false, print };
}

export function integer<Row>(
  name: string,
  meaning: string,
  value: (row: Row) => number,
): Column<Row, unknown> {
  const print = (row: Row): string => String(value(row));
  return { name, type: 'integer', unit: '', meaning, mayBeEmpty: false, print };
}

/** A row's number in another table; 0, for there is none, is printed as nothing. */
export function reference<Row>(
  name: string,
  meaning: string,
  id: (row: Row) => number,
): Column<Row> {
  const print = (row: Row): string => (id(row) === 0 ? '' : String(id(row)));
  return { name, type: 'integer', unit: '', meaning, mayBeEmpty: true, print };
}

export function flag<Row>(
  name: string,
  meaning: string,
  value: (row: Row) => boolean,
): Column<Row, unknown> {
  const print = (row: Row): string => String(value(row));
  return { name, type: 'boolean', unit: '', meaning, mayBeEmpty: false, print };
}

export function time<Row>(name: string, meaning: string, us: (row: Row) => number): Column<Row> {
  const print: Print<Row> = (row, printer) => printer.time(us(row));
  return { name, type: 'number', unit: 's', meaning, mayBeEmpty: false, print };
}

export function money<Row>(
  name: string,
  meaning: string,
  units: (row: Row) => number,
): Column<Row> {
  const print: Print<Row> = (row, printer) => printer.money(units(row));
  return { name, type: 'number', unit: 'settlement_asset', meaning, mayBeEmpty: false, print };
}

/** A price may always be undefined: a side can be empty. */
export function price<Row extends { readonly instrument: number }>(
  name: string,
  meaning: string,
  ticks: (row: Row) => number,
): Column<Row> {
  const print: Print<Row> = (row, printer) => printer.price(row.instrument, ticks(row));
  return { name, type: 'number', unit: 'quote per base', meaning, mayBeEmpty: true, print };
}

export function size<Row extends { readonly instrument: number }>(
  name: string,
  meaning: string,
  lots: (row: Row) => number,
): Column<Row> {
  const print: Print<Row> = (row, printer) => printer.size(row.instrument, lots(row));
  return { name, type: 'number', unit: 'base', meaning, mayBeEmpty: false, print };
}

/** A measured number that may be undefined. */
export function measure<Row>(
  name: string,
  unit: string,
  meaning: string,
  value: (row: Row) => number,
): Column<Row, unknown> {
  const print = (row: Row): string => numberText(value(row));
  return { name, type: 'number', unit, meaning, mayBeEmpty: true, print };
}

/** The same column, whose cell may be empty. */
export function optional<Row, Text>(column: Column<Row, Text>): Column<Row, Text> {
  return { ...column, mayBeEmpty: true };
}

export function venue<Row extends { readonly venue: number }>(): Column<Row> {
  return text('venue', 'venue', (row, printer) => printer.venue(row.venue));
}

/** The venue of a row that knows its instrument only. */
export function venueOfInstrument<Row extends { readonly instrument: number }>(): Column<Row> {
  return text('venue', 'venue', (row, printer) => printer.venueOfInstrument(row.instrument));
}

export function instrument<Row extends { readonly instrument: number }>(): Column<Row> {
  return text('instrument', 'instrument', (row, printer) => printer.instrument(row.instrument));
}

export function settlementAsset<Row>(): Column<Row> {
  return text('settlement_asset', 'asset of all money', (_row, printer) => printer.settlementAsset);
}
