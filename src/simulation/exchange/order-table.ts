import { assert, BoundReached } from '../../core/assert.js';
import { grownInt32, grownLength } from '../../core/columns.js';
import type { AccountId, Lots, Ticks } from '../../core/units.js';

const SLOT_MASK = 0xffffff;
const SLOTS = 0x1000000;
/** Generations that fit above the slot in a whole number below 2^53. */
const LAST_GENERATION = 0x1fffffff;

export const MOST_LOTS = 0x7fffffff;

/**
 * The orders that rest, as columns. A row ("slot") is one order and is used again when it is gone;
 * slot 0 stands for "no order". An order's id is slot + generation × 2^24: the generation of a slot
 * rises with every use, so an id is never given twice and a stale one matches nothing.
 *
 * An order stands in two lists: the queue of its price level (`next`, `previous`, kept by
 * `PriceLevels`) and the orders of its account, newest first.
 */
export class OrderTable {
  count = 0;
  priceTicks: Int32Array = new Int32Array(16);
  /** Lots that the market sees; 0 in a free slot. */
  shownLots: Int32Array = new Int32Array(16);
  account: Int32Array = new Int32Array(16);
  next: Int32Array = new Int32Array(16);
  previous: Int32Array = new Int32Array(16);

  /**
   * Of icebergs only: lots behind the shown ones, and how many show after a refresh. Empty until the
   * first iceberg comes, and not looked at while none rests, so other orders do not pay for them.
   */
  hiddenLots: Int32Array = new Int32Array(0);
  refreshLots: Int32Array = new Int32Array(0);
  icebergCount = 0;

  private nextOfAccount: Int32Array = new Int32Array(16);
  private previousOfAccount: Int32Array = new Int32Array(16);
  private generation: Int32Array = new Int32Array(16);
  /** A row is an account: its newest order. */
  private newestOfAccount: Int32Array = new Int32Array(16);
  private highestSlot = 0;
  /** Free slots are chained through `next`. */
  private firstFree = 0;

  add(account: AccountId, priceTicks: Ticks, lots: Lots): number {
    const slot = this.freeSlot();
    this.priceTicks[slot] = priceTicks;
    this.shownLots[slot] = lots;
    this.account[slot] = account;
    if (account >= this.newestOfAccount.length) this.growAccounts(account);
    const older = this.newestOfAccount[account];
    this.nextOfAccount[slot] = older;
    this.previousOfAccount[slot] = 0;
    this.previousOfAccount[older] = slot; // slot 0 takes the writes that nobody reads
    this.newestOfAccount[account] = slot;
    this.count += 1;
    return slot;
  }

  /** Hides all lots of a new order but those displayed. */
  makeIceberg(slot: number, displayedLots: Lots): void {
    if (this.hiddenLots.length === 0) this.growIcebergs();
    this.hiddenLots[slot] = this.shownLots[slot] - displayedLots;
    this.refreshLots[slot] = displayedLots;
    this.shownLots[slot] = displayedLots;
    this.icebergCount += 1;
  }

  delete(slot: number): void {
    const older = this.nextOfAccount[slot];
    const newer = this.previousOfAccount[slot];
    if (newer === 0) this.newestOfAccount[this.account[slot]] = older;
    else this.nextOfAccount[newer] = older;
    this.previousOfAccount[older] = newer;
    if (this.icebergCount > 0 && this.refreshLots[slot] > 0) this.forgetIceberg(slot);
    this.shownLots[slot] = 0;
    this.count -= 1;
    if (this.generation[slot] === LAST_GENERATION) return; // worn out: never used again
    this.generation[slot] += 1;
    this.next[slot] = this.firstFree;
    this.firstFree = slot;
  }

  idOf(slot: number): number {
    return slot + this.generation[slot] * SLOTS;
  }

  /** The slot of an order that rests, or 0. */
  slotOf(order: number): number {
    const slot = order & SLOT_MASK;
    if (slot > this.highestSlot || this.shownLots[slot] === 0) return 0;
    return this.idOf(slot) === order ? slot : 0;
  }

  hiddenLotsIn(slot: number): Lots {
    return this.icebergCount === 0 ? 0 : this.hiddenLots[slot];
  }

  /** Lots that are left, hidden ones included. */
  openLotsIn(slot: number): Lots {
    return this.shownLots[slot] + this.hiddenLotsIn(slot);
  }

  newestOf(account: AccountId): number {
    return account < this.newestOfAccount.length ? this.newestOfAccount[account] : 0;
  }

  /** Every resting order is found once, and under its own account, in the lists of the accounts. */
  assertValid(): void {
    let found = 0;
    for (let account = 0; account < this.newestOfAccount.length; account++) {
      let newer = 0;
      for (let slot = this.newestOfAccount[account]; slot !== 0; slot = this.nextOfAccount[slot]) {
        assert(this.account[slot] === account, 'an order stands in the list of its account');
        assert(this.previousOfAccount[slot] === newer, 'the links of an account agree');
        assert(this.slotOf(this.idOf(slot)) === slot, 'a resting order is found by its id');
        newer = slot;
        found += 1;
        assert(found <= this.count, 'the list of an account ends');
      }
    }
    assert(found === this.count, 'every resting order stands in the list of an account');
  }

  private freeSlot(): number {
    const slot = this.firstFree;
    if (slot !== 0) {
      this.firstFree = this.next[slot];
      return slot;
    }
    if (this.highestSlot === SLOT_MASK) {
      throw new BoundReached('a book holds at most 16,777,215 resting orders');
    }
    this.highestSlot += 1;
    if (this.highestSlot === this.shownLots.length) this.grow();
    return this.highestSlot;
  }

  private forgetIceberg(slot: number): void {
    this.hiddenLots[slot] = 0;
    this.refreshLots[slot] = 0;
    this.icebergCount -= 1;
  }

  private grow(): void {
    const length = 2 * this.shownLots.length;
    this.priceTicks = grownInt32(this.priceTicks, length);
    this.shownLots = grownInt32(this.shownLots, length);
    this.account = grownInt32(this.account, length);
    this.next = grownInt32(this.next, length);
    this.previous = grownInt32(this.previous, length);
    this.nextOfAccount = grownInt32(this.nextOfAccount, length);
    this.previousOfAccount = grownInt32(this.previousOfAccount, length);
    this.generation = grownInt32(this.generation, length);
    if (this.hiddenLots.length > 0) this.growIcebergs();
  }

  private growIcebergs(): void {
    this.hiddenLots = grownInt32(this.hiddenLots, this.shownLots.length);
    this.refreshLots = grownInt32(this.refreshLots, this.shownLots.length);
  }

  private growAccounts(account: AccountId): void {
    const length = grownLength(this.newestOfAccount.length, account + 1);
    this.newestOfAccount = grownInt32(this.newestOfAccount, length);
  }
}
