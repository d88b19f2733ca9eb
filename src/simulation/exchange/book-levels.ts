import { assert } from '../../core/assert.js';
import { TickSet } from '../../core/tick-set.js';
import { type Lots, NONE, type Ticks } from '../../core/units.js';
import { BUY, SELL, type Side } from '../../events/sink.js';
import { NEXT, PREVIOUS, PRICE_TICKS, SHOWN_LOTS, type OrderTable } from './order-table.js';

export function oppositeOf(side: Side): Side {
  return side === BUY ? SELL : BUY;
}

/** Whether a resting order at this price is no worse, for whoever trades with it, than the limit. */
export function isNoWorse(restingSide: Side, priceTicks: Ticks, worstTicks: Ticks): boolean {
  return restingSide === BUY ? priceTicks >= worstTicks : priceTicks <= worstTicks;
}

/**
 * One queue of orders for every price from 1 to the highest, first come first. A row is a price in
 * ticks; the columns hold its first and last order and the lots that it shows and hides. Rows that
 * nobody touches cost address space, not memory, so the columns are never filled. Bids and asks
 * share the rows: every bid lies below every ask, so the price tells the side.
 */
export class PriceLevels {
  bestBidTicks: Ticks = 0; // 0: no bids
  bestAskTicks: Ticks = 0; // 0: no asks
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly shownLots: Float64Array;
  private hiddenLots: Float64Array = new Float64Array(0); // empty until the first iceberg comes
  private readonly occupied: TickSet;
  private readonly orders: OrderTable;

  constructor(maxPriceTicks: Ticks, orders: OrderTable) {
    this.first = new Int32Array(maxPriceTicks + 1);
    this.last = new Int32Array(maxPriceTicks + 1);
    this.shownLots = new Float64Array(maxPriceTicks + 1);
    this.occupied = new TickSet(maxPriceTicks + 1);
    this.orders = orders;
  }

  /** Adds an order at the back of its level. */
  append(row: number, side: Side): void {
    const { orders } = this;
    const priceTicks = orders.fields[row + PRICE_TICKS];
    this.shownLots[priceTicks] += orders.fields[row + SHOWN_LOTS];
    if (orders.icebergCount > 0) this.addHidden(priceTicks, orders.hiddenLotsIn(row));
    this.enqueue(row, priceTicks);
    if (this.first[priceTicks] === row) this.openLevel(side, priceTicks);
  }

  /** Takes an order out of its level and of the table, with the lots it has left. */
  remove(row: number): void {
    const { orders } = this;
    const priceTicks = orders.fields[row + PRICE_TICKS];
    this.shownLots[priceTicks] -= orders.fields[row + SHOWN_LOTS];
    if (orders.icebergCount > 0) this.addHidden(priceTicks, -orders.hiddenLotsIn(row));
    this.unlink(row, priceTicks);
    if (this.first[priceTicks] === 0) this.closeLevel(priceTicks);
    orders.delete(row);
  }

  /** Takes shown lots of an order; it keeps its place. */
  shrinkShown(row: number, lots: Lots): void {
    this.orders.fields[row + SHOWN_LOTS] -= lots;
    this.shownLots[this.orders.fields[row + PRICE_TICKS]] -= lots;
  }

  /** Takes hidden lots of an iceberg; it keeps its place. */
  shrinkHidden(row: number, lots: Lots): void {
    this.orders.shrinkHidden(row, lots);
    this.addHidden(this.orders.fields[row + PRICE_TICKS], -lots);
  }

  /** Shows the next lots of an iceberg whose shown lots are gone, at the back of its level. */
  refresh(row: number): void {
    const { orders } = this;
    const priceTicks = orders.fields[row + PRICE_TICKS];
    const lots = orders.nextRefreshLots(row);
    this.shrinkHidden(row, lots);
    this.shrinkShown(row, -lots);
    this.unlink(row, priceTicks);
    this.enqueue(row, priceTicks);
  }

  hiddenAt(priceTicks: Ticks): Lots {
    return this.hiddenLots.length === 0 ? 0 : this.hiddenLots[priceTicks];
  }

  bestOf(side: Side): Ticks {
    return side === BUY ? this.bestBidTicks : this.bestAskTicks;
  }

  sideAt(priceTicks: Ticks): Side {
    return priceTicks <= this.bestBidTicks ? BUY : SELL;
  }

  /** The next occupied price that is worse for the resting side, or 0: lower for bids. */
  nextWorse(side: Side, priceTicks: Ticks): Ticks {
    const { occupied } = this;
    const found =
      side === BUY
        ? occupied.highestAtOrBelow(priceTicks - 1)
        : occupied.lowestAtOrAbove(priceTicks + 1);
    return found === NONE ? 0 : found;
  }

  /**
   * Queues, sums, occupancy and best prices agree with each other and with the orders, of which some
   * stand aside.
   */
  assertValid(asideCount = 0): void {
    let found = 0;
    let highestBid = 0;
    for (let ticks = this.nextWorse(SELL, 0); ticks !== 0; ticks = this.nextWorse(SELL, ticks)) {
      found += this.assertLevelValid(ticks, this.orders.count - found);
      if (ticks <= this.bestBidTicks) highestBid = ticks;
    }
    assert(
      found + asideCount === this.orders.count,
      'every resting order stands in the queue of a price',
    );
    assert(highestBid === this.bestBidTicks, 'the best bid is the highest bid');
    const lowestAsk = this.nextWorse(SELL, this.bestBidTicks);
    assert(lowestAsk === this.bestAskTicks, 'the best ask is the next price above the best bid');
  }

  private assertLevelValid(priceTicks: Ticks, mostOrders: number): number {
    const { orders } = this;
    let count = 0;
    let shownLots = 0;
    let hiddenLots = 0;
    let before = 0;
    for (let row = this.first[priceTicks]; row !== 0; row = orders.fields[row + NEXT]) {
      count += 1;
      assert(count <= mostOrders, 'the queue of a price ends');
      assert(
        orders.fields[row + PRICE_TICKS] === priceTicks,
        'an order stands in the queue of its price',
      );
      assert(orders.fields[row + PREVIOUS] === before, 'the links of a price agree');
      assert(orders.fields[row + SHOWN_LOTS] > 0, 'a resting order shows lots');
      assert(orders.hiddenLotsIn(row) >= 0, 'hidden lots are not negative');
      shownLots += orders.fields[row + SHOWN_LOTS];
      hiddenLots += orders.hiddenLotsIn(row);
      before = row;
    }
    assert(count > 0, 'an occupied price has an order');
    assert(this.last[priceTicks] === before, 'the last order of a price ends its queue');
    assert(this.shownLots[priceTicks] === shownLots, 'a price shows the lots of its orders');
    assert(this.hiddenAt(priceTicks) === hiddenLots, 'a price hides the lots of its orders');
    return count;
  }

  private openLevel(side: Side, priceTicks: Ticks): void {
    this.occupied.add(priceTicks);
    if (side === BUY) {
      if (priceTicks > this.bestBidTicks) this.bestBidTicks = priceTicks;
    } else if (this.bestAskTicks === 0 || priceTicks < this.bestAskTicks) {
      this.bestAskTicks = priceTicks;
    }
  }

  private closeLevel(priceTicks: Ticks): void {
    this.occupied.delete(priceTicks);
    if (priceTicks === this.bestBidTicks) this.bestBidTicks = this.nextWorse(BUY, priceTicks);
    else if (priceTicks === this.bestAskTicks) this.bestAskTicks = this.nextWorse(SELL, priceTicks);
  }

  private enqueue(row: number, priceTicks: Ticks): void {
    const { fields } = this.orders;
    const before = this.last[priceTicks];
    fields[row + NEXT] = 0;
    fields[row + PREVIOUS] = before;
    this.last[priceTicks] = row;
    if (before === 0) this.first[priceTicks] = row;
    else fields[before + NEXT] = row;
  }

  private unlink(row: number, priceTicks: Ticks): void {
    const { fields } = this.orders;
    const before = fields[row + PREVIOUS];
    const after = fields[row + NEXT];
    if (before === 0) this.first[priceTicks] = after;
    else fields[before + NEXT] = after;
    if (after === 0) this.last[priceTicks] = before;
    else fields[after + PREVIOUS] = before;
  }

  private addHidden(priceTicks: Ticks, lots: Lots): void {
    if (lots === 0) return;
    if (this.hiddenLots.length === 0) this.hiddenLots = new Float64Array(this.first.length);
    this.hiddenLots[priceTicks] += lots;
  }
}
