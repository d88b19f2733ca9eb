import { grownLength } from './columns.js';

/**
 * Rows of a few doubles each in one buffer, which is also seen as 32-bit words, two to a double:
 * what is read together lies in one cache line. A row is as wide as a power of two, so that it never
 * straddles two lines. Views change when the table grows: never keep them.
 */
export class RecordTable {
  reals: Float64Array;
  words: Int32Array;
  private readonly doublesPerRow: number;

  constructor(doublesPerRow: number) {
    this.doublesPerRow = doublesPerRow;
    this.reals = new Float64Array(16 * doublesPerRow);
    this.words = new Int32Array(this.reals.buffer);
  }

  /** Makes room at once for rows that are known to come: growing step by step leaves old tables behind. */
  reserve(rows: number): void {
    if (rows * this.doublesPerRow > this.reals.length) this.grow(rows * this.doublesPerRow);
  }

  /** Makes room for one more row; new rows are all zeros. */
  reach(row: number): void {
    const needed = (row + 1) * this.doublesPerRow;
    if (needed > this.reals.length) this.grow(grownLength(this.reals.length, needed));
  }

  private grow(length: number): void {
    const grown = new Float64Array(length);
    grown.set(this.reals);
    this.reals = grown;
    this.words = new Int32Array(grown.buffer);
  }
}
