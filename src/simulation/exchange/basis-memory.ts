import { grownFloat64, grownInt32, grownLength } from '../../core/columns.js';
import type { Ticks, TimeUs } from '../../core/units.js';
import type { Cause } from '../../events/cause.js';
import type { TravelStack } from './travel-stack.js';

/**
 * An exponentially weighted mean of the basis (mid − index), in ticks, that remembers who pulled
 * it: the distance it has not absorbed yet is a stack of segments by cause. Pulls towards the far
 * end push, pulls back take off; time absorbs from the bottom, the oldest first.
 *
 * A row is a segment: it ends at `end` and begins where the row below it ends, the lowest at the
 * mean itself.
 */
export class BasisMemory {
  private mean = 0;
  private meanTimeUs: TimeUs = 0;
  private readonly timeConstantUs: TimeUs;
  private end: Float64Array = new Float64Array(64);
  private causes: Int32Array = new Int32Array(64);
  private first = 0;
  private count = 0; // rows in use end here

  constructor(timeConstantUs: TimeUs) {
    this.timeConstantUs = timeConstantUs;
  }

  markTicks(indexTicks: Ticks): Ticks {
    return Math.max(1, Math.round(indexTicks + this.mean));
  }

  /** The basis is at `target` now, because of a cause. */
  pull(target: number, cause: Cause): void {
    const place = this.place();
    const direction = Math.sign(place - this.mean);
    if (direction !== 0 && Math.sign(target - place) === -direction) {
      this.takeOff(target, direction);
    }
    if (target !== this.place()) this.push(target, cause);
  }

  /** Time passes: the mean moves towards the basis, and the mark with it, on behalf of the oldest causes. */
  absorb(nowUs: TimeUs, indexTicks: Ticks, travel: TravelStack): void {
    const share = 1 - Math.exp(-(nowUs - this.meanTimeUs) / this.timeConstantUs);
    this.meanTimeUs = nowUs;
    const goal = this.mean + share * (this.place() - this.mean);
    const direction = Math.sign(goal - this.mean);
    while (this.first < this.count && direction !== 0) {
      const isWhole = direction * (this.end[this.first] - goal) <= 0;
      this.mean = isWhole ? this.end[this.first] : goal;
      travel.step(this.markTicks(indexTicks), this.causes[this.first]);
      if (!isWhole) break;
      this.first += 1;
    }
    if (this.first === this.count) this.first = this.count = 0;
  }

  private place(): number {
    return this.first === this.count ? this.mean : this.end[this.count - 1];
  }

  private takeOff(target: number, direction: number): void {
    while (this.first < this.count) {
      const below = this.first === this.count - 1 ? this.mean : this.end[this.count - 2];
      if (direction * (target - below) > 0) {
        this.end[this.count - 1] = target;
        return;
      }
      this.count -= 1;
    }
  }

  private push(target: number, cause: Cause): void {
    const top = this.count - 1;
    if (this.first < this.count && this.causes[top] === cause) {
      this.end[top] = target;
      return;
    }
    if (this.count === this.end.length) this.makeRoom();
    this.end[this.count] = target;
    this.causes[this.count] = cause;
    this.count += 1;
  }

  /** Moves the rows to the front, or doubles the columns when that frees too little. */
  private makeRoom(): void {
    if (this.first > this.end.length / 2) {
      this.end.copyWithin(0, this.first, this.count);
      this.causes.copyWithin(0, this.first, this.count);
      this.count -= this.first;
      this.first = 0;
      return;
    }
    const length = grownLength(this.end.length, this.count + 1);
    this.end = grownFloat64(this.end, length);
    this.causes = grownInt32(this.causes, length);
  }
}
