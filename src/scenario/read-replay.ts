import { type CsvTable, type FileFault, readCsv } from './csv-table.js';
import { foundText } from './findings.js';
import type { ReplayValue } from './index-schema.js';
import { readMoment, type TimeUnit, timeUnitOf } from './moments.js';

/**
 * The rows of a price file. A row is a price, or a bar with four of them; times are in microseconds
 * since 1970 and rise.
 */
export interface PriceRows {
  readonly timesUs: Float64Array;
  /** One column, or open, high, low and close. */
  readonly prices: readonly Float64Array[];
  /** Where in the file each row begins. */
  readonly lines: readonly number[];
}

const TIMES: Readonly<Record<TimeUnit, string>> = {
  iso: 'a time such as 2021-05-19T12:00:00Z',
  s: 'seconds since 1970',
  ms: 'milliseconds since 1970',
  us: 'microseconds since 1970',
};

/** Reads the columns that a scenario names, or says what is wrong and where. */
export function readPriceRows(
  text: string,
  { columns, file, timeUnit }: Pick<ReplayValue, 'columns' | 'file' | 'timeUnit'>,
): PriceRows | FileFault {
  const table = readCsv(text);
  if ('expected' in table) return { ...table, expected: `${table.expected} of ${file}` };
  if (table.rows.length < 2) {
    return {
      expected: `at least two rows below the header of ${file}`,
      found: `${table.rows.length}`,
    };
  }
  const { time, ...named } = columns;
  const priceNames = Object.values(named);
  for (const [key, name] of Object.entries(columns)) {
    if (table.columns.filter((known) => known === name).length === 1) continue;
    const expected = `the name of one column of ${file} (${foundText(table.columns.join(', '))})`;
    return { expected, found: foundText(name), setting: ['columns', key] };
  }
  const reader = new ColumnReader(table, file);
  const timesUs = reader.times(time, timeUnit);
  if ('expected' in timesUs) return timesUs;
  const prices: Float64Array[] = [];
  for (const name of priceNames) {
    const column = reader.prices(name);
    if ('expected' in column) return column;
    prices.push(column);
  }
  return reader.barFault(priceNames, prices) ?? { timesUs, prices, lines: table.lines };
}

class ColumnReader {
  private readonly table: CsvTable;
  private readonly file: string;

  constructor(table: CsvTable, file: string) {
    this.table = table;
    this.file = file;
  }

  times(name: string, asked: ReplayValue['timeUnit']): Float64Array | FileFault {
    const texts = this.column(name);
    const unit = asked === 'auto' ? timeUnitOf(texts[0]) : asked;
    if (unit === null) return this.fault('a time: ISO 8601 or a number since 1970', name, 0);
    const timesUs = new Float64Array(texts.length);
    for (const [row, text] of texts.entries()) {
      const us = readMoment(text, unit);
      if (us === null) return this.fault(TIMES[unit], name, row);
      if (row > 0 && us <= timesUs[row - 1]) {
        return this.fault('a time after that of the row before', name, row);
      }
      timesUs[row] = us;
    }
    return timesUs;
  }

  prices(name: string): Float64Array | FileFault {
    const texts = this.column(name);
    const prices = new Float64Array(texts.length);
    for (const [row, text] of texts.entries()) {
      const isNumber = /^\d{1,20}(\.\d{1,20})?(e[+-]?\d{1,3})?$/i.test(text);
      const price = Number(text);
      if (!isNumber || price <= 0 || !Number.isFinite(price)) {
        return this.fault('a price above 0', name, row);
      }
      prices[row] = price;
    }
    return prices;
  }

  /** A bar's high is its highest price and its low the lowest. */
  barFault(names: readonly string[], prices: readonly Float64Array[]): FileFault | null {
    if (prices.length === 1) return null;
    const [open, high, low, close] = prices;
    for (let row = 0; row < open.length; row++) {
      const isHighest = Math.max(open[row], low[row], close[row]) <= high[row];
      if (!isHighest) return this.fault('the highest price of the bar', names[1], row);
      const isLowest = low[row] <= Math.min(open[row], close[row]);
      if (!isLowest) return this.fault('the lowest price of the bar', names[2], row);
    }
    return null;
  }

  private column(name: string): string[] {
    const place = this.table.columns.indexOf(name);
    return this.table.rows.map((fields) => fields[place].trim());
  }

  private fault(expected: string, column: string, row: number): FileFault {
    const place = `in line ${this.table.lines[row]}, column ${foundText(column)} of ${this.file}`;
    const found = foundText(this.column(column)[row]);
    return { expected: `${expected} ${place}`, found: found === '""' ? 'nothing' : found };
  }
}
