import { assert } from '../../core/assert.js';
import type { AccountId, Lots, Ticks } from '../../core/units.js';
import type { Cause } from '../../events/cause.js';
import { BUY, SELL, type Side } from '../../events/sink.js';
import { type AuctionSide, clearingPrice } from './auction-price.js';
import type { PriceLevels } from './book-levels.js';
import { ACCOUNT, NEXT, type OrderTable, PRICE_TICKS } from './order-table.js';

interface CallOrder {
  readonly row: number;
  readonly side: Side;
  /** Gone after the auction, filled or not: market orders and immediate-or-cancel orders. */
  readonly isForAuction: boolean;
  /** Place in the order of coming; orders of the book came before all of them. */
  readonly sequence: number;
  cause: Cause;
}

/** One side of an auction with the orders behind its lots. */
interface CalledSide extends AuctionSide {
  readonly rows: readonly number[];
}

/** A trade of an auction. The taker is the order that came later, which was collected. */
export interface AuctionFill {
  readonly buyOrder: number;
  readonly sellOrder: number;
  readonly buyer: AccountId;
  readonly seller: AccountId;
  readonly takerSide: Side;
  readonly lots: Lots;
  readonly cause: Cause;
}

/** What an auction comes to; `dropped` are the orders that were for the auction only. */
export interface AuctionResult {
  readonly priceTicks: Ticks; // 0: nothing traded
  readonly lots: Lots;
  readonly fills: readonly AuctionFill[];
  readonly dropped: readonly number[];
}

/**
 * Orders that are collected while trading is halted, beside the book, whose bids must stay below its
 * asks. They stand in the table of orders, so that they have ids, but in no price level. An auction
 * matches them with each other and with the book; what is left of them goes to the book.
 */
export class CallPhase {
  /** Orders are collected instead of refused. */
  isOpen = false;
  private readonly orders: OrderTable;
  private readonly levels: PriceLevels;
  private readonly maxPriceTicks: Ticks;
  /** By row of the order, in the order of coming. */
  private readonly collected = new Map<number, CallOrder>();
  private collectedCount = 0;
  private newest: CallOrder | null = null;

  constructor(orders: OrderTable, levels: PriceLevels, maxPriceTicks: Ticks) {
    this.orders = orders;
    this.levels = levels;
    this.maxPriceTicks = maxPriceTicks;
  }

  /** Orders collected that still stand. */
  get count(): number {
    return this.collected.size;
  }

  add(row: number, side: Side, isForAuction: boolean): void {
    const sequence = ++this.collectedCount;
    this.newest = { row, side, isForAuction, sequence, cause: 0 };
    this.collected.set(row, this.newest);
  }

  /** Why the order that was collected last was sent. */
  noteCause(cause: Cause): void {
    assert(this.newest !== null, 'an order was collected');
    this.newest.cause = cause;
  }

  has(row: number): boolean {
    return this.collected.has(row);
  }

  sideOf(row: number): Side {
    return this.collected.get(row)!.side;
  }

  /** Orders of an account that were collected for the auction only. */
  waitingCount(account: AccountId): number {
    let count = 0;
    if (this.count === 0) return count;
    for (let row = this.orders.newestOf(account); row !== 0; row = this.orders.olderOf(row)) {
      if (this.collected.get(row)?.isForAuction === true) count += 1;
    }
    return count;
  }

  /** The signed lots of the same; negative: sales. */
  waitingLots(account: AccountId): Lots {
    let lots = 0;
    if (this.count === 0) return lots;
    for (let row = this.orders.newestOf(account); row !== 0; row = this.orders.olderOf(row)) {
      const order = this.collected.get(row);
      if (order?.isForAuction !== true) continue;
      lots += (order.side === BUY ? 1 : -1) * this.orders.openLotsIn(row);
    }
    return lots;
  }

  remove(row: number): void {
    this.collected.delete(row);
    this.orders.delete(row);
  }

  /**
   * Finds the price, and who trades how much with whom: on each side by price, then by time, hidden
   * lots included. The orders stay as they are: the caller takes the lots off.
   */
  clear(referenceTicks: Ticks): AuctionResult {
    const bids = this.side(BUY);
    const asks = this.side(SELL);
    const { priceTicks, lots } = clearingPrice(bids, asks, referenceTicks, this.maxPriceTicks);
    const fills = this.pair(bids, asks, lots);
    const dropped = [...this.collected.values()].filter((it) => it.isForAuction);
    return { priceTicks, lots, fills, dropped: dropped.map(({ row }) => this.orders.idOf(row)) };
  }

  /** Hands the order that came first to the book and returns its cause; null when none is left. */
  releaseNext(): Cause | null {
    for (const { row, side, cause } of this.collected.values()) {
      this.collected.delete(row);
      this.levels.append(row, side);
      return cause;
    }
    this.collectedCount = 0;
    return null;
  }

  private side(side: Side): CalledSide {
    const rows: number[] = [];
    for (
      let ticks = this.levels.bestOf(side);
      ticks !== 0;
      ticks = this.levels.nextWorse(side, ticks)
    ) {
      for (let row = this.levels.first[ticks]; row !== 0; row = this.orders.fields[row + NEXT]) {
        rows.push(row);
      }
    }
    for (const order of this.collected.values()) if (order.side === side) rows.push(order.row);
    const sign = side === BUY ? -1 : 1;
    const priceOf = (row: number): Ticks => this.orders.fields[row + PRICE_TICKS];
    rows.sort((a, b) => sign * (priceOf(a) - priceOf(b))); // stable: at one price who came first
    return {
      rows,
      priceTicks: rows.map(priceOf),
      lots: rows.map((row) => this.orders.openLotsIn(row)),
    };
  }

  private pair(bids: CalledSide, asks: CalledSide, lots: Lots): AuctionFill[] {
    const fills: AuctionFill[] = [];
    let bid = 0;
    let ask = 0;
    let bidLots = bids.lots[0];
    let askLots = asks.lots[0];
    for (let left = lots; left > 0;) {
      const filled = Math.min(left, bidLots, askLots);
      fills.push(this.fillOf(bids.rows[bid], asks.rows[ask], filled));
      left -= filled;
      bidLots -= filled;
      askLots -= filled;
      if (bidLots === 0) bidLots = bids.lots[++bid];
      if (askLots === 0) askLots = asks.lots[++ask];
    }
    return fills;
  }

  private fillOf(buyRow: number, sellRow: number, lots: Lots): AuctionFill {
    const { collected, orders } = this;
    const buy = collected.get(buyRow);
    const sell = collected.get(sellRow);
    const isBuyLater = (buy?.sequence ?? 0) > (sell?.sequence ?? 0);
    const later = isBuyLater ? buy : sell;
    assert(later !== undefined, 'orders of the book do not cross');
    return {
      buyOrder: orders.idOf(buyRow),
      sellOrder: orders.idOf(sellRow),
      buyer: orders.fields[buyRow + ACCOUNT],
      seller: orders.fields[sellRow + ACCOUNT],
      takerSide: isBuyLater ? BUY : SELL,
      lots,
      cause: later.cause,
    };
  }
}
