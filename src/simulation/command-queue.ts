import { assert } from '../core/assert.js';
import { grownFloat64, grownInt32, grownLength, grownUint8 } from '../core/columns.js';
import type { TimeUs } from '../core/units.js';
import type { CommandKind } from './command.js';

/**
 * What the simulation will do, and when: a binary heap whose rows are columns (due time, sequence,
 * kind, argument). Owner of the clock.
 *
 * Commands leave in order of due time, and on equal times in the order they were scheduled. The
 * order is total, so it never depends on the shape of the heap.
 */
export class CommandQueue {
  nowUs: TimeUs = 0; // only `next` moves it
  /** The command that `next` took out. */
  kind: CommandKind = 0;
  argument = 0;

  private dueUs: Float64Array = new Float64Array(64);
  private sequence: Float64Array = new Float64Array(64);
  private kinds: Uint8Array = new Uint8Array(64);
  private arguments: Int32Array = new Int32Array(64);
  private count = 0;
  private scheduledCount = 0;
  /** The root was taken and its place is free: the next command scheduled takes it without a second descent. */
  private rootIsFree = false;

  get length(): number {
    return this.count - (this.rootIsFree ? 1 : 0);
  }

  schedule(dueUs: TimeUs, kind: CommandKind, argument: number): void {
    assert(this.nowUs <= dueUs, 'a command is due now or later');
    const sequence = this.scheduledCount++;
    if (this.rootIsFree) {
      this.rootIsFree = false;
      this.sink(dueUs, sequence, kind, argument);
      return;
    }
    if (this.count === this.dueUs.length) this.grow();
    let row = this.count++;
    while (row > 0) {
      const parent = (row - 1) >> 1;
      if (this.dueUs[parent] <= dueUs) break; // on equal times too: the parent was scheduled first
      this.moveRow(parent, row);
      row = parent;
    }
    this.setRow(row, dueUs, sequence, kind, argument);
  }

  /** When the next command is due; Infinity when none is left. */
  nextDueUs(): TimeUs {
    if (this.rootIsFree) this.closeRoot();
    return this.count === 0 ? Infinity : this.dueUs[0];
  }

  /** Takes the next command out and moves the clock to it; false when none is left. */
  next(): boolean {
    if (this.rootIsFree) this.closeRoot();
    if (this.count === 0) return false;
    this.nowUs = this.dueUs[0];
    this.kind = this.kinds[0] as CommandKind;
    this.argument = this.arguments[0];
    this.rootIsFree = true;
    return true;
  }

  /** Moves the clock to the end of the run, when no command is due before it. */
  rest(untilUs: TimeUs): void {
    assert(this.nowUs <= untilUs && untilUs <= this.nextDueUs(), 'the clock passes no command');
    this.nowUs = untilUs;
  }

  private closeRoot(): void {
    this.rootIsFree = false;
    const last = --this.count;
    if (last === 0) return;
    const { dueUs, sequence, kinds, arguments: args } = this;
    this.sink(dueUs[last], sequence[last], kinds[last] as CommandKind, args[last]);
  }

  /** Puts a row at the root and lets it sink below its earlier children. */
  private sink(due: TimeUs, sequence: number, kind: CommandKind, argument: number): void {
    const { dueUs, sequence: sequences, count } = this;
    let row = 0;
    for (let child = 1; child < count; child = 2 * row + 1) {
      const right = child + 1;
      if (right < count) {
        const difference = dueUs[right] - dueUs[child];
        if (difference < 0 || (difference === 0 && sequences[right] < sequences[child])) {
          child = right;
        }
      }
      const childDue = dueUs[child];
      if (due < childDue || (due === childDue && sequence < sequences[child])) break;
      this.moveRow(child, row);
      row = child;
    }
    this.setRow(row, due, sequence, kind, argument);
  }

  private setRow(
    row: number,
    due: TimeUs,
    sequence: number,
    kind: CommandKind,
    argument: number,
  ): void {
    this.dueUs[row] = due;
    this.sequence[row] = sequence;
    this.kinds[row] = kind;
    this.arguments[row] = argument;
  }

  private moveRow(from: number, to: number): void {
    this.dueUs[to] = this.dueUs[from];
    this.sequence[to] = this.sequence[from];
    this.kinds[to] = this.kinds[from];
    this.arguments[to] = this.arguments[from];
  }

  private grow(): void {
    const length = grownLength(this.dueUs.length, this.count + 1);
    this.dueUs = grownFloat64(this.dueUs, length);
    this.sequence = grownFloat64(this.sequence, length);
    this.kinds = grownUint8(this.kinds, length);
    this.arguments = grownInt32(this.arguments, length);
  }
}
