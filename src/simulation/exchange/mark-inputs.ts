import { grownFloat64, grownInt32, grownLength, grownUint8 } from '../../core/columns.js';
import type { Ticks } from '../../core/units.js';
import type { Cause } from '../../events/cause.js';

export const MARK_INPUTS = { index: 0, last: 1, mid: 2 } as const;
export type MarkInput = (typeof MARK_INPUTS)[keyof typeof MARK_INPUTS];

/**
 * What the mark of one instrument is made of, and every change since the last mark update with the
 * cause of the command that made it.
 *
 * `midDoubled` is best bid + best ask, so that half ticks stay whole numbers. While a side of the
 * book is empty it keeps its last value: nobody quotes a mid then.
 */
export class MarkInputs {
  indexTicks: Ticks;
  lastTicks: Ticks;
  midDoubled: number;

  /** The changes, oldest first. A row: which input, its new value, the cause. */
  input: Uint8Array = new Uint8Array(64);
  value: Float64Array = new Float64Array(64);
  cause: Int32Array = new Int32Array(64);
  count = 0;
  /** Where the last row's input stood before it. */
  private lastFrom = 0;

  private readonly watched: readonly boolean[];

  constructor(initialPriceTicks: Ticks, watched: readonly MarkInput[]) {
    this.indexTicks = initialPriceTicks;
    this.lastTicks = initialPriceTicks;
    this.midDoubled = 2 * initialPriceTicks;
    this.watched = Object.values(MARK_INPUTS).map((input) => watched.includes(input));
  }

  setIndex(indexTicks: Ticks, cause: Cause): void {
    const from = this.indexTicks;
    if (indexTicks === from) return;
    this.indexTicks = indexTicks;
    this.note(MARK_INPUTS.index, from, indexTicks, cause);
  }

  setLast(lastTicks: Ticks, cause: Cause): void {
    const from = this.lastTicks;
    if (lastTicks === from) return;
    this.lastTicks = lastTicks;
    this.note(MARK_INPUTS.last, from, lastTicks, cause);
  }

  /** The best prices after an order or a cancel; 0 for an empty side. */
  setBest(bestBidTicks: Ticks, bestAskTicks: Ticks, cause: Cause): void {
    const midDoubled = bestBidTicks + bestAskTicks;
    const from = this.midDoubled;
    if (midDoubled === from || bestBidTicks === 0 || bestAskTicks === 0) return;
    this.midDoubled = midDoubled;
    this.note(MARK_INPUTS.mid, from, midDoubled, cause);
  }

  forget(): void {
    this.count = 0;
  }

  private note(input: MarkInput, from: number, value: number, cause: Cause): void {
    if (!this.watched[input]) return;
    const last = this.count - 1;
    // Steps of one cause through one input add up while they go one way: only their end matters.
    if (last >= 0 && this.input[last] === input && this.cause[last] === cause) {
      if (value > from === from > this.lastFrom) {
        this.value[last] = value;
        return;
      }
    }
    this.lastFrom = from;
    if (this.count === this.input.length) this.grow();
    const row = this.count++;
    this.input[row] = input;
    this.value[row] = value;
    this.cause[row] = cause;
  }

  private grow(): void {
    const length = grownLength(this.input.length, this.count + 1);
    this.input = grownUint8(this.input, length);
    this.value = grownFloat64(this.value, length);
    this.cause = grownInt32(this.cause, length);
  }
}
