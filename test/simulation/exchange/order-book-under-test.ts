import { expect } from 'vitest';
import type { AccountId, Lots, Ticks } from '../../../src/core/units.js';
import { BUY, type Side } from '../../../src/events/sink.js';
import type { SelfTradePrevention } from '../../../src/scenario/scenario.js';
import { OrderBook } from '../../../src/simulation/exchange/order-book.js';
import type { Cancelled, NewOrder, Placement, Removal, TestedBook } from './plain-order-book.js';

/** The book of the product, with the words of `TestedBook`; orders are named as there. */
export class OrderBookUnderTest implements TestedBook {
  readonly book: OrderBook;
  /** Id of the order that was the n-th to rest; at 0 an id that never was one. */
  readonly ids: number[] = [0];
  private readonly names = new Map<number, number>();

  constructor(maxPriceTicks: Ticks, selfTradePrevention: SelfTradePrevention) {
    this.book = new OrderBook({ maxPriceTicks, selfTradePrevention });
  }

  place({ kind, account, side, priceTicks, lots, displayedLots }: NewOrder): Placement {
    const { book } = this;
    book.place(kind, account, side, priceTicks, lots, displayedLots);
    const { outcome, filledLots, filledTickLots, restingLots } = book;
    return {
      outcome,
      fills: this.fills(),
      removed: this.removed(),
      filledLots,
      filledTickLots,
      restingLots,
      restingOrder: book.restingOrder === 0 ? 0 : this.nameNew(book.restingOrder),
    };
  }

  cancel(order: number): Cancelled | null {
    return this.cancelled(this.book.cancel(this.idOf(order)));
  }

  reduce(order: number, lots: Lots): Cancelled | null {
    return this.cancelled(this.book.reduce(this.idOf(order), lots));
  }

  cancelAll(account: AccountId): Removal[] {
    this.book.cancelAll(account);
    return this.removed();
  }

  halt(halted: boolean): void {
    this.book.halted = halted;
  }

  openLots(order: number): Lots {
    const id = this.idOf(order);
    const lots = this.book.openLots(id);
    expect(this.book.isOpen(id)).toBe(lots > 0);
    return lots;
  }

  bestTicks(side: Side): Ticks {
    return side === BUY ? this.book.bestBidTicks : this.book.bestAskTicks;
  }

  levels(side: Side): { ticks: Ticks; lots: Lots }[] {
    const levels = [];
    let ticks = this.bestTicks(side);
    while (ticks !== 0) {
      levels.push({ ticks, lots: this.book.levelLots(ticks) });
      ticks = this.book.nextLevel(side, ticks);
    }
    return levels;
  }

  depthLots(side: Side, worstTicks: Ticks): Lots {
    return this.book.depthLots(side, worstTicks);
  }

  depthTickLots(side: Side, worstTicks: Ticks): number {
    return this.book.depthTickLots(side, worstTicks);
  }

  affordable(side: Side, lots: Lots, referenceTicks: Ticks, budgetTickLots: number) {
    this.book.affordable(side, lots, referenceTicks, budgetTickLots);
    return { lots: this.book.affordableLots, ticks: this.book.affordableTicks };
  }

  private idOf(order: number): number {
    return this.ids[order] ?? -1;
  }

  private nameNew(id: number): number {
    expect(this.names.has(id), 'an id is never given twice').toBe(false);
    this.names.set(id, this.ids.length);
    this.ids.push(id);
    return this.ids.length - 1;
  }

  private nameOf(id: number): number {
    return this.names.get(id) ?? -1;
  }

  private fills(): Placement['fills'] {
    const { fills } = this.book;
    return Array.from({ length: fills.count }, (_, row) => ({
      maker: this.nameOf(fills.makerOrder[row]),
      account: fills.makerAccount[row],
      priceTicks: fills.priceTicks[row],
      lots: fills.lots[row],
      isGone: fills.makerIsGone[row] === 1,
    }));
  }

  private removed(): Removal[] {
    const { removed } = this.book;
    return Array.from({ length: removed.count }, (_, row) => ({
      order: this.nameOf(removed.order[row]),
      account: removed.account[row],
      side: removed.side[row] as Side,
      lots: removed.lots[row],
    }));
  }

  private cancelled(lots: Lots): Cancelled | null {
    const { cancelledSide, cancelledAccount, cancelledPriceTicks } = this.book;
    if (lots === 0) return null;
    return {
      lots,
      side: cancelledSide,
      account: cancelledAccount,
      priceTicks: cancelledPriceTicks,
    };
  }
}
