import { grownInt32, grownLength } from '../../core/columns.js';
import type { AccountId, Lots, PositionId, Ticks, TimeUs, Units } from '../../core/units.js';
import type { Cause } from '../../events/cause.js';
import type { Side } from '../../events/sink.js';

/** What one episode closes on one instrument. */
export interface Leg {
  readonly instrument: number;
  readonly position: PositionId;
  readonly side: Side; // BUY: a long is being closed
  readonly lots: Lots; // at the start, unsigned
  readonly notionalUnits: Units;
  readonly markTicks: Ticks;
  readonly liquidationTicks: Ticks;
  readonly bankruptcyTicks: Ticks;
  closedLots: Lots;
  closedTickLots: number;
  feeUnits: Units; // paid
  feeOwedUnits: Units;
  /** Lots taken at the bankruptcy price cost their takers this against the mark. */
  deleveragedUnits: Units;
}

/** One liquidation of one account: from breach until restored or flat. */
export interface Episode {
  readonly id: number;
  readonly parent: number; // 0: a root
  readonly venue: number;
  readonly account: AccountId;
  readonly startUs: TimeUs;
  readonly legs: readonly Leg[];
  /** Some lots went to keepers, or to counterparties by deleveraging. */
  wasTakenOver: boolean;
  wasDeleveraged: boolean;
}

/**
 * The liquidations of a run. Those that ended leave two numbers, so that a late child still finds
 * its tree: a row is a liquidation id, counted from 1.
 */
export class Liquidations {
  count = 0;
  cascadeCount = 0;
  generation: Int32Array = new Int32Array(16);
  cascade: Int32Array = new Int32Array(16);
  /** By cascade, counted from 1: what set off its root. */
  rootCause: Int32Array = new Int32Array(16);
  /** Episodes that have not ended, oldest first. */
  readonly open = new Map<number, Episode>();

  /** Gives the next liquidation its id and its place in the tree of its cause. */
  add(cause: Cause): number {
    const id = ++this.count;
    if (id >= this.generation.length) {
      const length = grownLength(this.generation.length, id + 1);
      this.generation = grownInt32(this.generation, length);
      this.cascade = grownInt32(this.cascade, length);
    }
    if (cause > 0) {
      this.generation[id] = this.generation[cause] + 1;
      this.cascade[id] = this.cascade[cause];
    } else {
      this.generation[id] = 1;
      this.cascade[id] = this.addCascade(cause);
    }
    return id;
  }

  private addCascade(cause: Cause): number {
    const cascade = ++this.cascadeCount;
    if (cascade >= this.rootCause.length) {
      this.rootCause = grownInt32(this.rootCause, grownLength(this.rootCause.length, cascade + 1));
    }
    this.rootCause[cascade] = cause;
    return cascade;
  }
}
