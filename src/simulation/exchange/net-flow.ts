import { grownFloat64, grownInt32, grownLength } from '../../core/columns.js';
import type { Lots } from '../../core/units.js';
import type { Cause } from '../../events/cause.js';

/**
 * What takers bought on one instrument since its index was last published, net of what they sold,
 * with the cause of each: a row is an uninterrupted run of one cause, oldest first.
 */
export class NetFlow {
  lots: Float64Array = new Float64Array(16);
  cause: Int32Array = new Int32Array(16);
  count = 0;

  /** Lots above 0 were bought. */
  add(lots: Lots, cause: Cause): void {
    const last = this.count - 1;
    if (last >= 0 && this.cause[last] === cause) {
      this.lots[last] += lots;
      return;
    }
    if (this.count === this.lots.length) {
      const length = grownLength(this.lots.length, this.count + 1);
      this.lots = grownFloat64(this.lots, length);
      this.cause = grownInt32(this.cause, length);
    }
    const row = this.count++;
    this.lots[row] = lots;
    this.cause[row] = cause;
  }

  forget(): void {
    this.count = 0;
  }
}
