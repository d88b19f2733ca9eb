import { grownFloat64, grownInt32, grownLength } from '../../core/columns.js';
import type { Ticks } from '../../core/units.js';
import type { Cause } from '../../events/cause.js';

/**
 * The way the mark came, and who moved it where. Steps in the direction of travel push a segment,
 * steps against it take segments off: so the segments join the start to the present place without
 * overlap, and the level at which an account breached lies in exactly one of them.
 *
 * A row is a segment: it ends at `endTicks` and begins where the row below it ends.
 */
export class TravelStack {
  startTicks: Ticks = 0;
  private endTicks: Float64Array = new Float64Array(16);
  private causes: Int32Array = new Int32Array(16);
  private count = 0;

  begin(startTicks: Ticks): void {
    this.startTicks = startTicks;
    this.count = 0;
  }

  get placeTicks(): Ticks {
    return this.count === 0 ? this.startTicks : this.endTicks[this.count - 1];
  }

  /** The mark moves to a place because of a cause. */
  step(toTicks: Ticks, cause: Cause): void {
    const direction = Math.sign(this.placeTicks - this.startTicks);
    if (direction !== 0 && Math.sign(toTicks - this.placeTicks) === -direction) {
      this.takeOff(toTicks, direction);
    }
    if (toTicks !== this.placeTicks) this.push(toTicks, cause);
  }

  /**
   * The cause whose segment holds the level of an account: for a long, liquidatable at marks <= L,
   * the step that came down from above L to L or below; for a short the mirror image. A level
   * outside the way (it moved along several instruments) counts as its nearest end.
   */
  causeAt(levelTicks: Ticks): Cause {
    const isFall = this.placeTicks < this.startTicks;
    for (let row = 0; row < this.count - 1; row++) {
      const end = this.endTicks[row];
      if (isFall ? end <= levelTicks : levelTicks <= end) return this.causes[row];
    }
    return this.count === 0 ? 0 : this.causes[this.count - 1];
  }

  /** Takes segments off until the place is `toTicks`, or the start is reached. */
  private takeOff(toTicks: Ticks, direction: number): void {
    while (this.count > 0) {
      const below = this.count === 1 ? this.startTicks : this.endTicks[this.count - 2];
      if (direction * (toTicks - below) > 0) {
        this.endTicks[this.count - 1] = toTicks;
        return;
      }
      this.count -= 1;
    }
  }

  private push(toTicks: Ticks, cause: Cause): void {
    const row = this.count;
    // One cause that goes on in one direction stays one segment.
    if (row > 0 && this.causes[row - 1] === cause) {
      this.endTicks[row - 1] = toTicks;
      return;
    }
    if (row === this.endTicks.length) {
      const length = grownLength(row, row + 1);
      this.endTicks = grownFloat64(this.endTicks, length);
      this.causes = grownInt32(this.causes, length);
    }
    this.endTicks[row] = toTicks;
    this.causes[row] = cause;
    this.count += 1;
  }
}
