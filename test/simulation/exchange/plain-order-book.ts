import type { AccountId, Lots, Ticks } from '../../../src/core/units.js';
import { BUY, SELL, type Side } from '../../../src/events/sink.js';
import type { SelfTradePrevention } from '../../../src/scenario/scenario.js';
import {
  ORDER_KINDS,
  type OrderKind,
  OUTCOMES,
  type Outcome,
} from '../../../src/simulation/exchange/order-book.js';

export interface NewOrder {
  readonly kind: OrderKind;
  readonly account: AccountId;
  readonly side: Side;
  readonly priceTicks: Ticks;
  readonly lots: Lots;
  readonly displayedLots: Lots;
}

/** Orders are named by number in the order in which they came to rest: 1, 2, 3 … */
export interface Placement {
  outcome: Outcome;
  fills: { maker: number; account: AccountId; priceTicks: Ticks; lots: Lots; isGone: boolean }[];
  removed: Removal[];
  filledLots: Lots;
  filledTickLots: number;
  restingLots: Lots;
  restingOrder: number;
}

export interface Removal {
  order: number;
  account: AccountId;
  side: Side;
  lots: Lots;
}

export interface Cancelled {
  lots: Lots;
  side: Side;
  account: AccountId;
  priceTicks: Ticks;
}

/** What both books can do, in a form that is easy to compare. */
export interface TestedBook {
  place(order: NewOrder): Placement;
  cancel(order: number): Cancelled | null;
  reduce(order: number, lots: Lots): Cancelled | null;
  cancelAll(account: AccountId): Removal[];
  halt(halted: boolean): void;
  openLots(order: number): Lots;
  bestTicks(side: Side): Ticks;
  /** Prices and shown lots of a side, best first. */
  levels(side: Side): { ticks: Ticks; lots: Lots }[];
  depthLots(side: Side, worstTicks: Ticks): Lots;
  depthTickLots(side: Side, worstTicks: Ticks): number;
  affordable(
    side: Side,
    lots: Lots,
    referenceTicks: Ticks,
    budgetTickLots: number,
  ): { lots: Lots; ticks: Ticks };
}

interface PlainOrder extends Removal {
  readonly priceTicks: Ticks;
  readonly displayedLots: Lots;
  shownLots: Lots; // of `lots`
  queuedAt: number;
}

/** The promise of `OrderBook`, written so plainly that it can be trusted at a glance. */
export class PlainOrderBook implements TestedBook {
  private orders: PlainOrder[] = [];
  private rested = 0;
  private clock = 0;
  private halted = false;
  private readonly maxPriceTicks: Ticks;
  private readonly prevention: SelfTradePrevention;

  constructor(maxPriceTicks: Ticks, prevention: SelfTradePrevention) {
    this.maxPriceTicks = maxPriceTicks;
    this.prevention = prevention;
  }

  place(order: NewOrder): Placement {
    const { kind, account, side, lots } = order;
    const isMarket = kind === ORDER_KINDS.market;
    const limitTicks = isMarket ? (side === BUY ? Infinity : 0) : order.priceTicks;
    const result: Placement = {
      outcome: this.judge(order, limitTicks),
      fills: [],
      removed: [],
      filledLots: 0,
      filledTickLots: 0,
      restingLots: 0,
      restingOrder: 0,
    };
    if (result.outcome !== OUTCOMES.accepted) return result;
    const left = this.match(account, side, limitTicks, lots, result);
    for (const fill of result.fills) {
      result.filledLots += fill.lots;
      result.filledTickLots += fill.lots * fill.priceTicks;
    }
    const rests = kind === ORDER_KINDS.limit || kind === ORDER_KINDS.postOnly;
    if (left === 0 || !(rests || kind === ORDER_KINDS.iceberg)) return result;
    const displayedLots = rests ? left : order.displayedLots;
    this.orders.push({
      order: ++this.rested,
      account,
      side,
      priceTicks: order.priceTicks,
      lots: left,
      displayedLots,
      shownLots: Math.min(left, displayedLots),
      queuedAt: this.clock++,
    });
    return { ...result, restingLots: left, restingOrder: this.rested };
  }

  cancel(name: number): Cancelled | null {
    return this.reduce(name, Infinity);
  }

  reduce(name: number, lots: Lots): Cancelled | null {
    const order = this.orders.find((resting) => resting.order === name);
    if (order === undefined) return null;
    const { side, account, priceTicks } = order;
    const taken = Math.min(lots, order.lots);
    order.lots -= taken;
    order.shownLots = Math.min(order.shownLots, order.lots);
    this.sweep();
    return { lots: taken, side, account, priceTicks };
  }

  cancelAll(account: AccountId): Removal[] {
    const own = this.orders.filter((resting) => resting.account === account);
    this.orders = this.orders.filter((resting) => resting.account !== account);
    own.sort((a, b) => b.order - a.order);
    return own.map(removalOf);
  }

  halt(halted: boolean): void {
    this.halted = halted;
  }

  openLots(name: number): Lots {
    return this.orders.find((resting) => resting.order === name)?.lots ?? 0;
  }

  bestTicks(side: Side): Ticks {
    return this.queue(side).at(0)?.priceTicks ?? 0;
  }

  levels(side: Side): { ticks: Ticks; lots: Lots }[] {
    const levels = new Map<Ticks, Lots>();
    for (const { priceTicks, shownLots } of this.queue(side)) {
      levels.set(priceTicks, (levels.get(priceTicks) ?? 0) + shownLots);
    }
    return Array.from(levels, ([ticks, lots]) => ({ ticks, lots }));
  }

  depthLots(side: Side, worstTicks: Ticks): Lots {
    return this.within(side, worstTicks).reduce((sum, { shownLots }) => sum + shownLots, 0);
  }

  depthTickLots(side: Side, worstTicks: Ticks): number {
    return this.within(side, worstTicks).reduce(
      (sum, { shownLots, priceTicks }) => sum + shownLots * priceTicks,
      0,
    );
  }

  /** Lot by lot, as long as the loss so far is within the budget. */
  affordable(side: Side, lots: Lots, referenceTicks: Ticks, budgetTickLots: number) {
    const reached = { lots: 0, ticks: 0 };
    let loss = 0;
    for (const { priceTicks, lots: resting } of this.queue(side === BUY ? SELL : BUY)) {
      for (let lot = 0; lot < resting; lot++) {
        loss += side === SELL ? referenceTicks - priceTicks : priceTicks - referenceTicks;
        if (budgetTickLots < 0 || loss > budgetTickLots || reached.lots === lots) return reached;
        reached.lots += 1;
        reached.ticks = priceTicks;
      }
    }
    return reached;
  }

  private judge(order: NewOrder, limitTicks: Ticks): Outcome {
    const { kind, side } = order;
    if (this.halted) return OUTCOMES.rejectedHalted;
    const isMarket = kind === ORDER_KINDS.market;
    if (!isMarket && (limitTicks < 1 || limitTicks > this.maxPriceTicks)) {
      return OUTCOMES.rejectedPrice;
    }
    if (kind === ORDER_KINDS.postOnly && this.reachable(side, limitTicks).length > 0) {
      return OUTCOMES.rejectedPostOnly;
    }
    if (kind === ORDER_KINDS.fok && !this.wouldFill(order)) return OUTCOMES.rejectedFillOrKill;
    return OUTCOMES.accepted;
  }

  /** A fill-or-kill is accepted exactly if the same order as immediate-or-cancel would fill whole. */
  private wouldFill(order: NewOrder): boolean {
    const copy = new PlainOrderBook(this.maxPriceTicks, this.prevention);
    copy.orders = this.orders.map((resting) => ({ ...resting }));
    copy.clock = this.clock;
    return copy.place({ ...order, kind: ORDER_KINDS.ioc }).filledLots === order.lots;
  }

  private match(
    account: AccountId,
    side: Side,
    limitTicks: Ticks,
    lots: Lots,
    result: Placement,
  ): Lots {
    let left = lots;
    while (left > 0) {
      const maker = this.reachable(side, limitTicks).at(0);
      if (maker === undefined) return left;
      const isPrevented = maker.account === account && this.prevention !== 'none';
      if (isPrevented && this.prevention === 'cancelNewest') return 0;
      if (isPrevented && this.prevention !== 'decrement') {
        result.removed.push(removalOf(maker));
        maker.lots = 0;
        if (this.prevention === 'cancelBoth') left = 0;
      } else {
        const taken = Math.min(left, maker.shownLots);
        left -= taken;
        this.take(maker, taken);
        if (isPrevented) result.removed.push({ ...removalOf(maker), lots: taken });
        else result.fills.push(fillOf(maker, taken));
      }
      this.sweep();
    }
    return left;
  }

  private take(maker: PlainOrder, lots: Lots): void {
    maker.lots -= lots;
    maker.shownLots -= lots;
    if (maker.shownLots > 0) return;
    maker.shownLots = Math.min(maker.lots, maker.displayedLots);
    maker.queuedAt = this.clock++;
  }

  private sweep(): void {
    this.orders = this.orders.filter((resting) => resting.lots > 0);
  }

  private reachable(side: Side, limitTicks: Ticks): PlainOrder[] {
    return this.within(side === BUY ? SELL : BUY, limitTicks);
  }

  private within(side: Side, worstTicks: Ticks): PlainOrder[] {
    return this.queue(side).filter(({ priceTicks }) =>
      side === BUY ? priceTicks >= worstTicks : priceTicks <= worstTicks,
    );
  }

  private queue(side: Side): PlainOrder[] {
    const direction = side === BUY ? -1 : 1;
    return this.orders
      .filter((resting) => resting.side === side)
      .sort((a, b) => direction * (a.priceTicks - b.priceTicks) || a.queuedAt - b.queuedAt);
  }
}

function removalOf({ order, account, side, lots }: PlainOrder): Removal {
  return { order, account, side, lots };
}

function fillOf({ order, account, priceTicks, lots }: PlainOrder, taken: Lots) {
  return { maker: order, account, priceTicks, lots: taken, isGone: lots === 0 };
}
