/**
 * Mean and standard deviation of something over the time it stood: exact integrals of the value and
 * its square between any two changes, in batches of time whose scatter gives the standard errors.
 * A value of NaN does not count.
 *
 * A row is a batch of one run: the time that counted, and the two integrals over it.
 */
export class TimeWeighted {
  /** @type {{ timeUs: number, sum: number, squares: number }[]} */
  rows = [];
  value = NaN;
  sinceUs = 0;
  endUs = 0;
  row = { timeUs: 0, sum: 0, squares: 0 };

  /** @param {{ fromUs: number, toUs: number, batches: number }} span */
  constructor({ fromUs, toUs, batches }) {
    this.fromUs = fromUs;
    this.toUs = toUs;
    this.batchUs = (toUs - fromUs) / batches;
  }

  /** A new run. */
  begin() {
    this.value = NaN;
    this.sinceUs = this.fromUs;
    this.endUs = this.fromUs;
    this.nextBatch();
  }

  /**
   * The value from now on.
   * @param {number} nowUs
   * @param {number} value
   */
  set(nowUs, value) {
    if (value === this.value) return;
    this.integrate(nowUs);
    this.value = value;
  }

  /** The run is over. */
  end() {
    this.integrate(this.toUs);
  }

  /** Standard errors of ratios of sums over the batches (delta method). */
  estimate() {
    const timeUs = total(this.rows, (row) => row.timeUs);
    const mean = total(this.rows, (row) => row.sum) / timeUs;
    const square = total(this.rows, (row) => row.squares) / timeUs;
    const sd = Math.sqrt(square - mean * mean);
    const errorOf = (/** @type {(row: TimeWeighted['row']) => number} */ deviation) => {
      const squares = total(this.rows, (row) => deviation(row) * deviation(row));
      const { length } = this.rows;
      return Math.sqrt((squares * length) / (length - 1)) / timeUs;
    };
    return {
      mean,
      sd,
      meanError: errorOf((row) => row.sum - mean * row.timeUs),
      sdError: errorOf(
        (row) =>
          (row.squares - square * row.timeUs - 2 * mean * (row.sum - mean * row.timeUs)) / (2 * sd),
      ),
    };
  }

  /** @param {number} nowUs */
  integrate(nowUs) {
    while (this.sinceUs < nowUs) {
      if (this.sinceUs >= this.endUs) this.nextBatch();
      const untilUs = Math.min(nowUs, this.endUs);
      this.add(untilUs - this.sinceUs);
      this.sinceUs = untilUs;
    }
  }

  /** @param {number} timeUs */
  add(timeUs) {
    const { value, row } = this;
    if (Number.isNaN(value)) return;
    row.timeUs += timeUs;
    row.sum += timeUs * value;
    row.squares += timeUs * value * value;
  }

  nextBatch() {
    this.endUs += this.batchUs;
    if (this.toUs - this.endUs < this.batchUs / 2) this.endUs = this.toUs;
    this.row = { timeUs: 0, sum: 0, squares: 0 };
    this.rows.push(this.row);
  }
}

/**
 * @template Row
 * @param {readonly Row[]} rows
 * @param {(row: Row) => number} value
 */
function total(rows, value) {
  return rows.reduce((sum, row) => sum + value(row), 0);
}
