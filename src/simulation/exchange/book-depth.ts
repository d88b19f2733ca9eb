import { divideDown } from '../../core/rounding.js';
import type { AccountId, Lots, Ticks } from '../../core/units.js';
import { SELL, type Side } from '../../events/sink.js';
import type { SelfTradePrevention } from '../../scenario/scenario.js';
import { isNoWorse, oppositeOf, type PriceLevels } from './book-levels.js';
import { ACCOUNT, NEXT, SHOWN_LOTS, type OrderTable } from './order-table.js';

/**
 * Questions about the lots that rest on one side, answered by walking its levels from the best
 * price on. Nothing here changes the book.
 */
export class BookDepth {
  // What `affordable` found.
  affordableLots: Lots = 0;
  affordableTicks: Ticks = 0;

  private readonly orders: OrderTable;
  private readonly levels: PriceLevels;

  constructor(orders: OrderTable, levels: PriceLevels) {
    this.orders = orders;
    this.levels = levels;
  }

  shownLots(side: Side, worstTicks: Ticks): Lots {
    const { levels } = this;
    let lots = 0;
    let ticks = levels.bestOf(side);
    while (ticks !== 0 && isNoWorse(side, ticks, worstTicks)) {
      lots += levels.shownLots[ticks];
      ticks = levels.nextWorse(side, ticks);
    }
    return lots;
  }

  shownTickLots(side: Side, worstTicks: Ticks): number {
    const { levels } = this;
    let tickLots = 0;
    let ticks = levels.bestOf(side);
    while (ticks !== 0 && isNoWorse(side, ticks, worstTicks)) {
      tickLots += ticks * levels.shownLots[ticks];
      ticks = levels.nextWorse(side, ticks);
    }
    return tickLots;
  }

  affordable(side: Side, lots: Lots, referenceTicks: Ticks, budgetTickLots: number): void {
    const { levels } = this;
    const restingSide = oppositeOf(side);
    let openLots = lots;
    let leftTickLots = budgetTickLots;
    let ticks = leftTickLots < 0 ? 0 : levels.bestOf(restingSide);
    this.affordableTicks = 0;
    while (ticks !== 0 && openLots > 0) {
      const lossTicks = side === SELL ? referenceTicks - ticks : ticks - referenceTicks;
      const restingLots = Math.min(openLots, levels.shownLots[ticks] + levels.hiddenAt(ticks));
      const takenLots =
        lossTicks > 0 ? Math.min(restingLots, divideDown(leftTickLots, lossTicks)) : restingLots;
      if (takenLots > 0) this.affordableTicks = ticks;
      openLots -= takenLots;
      if (takenLots < restingLots) break;
      leftTickLots -= takenLots * lossTicks;
      ticks = levels.nextWorse(restingSide, ticks);
    }
    this.affordableLots = lots - openLots;
  }

  /**
   * Whether an order could trade all its lots at once, hidden ones of icebergs included. What rests
   * of its own account counts only where self trades are allowed (mode `none`). Under `cancelOldest`
   * it makes way, so the walk passes over it; under the other modes it would end or shrink the
   * order, so only lots that come before it count.
   */
  canFill(
    account: AccountId,
    side: Side,
    limitTicks: Ticks,
    lots: Lots,
    selfTradePrevention: SelfTradePrevention,
  ): boolean {
    const { orders, levels } = this;
    const restingSide = oppositeOf(side);
    let missingLots = lots;
    let ticks = levels.bestOf(restingSide);
    while (ticks !== 0 && isNoWorse(restingSide, ticks, limitTicks)) {
      let hiddenLots = 0;
      for (let row = levels.first[ticks]; row !== 0; row = orders.fields[row + NEXT]) {
        const isOwn = selfTradePrevention !== 'none' && orders.fields[row + ACCOUNT] === account;
        if (isOwn && selfTradePrevention !== 'cancelOldest') return missingLots <= 0;
        if (isOwn) continue;
        missingLots -= orders.fields[row + SHOWN_LOTS];
        hiddenLots += orders.hiddenLotsIn(row);
      }
      missingLots -= hiddenLots; // a refresh queues behind all that is shown
      if (missingLots <= 0) return true;
      ticks = levels.nextWorse(restingSide, ticks);
    }
    return false;
  }
}
