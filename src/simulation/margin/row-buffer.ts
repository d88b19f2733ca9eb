import { grownInt32, grownLength } from '../../core/columns.js';

/** Row numbers gathered in a column that is used again and again: `rows[0 … count − 1]`. */
export class RowBuffer {
  rows: Int32Array = new Int32Array(16);
  count = 0;

  clear(): void {
    this.count = 0;
  }

  push(row: number): void {
    if (this.rows.length === this.count) {
      this.rows = grownInt32(this.rows, grownLength(this.rows.length, this.count + 1));
    }
    this.rows[this.count++] = row;
  }

  /** Puts the rows in rising order and drops repetitions. */
  sortUnique(): void {
    if (this.count < 2) return;
    const { rows } = this;
    rows.subarray(0, this.count).sort();
    let kept = 1;
    for (let i = 1; i < this.count; i++) {
      if (rows[i] !== rows[kept - 1]) rows[kept++] = rows[i];
    }
    this.count = kept;
  }
}
