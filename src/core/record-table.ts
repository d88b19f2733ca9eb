import { grownLength } from './columns.js';

/** A row: eight doubles, or sixteen 32-bit words. */
export const REALS_PER_RECORD = 8;
export const WORDS_PER_RECORD = 16;
const RECORD_BYTES = 64;

/** A large block of memory starts 16 bytes into a cache line; with these before it, every row starts one. */
const LEAD_BYTES = 48;

/**
 * Rows of 64 bytes, seen as doubles and as 32-bit words: what is read together lies in one cache
 * line. The views change when the table grows: never keep them.
 */
export class RecordTable {
  reals: Float64Array;
  words: Int32Array;
  private rows = 16;

  constructor() {
    const buffer = new ArrayBuffer(LEAD_BYTES + this.rows * RECORD_BYTES);
    this.reals = new Float64Array(buffer, LEAD_BYTES);
    this.words = new Int32Array(buffer, LEAD_BYTES);
  }

  /** Makes room at once for rows that are known to come: growing step by step leaves old tables behind. */
  reserve(rows: number): void {
    if (rows > this.rows) this.grow(rows);
  }

  /** Makes room for a row; new rows are all zeros. */
  reach(row: number): void {
    if (row >= this.rows) this.grow(grownLength(this.rows, row + 1));
  }

  private grow(rows: number): void {
    const buffer = new ArrayBuffer(LEAD_BYTES + rows * RECORD_BYTES);
    const reals = new Float64Array(buffer, LEAD_BYTES);
    reals.set(this.reals);
    this.reals = reals;
    this.words = new Int32Array(buffer, LEAD_BYTES);
    this.rows = rows;
  }
}
