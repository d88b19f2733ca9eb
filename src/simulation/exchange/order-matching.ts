import type { AccountId, Lots, Ticks } from '../../core/units.js';
import type { Side } from '../../events/sink.js';
import type { SelfTradePrevention } from '../../scenario/scenario.js';
import { isNoWorse, oppositeOf, type PriceLevels } from './book-levels.js';
import { FillBuffer, RemovedBuffer } from './fill-buffer.js';
import { ACCOUNT, PRICE_TICKS, SHOWN_LOTS, type OrderTable } from './order-table.js';

/**
 * What an incoming order does to the orders that rest: best price first, then first come first.
 *
 * An order that meets one of its own account follows the self-trade prevention: `cancelNewest`
 * cancels what is left of it, `cancelOldest` the resting one, `cancelBoth` both; `decrement` shrinks
 * both by what they would have traded.
 */
export class OrderMatching {
  readonly fills = new FillBuffer();
  readonly removed = new RemovedBuffer();
  filledLots: Lots = 0;
  filledTickLots = NaN; // a double from the start: it may pass 2^31

  private readonly orders: OrderTable;
  private readonly levels: PriceLevels;
  private readonly selfTradePrevention: SelfTradePrevention;

  constructor(orders: OrderTable, levels: PriceLevels, selfTradePrevention: SelfTradePrevention) {
    this.orders = orders;
    this.levels = levels;
    this.selfTradePrevention = selfTradePrevention;
    this.clear();
  }

  clear(): void {
    this.fills.clear();
    this.removed.clear();
    this.filledLots = 0;
    this.filledTickLots = 0;
  }

  /** Whether an order would trade at once. */
  crosses(side: Side, limitTicks: Ticks): boolean {
    const restingSide = oppositeOf(side);
    const bestTicks = this.levels.bestOf(restingSide);
    return bestTicks !== 0 && isNoWorse(restingSide, bestTicks, limitTicks);
  }

  /** Trades what it can. Returns the lots that are left of the incoming order. */
  match(account: AccountId, side: Side, limitTicks: Ticks, lots: Lots): Lots {
    const restingSide = oppositeOf(side);
    let openLots = lots;
    while (openLots > 0 && this.crosses(side, limitTicks)) {
      openLots = this.matchLevel(account, this.levels.bestOf(restingSide), openLots);
    }
    return openLots;
  }

  private matchLevel(account: AccountId, priceTicks: Ticks, lots: Lots): Lots {
    const { orders, levels, fills } = this;
    let openLots = lots;
    let filledLots = 0;
    while (openLots > 0) {
      const row = levels.first[priceTicks];
      if (row === 0) break;
      const maker = orders.fields[row + ACCOUNT];
      if (maker === account && this.selfTradePrevention !== 'none') {
        openLots = this.preventSelfTrade(row, openLots);
        continue;
      }
      const takenLots = Math.min(openLots, orders.fields[row + SHOWN_LOTS]);
      const order = orders.idOf(row);
      fills.push(order, maker, priceTicks, takenLots, this.takeShown(row, takenLots) ? 1 : 0);
      openLots -= takenLots;
      filledLots += takenLots;
    }
    this.filledLots += filledLots;
    this.filledTickLots += filledLots * priceTicks;
    return openLots;
  }

  /** Returns the lots that are left of the incoming order. */
  private preventSelfTrade(row: number, openLots: Lots): Lots {
    const { orders, levels, removed, selfTradePrevention } = this;
    if (selfTradePrevention === 'cancelNewest') return 0;
    const order = orders.idOf(row);
    const side = levels.sideAt(orders.fields[row + PRICE_TICKS]);
    if (selfTradePrevention === 'decrement') {
      const lots = Math.min(openLots, orders.fields[row + SHOWN_LOTS]);
      removed.push(order, orders.fields[row + ACCOUNT], side, lots);
      this.takeShown(row, lots);
      return openLots - lots;
    }
    removed.push(order, orders.fields[row + ACCOUNT], side, orders.openLotsIn(row));
    levels.remove(row);
    return selfTradePrevention === 'cancelBoth' ? 0 : openLots;
  }

  /** Takes shown lots from the first order of a level. Returns whether the order is gone. */
  private takeShown(row: number, lots: Lots): boolean {
    const { orders, levels } = this;
    const isUsedUp = lots === orders.fields[row + SHOWN_LOTS];
    if (isUsedUp && orders.hiddenLotsIn(row) === 0) {
      levels.remove(row);
      return true;
    }
    levels.shrinkShown(row, lots);
    if (isUsedUp) levels.refresh(row);
    return false;
  }
}
