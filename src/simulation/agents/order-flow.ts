import { BoundReached } from '../../core/assert.js';
import type { Sampler } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import { NONE } from '../../core/units.js';
import type { Side } from '../../events/sink.js';
import type { Decision, MarketView } from './agent.js';
import { drawnSide } from './drawn-side.js';
import { ON_ITS_WAY } from './on-its-way.js';
import { wholeLots } from './size.js';

export const ACTS = { market: 0, limit: 1, cancel: 2 } as const;
type Act = (typeof ACTS)[keyof typeof ACTS];

const MOST_SLOTS = 0x1000000;

export interface FlowRates {
  /** Seats of the population: members × instruments. */
  readonly seats: number;
  /** Arrivals a second over all seats. */
  readonly marketRate: number;
  readonly limitRate: number;
  /** Cancels a second of every resting order; 0: they rest for good. */
  readonly cancelRate: number;
  /** Orders that rest at the start. */
  readonly openingOrders?: number;
}

/** What sets one kind of flow apart from another. */
export interface FlowTrader {
  readonly marketSize: Sampler;
  /** The side of the market order whose turn it is. */
  marketSide(draws: Draws): Side;
  /** Places a limit order, with the flow's slot as its tag, or none. */
  placeLimit(side: Side, view: MarketView, draws: Draws, decision: Decision): void;
}

/**
 * Market orders, limit orders and cancels of a whole population as one Poisson stream whose rate
 * does not depend on the state of the market.
 *
 * A row is a slot that may hold a resting order. Cancels are attempts on slots, each slot at
 * `cancelRate`, so every order's life is exactly exponential; an attempt on an empty slot does
 * nothing. An order that was filled keeps its slot until the next attempt on it, so the slots in use
 * are the customers of an M/M/∞ queue, whose number is Poisson whatever the market does.
 *
 * An order that is on its way has its slot already. An attempt to cancel it does nothing, so its life
 * is counted from when it rests.
 */
export class OrderFlow {
  readonly wakesPerSecond: number;
  /** Limit orders and attempts to cancel a second. */
  readonly quietRate: number;
  /** What the wake-up that was chosen last is about. */
  act: Act = ACTS.market;
  seat = NONE;
  slot = NONE;

  private readonly rates: FlowRates;
  private readonly slotOrder: Float64Array;
  private readonly slotSeat: Int32Array;
  private readonly freeSlots: Int32Array;
  private freeCount: number;

  constructor(rates: FlowRates) {
    this.rates = rates;
    const opening = rates.cancelRate === 0 ? 0 : (rates.openingOrders ?? 0);
    const slots = slotCount(rates) + opening;
    this.slotOrder = new Float64Array(slots).fill(NONE);
    this.slotSeat = new Int32Array(slots).fill(NONE);
    this.freeSlots = Int32Array.from({ length: slots }, (_, row) => slots - 1 - row);
    this.freeCount = slots;
    this.quietRate = rates.limitRate + rates.cancelRate * slots;
    this.wakesPerSecond = rates.marketRate + rates.limitRate + rates.cancelRate * slots;
  }

  /** Draws what the next wake-up does, and whose it is: a seat, or NONE when it comes to nothing. */
  choose(draws: Draws): number {
    const { marketRate, limitRate } = this.rates;
    const at = draws.uniform() * this.wakesPerSecond;
    if (at < marketRate) return this.chooseMarket(draws);
    if (at < marketRate + limitRate || this.slotOrder.length === 0) return this.chooseSlot(draws);
    return this.chooseCancel(draws);
  }

  /** As `choose`, where it is known that a market order arrives. */
  chooseMarket(draws: Draws): number {
    this.act = ACTS.market;
    this.slot = NONE;
    this.seat = draws.below(this.rates.seats);
    return this.seat;
  }

  /** As `choose`, where it is known that no market order arrives. */
  chooseQuiet(draws: Draws): number {
    const { limitRate } = this.rates;
    const isLimit = draws.uniform() * this.quietRate < limitRate || this.slotOrder.length === 0;
    return isLimit ? this.chooseSlot(draws) : this.chooseCancel(draws);
  }

  /** The wake-up that was chosen: a market order on a drawn side, a limit order, or a cancel. */
  wake(trader: FlowTrader, view: MarketView, draws: Draws, decision: Decision): void {
    switch (this.act) {
      case ACTS.market:
        decision.market(trader.marketSide(draws), wholeLots(trader.marketSize.sample(draws)));
        return;
      case ACTS.limit:
        this.makeRoom(view, decision);
        trader.placeLimit(drawnSide(draws), view, draws, decision);
        return;
      case ACTS.cancel:
        this.cancel(view, decision);
        return;
      default:
        this.act satisfies never;
    }
  }

  private chooseCancel(draws: Draws): number {
    this.act = ACTS.cancel;
    this.slot = draws.below(this.slotOrder.length);
    this.seat = this.slotOrder[this.slot] < 0 ? NONE : this.slotSeat[this.slot];
    return this.seat;
  }

  /** The slot of the order to be placed. When all are in use, a drawn one's owner replaces his order. */
  private chooseSlot(draws: Draws): number {
    const { slotOrder, freeCount } = this;
    this.act = ACTS.limit;
    this.slot = NONE;
    this.seat = draws.below(this.rates.seats);
    if (freeCount > 0) {
      this.slot = this.freeSlots[freeCount - 1];
    } else if (slotOrder.length > 0) {
      this.slot = draws.below(slotOrder.length);
      this.seat = slotOrder[this.slot] < 0 ? NONE : this.slotSeat[this.slot];
    }
    return this.seat;
  }

  /** The wake-up of a cancel: empties its slot. */
  cancel(view: MarketView, decision: Decision): void {
    this.cancelOpen(view, decision);
    this.slotOrder[this.slot] = NONE;
    this.freeSlots[this.freeCount++] = this.slot;
  }

  /** Before an order is sent: cancels the order whose place it takes. */
  makeRoom(view: MarketView, decision: Decision): void {
    if (this.slot !== NONE) this.cancelOpen(view, decision);
  }

  /** An order of the seat is sent: takes the slot chosen for it, which is the order's tag. */
  send(): number {
    const { slot, slotOrder } = this;
    if (slot === NONE) return NONE;
    if (slotOrder[slot] === NONE) this.freeCount -= 1; // it lay on top
    slotOrder[slot] = ON_ITS_WAY;
    this.slotSeat[slot] = this.seat;
    return slot;
  }

  /** As `send`, for one of the seat's orders at the start; NONE: it rests for good. */
  sendOpening(seat: number): number {
    this.seat = seat;
    this.slot = this.freeCount > 0 ? this.freeSlots[this.freeCount - 1] : NONE;
    return this.send();
  }

  orderRested(slot: number, order: number): void {
    if (slot !== NONE) this.slotOrder[slot] = order;
  }

  /** The order did not rest: its slot is free again. */
  orderGone(slot: number): void {
    if (slot === NONE) return;
    this.slotOrder[slot] = NONE;
    this.freeSlots[this.freeCount++] = slot;
  }

  private cancelOpen(view: MarketView, decision: Decision): void {
    const order = this.slotOrder[this.slot];
    if (order >= 0 && view.isOpen(order)) decision.cancel(order);
  }
}

/** Slots for the orders that rest at once: Poisson with this mean, so 8 standard deviations suffice. */
function slotCount({ limitRate, cancelRate }: FlowRates): number {
  if (cancelRate === 0 || limitRate === 0) return 0;
  const mean = limitRate / cancelRate;
  const slots = Math.ceil(mean + 8 * Math.sqrt(mean) + 16);
  if (slots <= MOST_SLOTS) return slots;
  throw new BoundReached(
    `${slots} limit orders would rest at once, more than ${MOST_SLOTS}: lower limitRate, or raise cancelRate (shorten the life of limit orders)`,
  );
}
