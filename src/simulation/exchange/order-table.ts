import { assert, BoundReached } from '../../core/assert.js';
import { grownInt32, grownLength } from '../../core/columns.js';
import type { AccountId, Lots, Ticks } from '../../core/units.js';

const RECORD_MASK = 0xffffff;
const RECORDS = 0x1000000;
/** Generations that fit above it in a whole number below 2^53. */
const LAST_GENERATION = 0x1fffffff;

/** Places of the fields in an order's record of eight numbers. */
export const PRICE_TICKS = 0;
/** Lots that the market sees; 0 in a free record. */
export const SHOWN_LOTS = 1;
export const ACCOUNT = 2;
/** Neighbours in the queue of the price level; 0: none. Free records are chained through NEXT. */
export const NEXT = 3;
export const PREVIOUS = 4;
const OLDER_OF_ACCOUNT = 5;
const NEWER_OF_ACCOUNT = 6;
const GENERATION = 7;
const RECORD_BITS = 3;

/**
 * The orders that rest: one typed array in which an order is a record of eight numbers, so that
 * whatever is asked of an order lies in one cache line (a column for each field is up to a quarter
 * slower). A record is known by the place where it starts, its `row`; row 0 stands for "no order".
 *
 * A record is used again when its order is gone. An order's id is the number of its record +
 * generation × 2^24: the generation rises with every use, so an id is never given twice and a stale
 * one matches nothing.
 *
 * An order stands in two lists: the queue of its price level, kept by `PriceLevels`, and the orders
 * of its account, newest first.
 */
export class OrderTable {
  count = 0;
  fields: Int32Array = new Int32Array(16 << RECORD_BITS);

  /**
   * Of icebergs only: lots behind the shown ones, and how many show after a refresh, by number of
   * the record. Empty until the first iceberg comes, and not looked at while none rests, so other
   * orders do not pay for them.
   */
  private hiddenLots: Int32Array = new Int32Array(0);
  private refreshLots: Int32Array = new Int32Array(0);
  icebergCount = 0;

  /** A row is an account: the row of its newest order. */
  private newestOfAccount: Int32Array = new Int32Array(16);
  private lastRow = 0;
  private firstFree = 0;

  add(account: AccountId, priceTicks: Ticks, lots: Lots): number {
    const row = this.freeRow();
    const { fields } = this;
    if (account >= this.newestOfAccount.length) this.growAccounts(account);
    const older = this.newestOfAccount[account];
    fields[row + PRICE_TICKS] = priceTicks;
    fields[row + SHOWN_LOTS] = lots;
    fields[row + ACCOUNT] = account;
    fields[row + OLDER_OF_ACCOUNT] = older;
    fields[row + NEWER_OF_ACCOUNT] = 0;
    fields[older + NEWER_OF_ACCOUNT] = row; // row 0 takes the writes that nobody reads
    this.newestOfAccount[account] = row;
    this.count += 1;
    return row;
  }

  /** Hides all lots of a new order but those displayed. */
  makeIceberg(row: number, displayedLots: Lots): void {
    if (this.hiddenLots.length === 0) this.growIcebergs();
    this.hiddenLots[row >> RECORD_BITS] = this.fields[row + SHOWN_LOTS] - displayedLots;
    this.refreshLots[row >> RECORD_BITS] = displayedLots;
    this.fields[row + SHOWN_LOTS] = displayedLots;
    this.icebergCount += 1;
  }

  /** How many hidden lots the next refresh shows. */
  nextRefreshLots(row: number): Lots {
    const record = row >> RECORD_BITS;
    return Math.min(this.refreshLots[record], this.hiddenLots[record]);
  }

  shrinkHidden(row: number, lots: Lots): void {
    this.hiddenLots[row >> RECORD_BITS] -= lots;
  }

  delete(row: number): void {
    const { fields } = this;
    const older = fields[row + OLDER_OF_ACCOUNT];
    const newer = fields[row + NEWER_OF_ACCOUNT];
    if (newer === 0) this.newestOfAccount[fields[row + ACCOUNT]] = older;
    else fields[newer + OLDER_OF_ACCOUNT] = older;
    fields[older + NEWER_OF_ACCOUNT] = newer;
    if (this.icebergCount > 0) this.forgetIceberg(row >> RECORD_BITS);
    fields[row + SHOWN_LOTS] = 0;
    this.count -= 1;
    if (fields[row + GENERATION] === LAST_GENERATION) return; // worn out: never used again
    fields[row + GENERATION] += 1;
    fields[row + NEXT] = this.firstFree;
    this.firstFree = row;
  }

  idOf(row: number): number {
    return (row >> RECORD_BITS) + this.fields[row + GENERATION] * RECORDS;
  }

  /** The row of an order that rests, or 0. */
  rowOf(order: number): number {
    const row = (order & RECORD_MASK) << RECORD_BITS;
    if (row > this.lastRow || this.fields[row + SHOWN_LOTS] === 0) return 0;
    return this.idOf(row) === order ? row : 0;
  }

  hiddenLotsIn(row: number): Lots {
    return this.icebergCount === 0 ? 0 : this.hiddenLots[row >> RECORD_BITS];
  }

  /** Lots that are left, hidden ones included. */
  openLotsIn(row: number): Lots {
    return this.fields[row + SHOWN_LOTS] + this.hiddenLotsIn(row);
  }

  newestOf(account: AccountId): number {
    return account < this.newestOfAccount.length ? this.newestOfAccount[account] : 0;
  }

  /** The order of the same account that came before this one, or 0. */
  olderOf(row: number): number {
    return this.fields[row + OLDER_OF_ACCOUNT];
  }

  /** Every resting order is found once, and under its own account, in the lists of the accounts. */
  assertValid(): void {
    let found = 0;
    for (let account = 0; account < this.newestOfAccount.length; account++) {
      found += this.assertAccountValid(account, this.count - found);
    }
    assert(found === this.count, 'every resting order stands in the list of an account');
    let icebergs = 0;
    for (const lots of this.refreshLots) icebergs += lots > 0 ? 1 : 0;
    assert(icebergs === this.icebergCount, 'icebergs are counted while they rest');
  }

  private assertAccountValid(account: AccountId, mostOrders: number): number {
    const { fields } = this;
    let count = 0;
    let newer = 0;
    for (let row = this.newestOf(account); row !== 0; row = fields[row + OLDER_OF_ACCOUNT]) {
      count += 1;
      assert(count <= mostOrders, 'the list of an account ends');
      assert(fields[row + ACCOUNT] === account, 'an order stands in the list of its account');
      assert(fields[row + NEWER_OF_ACCOUNT] === newer, 'the links of an account agree');
      assert(this.rowOf(this.idOf(row)) === row, 'a resting order is found by its id');
      newer = row;
    }
    return count;
  }

  private freeRow(): number {
    const row = this.firstFree;
    if (row !== 0) {
      this.firstFree = this.fields[row + NEXT];
      return row;
    }
    if (this.lastRow === RECORD_MASK << RECORD_BITS) {
      throw new BoundReached('a book holds at most 16,777,215 resting orders');
    }
    this.lastRow += 1 << RECORD_BITS;
    if (this.lastRow === this.fields.length) this.grow();
    return this.lastRow;
  }

  private forgetIceberg(record: number): void {
    if (this.refreshLots[record] === 0) return;
    this.hiddenLots[record] = 0;
    this.refreshLots[record] = 0;
    this.icebergCount -= 1;
  }

  private grow(): void {
    this.fields = grownInt32(this.fields, 2 * this.fields.length);
    if (this.hiddenLots.length > 0) this.growIcebergs();
  }

  private growIcebergs(): void {
    const length = this.fields.length >> RECORD_BITS;
    this.hiddenLots = grownInt32(this.hiddenLots, length);
    this.refreshLots = grownInt32(this.refreshLots, length);
  }

  private growAccounts(account: AccountId): void {
    const length = grownLength(this.newestOfAccount.length, account + 1);
    this.newestOfAccount = grownInt32(this.newestOfAccount, length);
  }
}
