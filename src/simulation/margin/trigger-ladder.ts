import { assert } from '../../core/assert.js';
import { grownInt32, grownLength } from '../../core/columns.js';
import { TickSet } from '../../core/tick-set.js';
import { NONE, type PositionId, type Ticks } from '../../core/units.js';
import type { RowBuffer } from './row-buffer.js';

const BUCKET_BITS = 4;

const WORDS = 4;
const LEVEL = 0;
const NEXT = 1;
const PREVIOUS = 2;
const LADDER = 3;

/**
 * Where each position stands in the ladders, shared by all of them, as a position stands in one at
 * most. A row is a position; its four words lie side by side in one column, which costs one cache
 * miss where four columns cost four:
 * - the level on its ladder, NONE when it is linked nowhere;
 * - the next and the previous position of its bucket, or NONE;
 * - which of the ladders of its instrument it is on; the owner numbers them.
 */
export class TriggerLinks {
  words: Int32Array = new Int32Array(0);

  isLinked(position: PositionId): boolean {
    const at = WORDS * position + LEVEL;
    return at < this.words.length && this.words[at] !== NONE;
  }

  levelTicks(position: PositionId): Ticks {
    return this.words[WORDS * position + LEVEL];
  }

  ladder(position: PositionId): number {
    return this.words[WORDS * position + LADDER];
  }

  setLadder(position: PositionId, ladder: number): void {
    this.words[WORDS * position + LADDER] = ladder;
  }

  /** Makes room for a position. */
  reach(position: PositionId): void {
    const before = this.words.length;
    const needed = WORDS * (position + 1);
    if (needed <= before) return;
    this.words = grownInt32(this.words, grownLength(before, needed)).fill(NONE, before);
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
    const { words } = links;
    const at = WORDS * position;
    const head = this.counts[bucket] === 0 ? NONE : heads[bucket];
    words[at + LEVEL] = levelTicks;
    words[at + NEXT] = head;
    words[at + PREVIOUS] = NONE;
    if (head === NONE) this.occupied.add(bucket);
    else words[WORDS * head + PREVIOUS] = position;
    heads[bucket] = position;
    this.counts[bucket] += 1;
    if (levelTicks > this.boundTicks) this.boundTicks = levelTicks;
  }

  unlink(position: PositionId): void {
    const { words } = this.links;
    const at = WORDS * position;
    const bucket = words[at + LEVEL] >> BUCKET_BITS;
    const next = words[at + NEXT];
    const previous = words[at + PREVIOUS];
    if (previous === NONE) this.heads[bucket] = next;
    else words[WORDS * previous + NEXT] = next;
    if (next !== NONE) words[WORDS * next + PREVIOUS] = previous;
    words[at + LEVEL] = NONE;
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
    const { words } = this.links;
    const lastBucket = priceTicks >> BUCKET_BITS;
    let count = 0;
    let bucket = this.occupied.highestAtOrBelow(this.topBucket);
    while (bucket > lastBucket) {
      count += this.counts[bucket];
      bucket = this.occupied.highestAtOrBelow(bucket - 1);
    }
    if (bucket === NONE || bucket < lastBucket) return count;
    for (let row = this.heads[bucket]; row !== NONE; row = words[WORDS * row + NEXT]) {
      if (words[WORDS * row + LEVEL] >= priceTicks) count += 1;
    }
    return count;
  }

  /** Returns the highest level in the bucket, NONE without a bucket. */
  private collectBucket(bucket: number, priceTicks: Ticks, into: RowBuffer): Ticks {
    if (bucket === NONE) return NONE;
    const { words } = this.links;
    let highest = NONE;
    for (let row = this.heads[bucket]; row !== NONE; row = words[WORDS * row + NEXT]) {
      const level = words[WORDS * row + LEVEL];
      if (level >= priceTicks) into.push(row);
      if (level > highest) highest = level;
    }
    return highest;
  }
}
