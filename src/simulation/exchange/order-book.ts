import { assert } from '../../core/assert.js';
import { type AccountId, type Lots, MOST_LOTS, type Ticks } from '../../core/units.js';
import { BUY, type Side } from '../../events/sink.js';
import type { SelfTradePrevention } from '../../scenario/scenario.js';
import { BookDepth } from './book-depth.js';
import { CallPhase } from './call-phase.js';
import { isNoWorse, PriceLevels } from './book-levels.js';
import type { FillBuffer, RemovedBuffer } from './fill-buffer.js';
import { mayRest, ORDER_KINDS, type OrderKind, OUTCOMES, type Outcome } from './order-kinds.js';
import { OrderMatching } from './order-matching.js';
import { ACCOUNT, PRICE_TICKS, OrderTable, SHOWN_LOTS } from './order-table.js';

export { ORDER_KINDS, OUTCOMES, type OrderKind, type Outcome } from './order-kinds.js';

/**
 * A limit order book with price–time priority. Prices are whole ticks in [1, maxPriceTicks], sizes
 * whole lots below 2^31; an empty side has the best price 0. Placing, cancelling and each fill take
 * constant time and allocate nothing: results stand in fields and buffers until the next call.
 *
 * An iceberg shows `displayedLots` at a time and goes to the back of its level with every refresh;
 * when it comes in it trades with its whole size first.
 */
export class OrderBook {
  /** While true orders are refused, or collected for an auction; cancels and reductions work. */
  halted = false;
  /** Orders accepted, orders cancelled or reduced, and resting orders met, once for every fill. */
  operations = NaN; // not a small integer from the start, so that growing past 2^31 is no news

  // What came of the last order placed.
  readonly fills: FillBuffer;
  outcome: Outcome = OUTCOMES.accepted;
  filledLots: Lots = 0;
  /** Σ price × lots of its fills. */
  filledTickLots = NaN;
  restingLots: Lots = 0;
  /** Its id; 0: nothing rests. */
  restingOrder = NaN;

  /** Orders that self-trade prevention took lots from in the last `place`, or the last `cancelAll`. */
  readonly removed: RemovedBuffer;

  // The order that `cancel` or `reduce` last took lots from.
  cancelledSide: Side = BUY;
  cancelledAccount: AccountId = 0;
  cancelledPriceTicks: Ticks = 0;

  private readonly maxPriceTicks: Ticks;
  private readonly selfTradePrevention: SelfTradePrevention;
  private readonly orders = new OrderTable();
  private readonly levels: PriceLevels;
  private readonly depth: BookDepth;
  private readonly matching: OrderMatching;
  /** Where orders are collected during a halt that ends with an auction. */
  readonly call: CallPhase;

  constructor(options: { maxPriceTicks: Ticks; selfTradePrevention: SelfTradePrevention }) {
    const { maxPriceTicks, selfTradePrevention } = options;
    assert(Number.isInteger(maxPriceTicks) && maxPriceTicks >= 1, 'prices reach at least one tick');
    this.maxPriceTicks = maxPriceTicks;
    this.selfTradePrevention = selfTradePrevention;
    this.levels = new PriceLevels(maxPriceTicks, this.orders);
    this.depth = new BookDepth(this.orders, this.levels);
    this.matching = new OrderMatching(this.orders, this.levels, selfTradePrevention);
    this.call = new CallPhase(this.orders, this.levels, maxPriceTicks);
    this.fills = this.matching.fills;
    this.removed = this.matching.removed;
    this.operations = 0;
    this.filledTickLots = 0;
    this.restingOrder = 0;
  }

  /** 0: no bids. */
  get bestBidTicks(): Ticks {
    return this.levels.bestBidTicks;
  }

  /** 0: no asks. */
  get bestAskTicks(): Ticks {
    return this.levels.bestAskTicks;
  }

  /** Orders that rest. */
  get orderCount(): number {
    return this.orders.count;
  }

  /** `priceTicks` of a market order is ignored; `displayedLots` counts for icebergs only. */
  place(
    kind: OrderKind,
    account: AccountId,
    side: Side,
    priceTicks: Ticks,
    lots: Lots,
    displayedLots: Lots,
  ): void {
    assert(isOrderSize(lots), 'an order is of 1 to 2^31 − 1 whole lots');
    assert(kind !== ORDER_KINDS.iceberg || isOrderSize(displayedLots), 'an iceberg shows lots');
    assert(account >= 0, 'an order has an account');
    this.clearResult();
    const limitTicks = kind === ORDER_KINDS.market ? this.anyPrice(side) : priceTicks;
    this.outcome = this.judge(kind, account, side, limitTicks, lots);
    if (this.outcome !== OUTCOMES.accepted) {
      if (this.call.isOpen && this.outcome === OUTCOMES.rejectedHalted) {
        this.collect(kind, account, side, limitTicks, lots, displayedLots);
      }
      return;
    }
    const openLots = this.matching.match(account, side, limitTicks, lots);
    this.filledLots = this.matching.filledLots;
    this.filledTickLots = this.matching.filledTickLots;
    this.operations += 1 + this.fills.count + this.removed.count;
    if (openLots === 0 || !mayRest(kind)) return;
    const shownLots = kind === ORDER_KINDS.iceberg ? Math.min(displayedLots, openLots) : openLots;
    this.levels.append(this.enter(account, priceTicks, openLots, shownLots), side);
  }

  /** Returns the lots removed, hidden ones included; 0 if the order no longer rests. */
  cancel(order: number): Lots {
    const row = this.orders.rowOf(order);
    if (row === 0) return 0;
    const lots = this.orders.openLotsIn(row);
    this.noteCancelled(row);
    this.removeRow(row);
    return lots;
  }

  /**
   * Takes lots from a resting order, hidden ones first; it keeps its priority. Taking all or more
   * cancels it. Returns the lots taken; 0 if the order no longer rests.
   */
  reduce(order: number, lots: Lots): Lots {
    assert(Number.isInteger(lots) && lots > 0, 'an order is reduced by whole lots');
    const { orders, levels } = this;
    const row = orders.rowOf(order);
    if (row === 0) return 0;
    if (lots >= this.orders.openLotsIn(row)) return this.cancel(order);
    this.noteCancelled(row);
    const hiddenLots = Math.min(lots, orders.hiddenLotsIn(row));
    if (this.isCollected(row)) {
      if (hiddenLots > 0) orders.shrinkHidden(row, hiddenLots);
      orders.fields[row + SHOWN_LOTS] -= lots - hiddenLots;
      return lots;
    }
    if (hiddenLots > 0) levels.shrinkHidden(row, hiddenLots);
    if (lots > hiddenLots) levels.shrinkShown(row, lots - hiddenLots);
    return lots;
  }

  /** Cancels all orders of an account, newest first, into `removed`. */
  cancelAll(account: AccountId): void {
    const { orders, removed } = this;
    removed.clear();
    for (let row = orders.newestOf(account); row !== 0; row = orders.newestOf(account)) {
      removed.push(orders.idOf(row), account, this.sideIn(row), this.orders.openLotsIn(row));
      this.removeRow(row);
    }
    this.operations += removed.count;
  }

  isOpen(order: number): boolean {
    return this.orders.rowOf(order) !== 0;
  }

  /** Lots that still rest, hidden ones included; 0 if the order no longer rests. */
  openLots(order: number): Lots {
    const row = this.orders.rowOf(order);
    return row === 0 ? 0 : this.orders.openLotsIn(row);
  }

  sideOf(order: number): Side {
    return this.sideIn(this.rowOfOpen(order));
  }

  priceOf(order: number): Ticks {
    return this.orders.fields[this.rowOfOpen(order) + PRICE_TICKS];
  }

  accountOf(order: number): AccountId {
    return this.orders.fields[this.rowOfOpen(order) + ACCOUNT];
  }

  /** Lots shown at a price. */
  levelLots(priceTicks: Ticks): Lots {
    return this.levels.shownLots[priceTicks];
  }

  /** Lots shown at prices no worse than this one: bids at or above it, asks at or below. */
  depthLots(side: Side, worstTicks: Ticks): Lots {
    return this.depth.shownLots(side, worstTicks);
  }

  /** Σ price × lots of the same. */
  depthTickLots(side: Side, worstTicks: Ticks): number {
    return this.depth.shownTickLots(side, worstTicks);
  }

  /** The next price at which the side rests that is worse than this one, or 0. */
  nextLevel(side: Side, ticks: Ticks): Ticks {
    const bestTicks = this.levels.bestOf(side);
    if (bestTicks === 0 || !isNoWorse(side, bestTicks, ticks)) return bestTicks;
    return this.levels.nextWorse(side, ticks);
  }

  /**
   * How far an order may walk down the book so that what it loses against the reference price,
   * Σ s·(reference − price)·lots with s = +1 for a sale and −1 for a purchase, is at no moment above
   * the budget; fills better than the reference add to it. Counts hidden lots, and orders of any
   * account. A budget below 0 affords nothing. Leaves its answer in the two fields below.
   */
  affordable(side: Side, lots: Lots, referenceTicks: Ticks, budgetTickLots: number): void {
    this.depth.affordable(side, lots, referenceTicks, budgetTickLots);
  }

  get affordableLots(): Lots {
    return this.depth.affordableLots;
  }

  /** The worst price reached; 0: nothing is affordable. */
  get affordableTicks(): Ticks {
    return this.depth.affordableTicks;
  }

  /** Throws unless links, sums, occupied prices and best prices agree. O(orders), for tests. */
  assertValid(): void {
    this.orders.assertValid();
    this.levels.assertValid(this.call.count);
  }

  private clearResult(): void {
    this.matching.clear();
    this.filledLots = 0;
    this.filledTickLots = 0;
    this.restingLots = 0;
    this.restingOrder = 0;
  }

  private judge(
    kind: OrderKind,
    account: AccountId,
    side: Side,
    limitTicks: Ticks,
    lots: Lots,
  ): Outcome {
    if (this.halted) return OUTCOMES.rejectedHalted;
    if (!this.isPrice(limitTicks)) return OUTCOMES.rejectedPrice;
    if (kind === ORDER_KINDS.postOnly && this.matching.crosses(side, limitTicks)) {
      return OUTCOMES.rejectedPostOnly;
    }
    if (kind === ORDER_KINDS.fok) {
      const mode = this.selfTradePrevention;
      const isFillable = this.depth.canFill(account, side, limitTicks, lots, mode);
      if (!isFillable) return OUTCOMES.rejectedFillOrKill;
    }
    return OUTCOMES.accepted;
  }

  /** Puts an order into the table, not yet into a price level; returns its row. */
  private enter(account: AccountId, priceTicks: Ticks, lots: Lots, shownLots: Lots): number {
    const { orders } = this;
    const row = orders.add(account, priceTicks, lots);
    if (shownLots < lots) orders.makeIceberg(row, shownLots);
    this.restingLots = lots;
    this.restingOrder = orders.idOf(row);
    return row;
  }

  /** An order during a halt that ends with an auction; fill-or-kill orders are refused. */
  private collect(
    kind: OrderKind,
    account: AccountId,
    side: Side,
    limitTicks: Ticks,
    lots: Lots,
    displayedLots: Lots,
  ): void {
    if (kind === ORDER_KINDS.fok) return;
    if (!this.isPrice(limitTicks)) {
      this.outcome = OUTCOMES.rejectedPrice;
      return;
    }
    const shownLots = kind === ORDER_KINDS.iceberg ? Math.min(displayedLots, lots) : lots;
    this.call.add(this.enter(account, limitTicks, lots, shownLots), side, !mayRest(kind));
    this.outcome = OUTCOMES.accepted;
    this.operations += 1;
  }

  private isCollected(row: number): boolean {
    return this.call.count > 0 && this.call.has(row);
  }

  private removeRow(row: number): void {
    if (this.isCollected(row)) this.call.remove(row);
    else this.levels.remove(row);
  }

  private noteCancelled(row: number): void {
    this.cancelledSide = this.sideIn(row);
    this.cancelledAccount = this.orders.fields[row + ACCOUNT];
    this.cancelledPriceTicks = this.orders.fields[row + PRICE_TICKS];
    this.operations += 1;
  }

  private sideIn(row: number): Side {
    if (this.isCollected(row)) return this.call.sideOf(row);
    return this.levels.sideAt(this.orders.fields[row + PRICE_TICKS]);
  }

  private rowOfOpen(order: number): number {
    const row = this.orders.rowOf(order);
    assert(row !== 0, 'only a resting order is asked for its side, price or account');
    return row;
  }

  private isPrice(ticks: Ticks): boolean {
    if (!(1 <= ticks && ticks <= this.maxPriceTicks)) return false;
    assert(Number.isInteger(ticks), 'a price is a whole number of ticks');
    return true;
  }

  private anyPrice(side: Side): Ticks {
    return side === BUY ? this.maxPriceTicks : 1;
  }
}

function isOrderSize(lots: Lots): boolean {
  return Number.isInteger(lots) && 0 < lots && lots <= MOST_LOTS;
}
