import { assert } from '../../core/assert.js';
import { grownInt32, grownLength, grownUint8 } from '../../core/columns.js';
import { TickSet } from '../../core/tick-set.js';
import { NONE, type PositionId, type Ticks } from '../../core/units.js';
import type { RowBuffer } from './row-buffer.js';

const BUCKET_BITS = 4;

/**
 * Where each position stands in the ladders, shared by all of them, as a position stands in one at
 * most. A row is a position.
 */
export class TriggerLinks {
  /** The level on its ladder; NONE: linked nowhere. */
  levelTicks: Int32Array = new Int32Array(0);
  next: Int32Array = new Int32Array(0);
  previous: Int32Array = new Int32Array(0);
  /** Which of the ladders of its instrument; the owner numbers them. */
  ladder: Uint8Array = new Uint8Array(0);

  isLinked(position: PositionId): boolean {
    return position < this.levelTicks.length && this.levelTicks[position] !== NONE;
  }

  reach(position: PositionId): void {
    const rows = this.levelTicks.length;
    if (position < rows) return;
    const length = grownLength(rows, position + 1);
    this.levelTicks = grownInt32(this.levelTicks, length).fill(NONE, rows);
    this.next = grownInt32(this.next, length);
    this.previous = grownInt32(this.previous, length);
    this.ladder = grownUint8(this.ladder, length);
  }
}

/**
 * Positions by the level at which they must be looked at: all levels >= the price that is asked for
 * are due. (A short's ladder is asked with mirrored prices.)
 *
 * A row is a bucket of 16 ticks: the head of a doubly linked list, valid while the bucket is
 * occupied, and its length.
 */
export class TriggerLadder {
  private readonly links: TriggerLinks;
  private readonly occupied: TickSet;
  private readonly heads: Int32Array;
  private readonly counts: Int32Array;
  private readonly topBucket: number;
  /** No level lies above this; exact after each collect that had to walk. */
  private boundTicks = NONE;

  constructor(links: TriggerLinks, maxPriceTicks: Ticks) {
    const bucketCount = (maxPriceTicks >> BUCKET_BITS) + 1;
    this.links = links;
    this.occupied = new TickSet(bucketCount);
    this.heads = new Int32Array(bucketCount);
    this.counts = new Int32Array(bucketCount);
    this.topBucket = bucketCount - 1;
  }

  link(position: PositionId, levelTicks: Ticks): void {
    const { links, heads } = this;
    assert(!links.isLinked(position), 'a position stands in one list at most');
    const bucket = levelTicks >> BUCKET_BITS;
    assert(0 <= bucket && bucket <= this.topBucket, 'a trigger lies in the price range');
    const head = this.counts[bucket] === 0 ? NONE : heads[bucket];
    links.levelTicks[position] = levelTicks;
    links.previous[position] = NONE;
    links.next[position] = head;
    if (head === NONE) this.occupied.add(bucket);
    else links.previous[head] = position;
    heads[bucket] = position;
    this.counts[bucket] += 1;
    if (levelTicks > this.boundTicks) this.boundTicks = levelTicks;
  }

  unlink(position: PositionId): void {
    const { links } = this;
    const bucket = links.levelTicks[position] >> BUCKET_BITS;
    const next = links.next[position];
    const previous = links.previous[position];
    if (previous === NONE) this.heads[bucket] = next;
    else links.next[previous] = next;
    if (next !== NONE) links.previous[next] = previous;
    links.levelTicks[position] = NONE;
    this.counts[bucket] -= 1;
    if (this.counts[bucket] === 0) this.occupied.delete(bucket);
  }

  /** Gathers every position that is due. All stay linked: who is not dealt with is due again. */
  collect(priceTicks: Ticks, into: RowBuffer): void {
    if (priceTicks > this.boundTicks) return;
    const lastBucket = priceTicks >> BUCKET_BITS;
    let bucket = this.occupied.highestAtOrBelow(this.topBucket);
    this.boundTicks = this.collectBucket(bucket, priceTicks, into);
    while (bucket > lastBucket) {
      bucket = this.occupied.highestAtOrBelow(bucket - 1);
      if (bucket >= lastBucket) this.collectBucket(bucket, priceTicks, into);
    }
  }

  /** How many would be due at this price. Full buckets are counted, not walked. */
  countDue(priceTicks: Ticks): number {
    const { levelTicks, next } = this.links;
    const lastBucket = priceTicks >> BUCKET_BITS;
    let count = 0;
    let bucket = this.occupied.highestAtOrBelow(this.topBucket);
    while (bucket > lastBucket) {
      count += this.counts[bucket];
      bucket = this.occupied.highestAtOrBelow(bucket - 1);
    }
    if (bucket === NONE || bucket < lastBucket) return count;
    for (let row = this.heads[bucket]; row !== NONE; row = next[row]) {
      if (levelTicks[row] >= priceTicks) count += 1;
    }
    return count;
  }

  /** Returns the highest level in the bucket, NONE without a bucket. */
  private collectBucket(bucket: number, priceTicks: Ticks, into: RowBuffer): Ticks {
    if (bucket === NONE) return NONE;
    const { levelTicks, next } = this.links;
    let highest = NONE;
    for (let row = this.heads[bucket]; row !== NONE; row = next[row]) {
      const level = levelTicks[row];
      if (level >= priceTicks) into.push(row);
      if (level > highest) highest = level;
    }
    return highest;
  }
}
