import { type Lots, MOST_LOTS, type Ticks, type Units } from '../../core/units.js';
import { BUY, SELL, type Side } from '../../events/sink.js';
import { Decision, type MarketView } from './agent.js';

export type SideWord = 'buy' | 'sell';

/** What a module may ask for. Throws on an order that is none, and names the field. */
export interface AgentDecision {
  limit(side: SideWord, priceTicks: Ticks, lots: Lots, tag?: number): void;
  /** Refused by the venue where it would trade at once. */
  postOnly(side: SideWord, priceTicks: Ticks, lots: Lots, tag?: number): void;
  iceberg(side: SideWord, priceTicks: Ticks, lots: Lots, displayedLots: Lots, tag?: number): void;
  market(side: SideWord, lots: Lots): void;
  immediateOrCancel(side: SideWord, priceTicks: Ticks, lots: Lots): void;
  fillOrKill(side: SideWord, priceTicks: Ticks, lots: Lots): void;
  cancel(order: number): void;
  /** Every order of the account on this instrument. */
  cancelAll(): void;
  /** Buys lots from a liquidated account (`openLiquidation`). */
  takeOver(liquidation: number, lots: Lots): void;
  /** Sells lots that were taken over, at market. */
  dispose(lots: Lots): void;
  /** From the agent's cash outside the venue, and back to it; as much as there is. */
  deposit(amountUnits: Units): void;
  withdraw(amountUnits: Units): void;
}

const MOST_TAG = 0x7fffffff;
/** A module that asks for more in one wake-up is caught in a loop. */
const MOST_INTENTS = 100_000;

/** Lets nothing through to the loop's decision that is not an order. One serves all wake-ups. */
export class CheckedDecision implements AgentDecision {
  #decision = new Decision();
  #view: MarketView | null = null;

  aim(decision: Decision, view: MarketView): void {
    this.#decision = decision;
    this.#view = view;
  }

  limit(side: SideWord, priceTicks: Ticks, lots: Lots, tag = 0): void {
    this.#checkPrice('limit', priceTicks);
    this.#checkLots('limit', 'lots', lots);
    checkTag('limit', tag);
    this.#open().limit(sideOf('limit', side), priceTicks, lots, tag);
  }

  postOnly(side: SideWord, priceTicks: Ticks, lots: Lots, tag = 0): void {
    this.#checkPrice('postOnly', priceTicks);
    this.#checkLots('postOnly', 'lots', lots);
    checkTag('postOnly', tag);
    this.#open().postOnly(sideOf('postOnly', side), priceTicks, lots, tag);
  }

  iceberg(side: SideWord, priceTicks: Ticks, lots: Lots, displayedLots: Lots, tag = 0): void {
    this.#checkPrice('iceberg', priceTicks);
    this.#checkLots('iceberg', 'lots', lots);
    check('iceberg', 'displayedLots', displayedLots, 1, lots);
    checkTag('iceberg', tag);
    this.#open().iceberg(sideOf('iceberg', side), priceTicks, lots, displayedLots, tag);
  }

  market(side: SideWord, lots: Lots): void {
    this.#checkLots('market', 'lots', lots);
    this.#open().market(sideOf('market', side), lots);
  }

  immediateOrCancel(side: SideWord, priceTicks: Ticks, lots: Lots): void {
    this.#checkPrice('immediateOrCancel', priceTicks);
    this.#checkLots('immediateOrCancel', 'lots', lots);
    this.#open().immediateOrCancel(sideOf('immediateOrCancel', side), priceTicks, lots);
  }

  fillOrKill(side: SideWord, priceTicks: Ticks, lots: Lots): void {
    this.#checkPrice('fillOrKill', priceTicks);
    this.#checkLots('fillOrKill', 'lots', lots);
    this.#open().fillOrKill(sideOf('fillOrKill', side), priceTicks, lots);
  }

  cancel(order: number): void {
    check('cancel', 'order', order, 1, Number.MAX_SAFE_INTEGER);
    if (this.#view!.owns(order)) this.#open().cancel(order); // else it traded meanwhile: normal
  }

  cancelAll(): void {
    this.#open().cancelAll();
  }

  takeOver(liquidation: number, lots: Lots): void {
    check('takeOver', 'liquidation', liquidation, 1, Number.MAX_SAFE_INTEGER);
    this.#checkLots('takeOver', 'lots', lots);
    if (this.#isOffered(liquidation)) this.#open().takeOver(liquidation, lots);
  }

  dispose(lots: Lots): void {
    this.#checkLots('dispose', 'lots', lots);
    this.#open().dispose(lots);
  }

  deposit(amountUnits: Units): void {
    check('deposit', 'amountUnits', amountUnits, 0, Number.MAX_SAFE_INTEGER);
    this.#open().deposit(amountUnits);
  }

  withdraw(amountUnits: Units): void {
    check('withdraw', 'amountUnits', amountUnits, 0, Number.MAX_SAFE_INTEGER);
    this.#open().withdraw(amountUnits);
  }

  #isOffered(liquidation: number): boolean {
    const view = this.#view!;
    for (let row = 0; row < view.openLiquidationCount; row++) {
      if (view.openLiquidation(row).liquidation === liquidation) return true;
    }
    return false; // it is over: normal
  }

  #checkPrice(order: string, priceTicks: Ticks): void {
    check(order, 'priceTicks', priceTicks, 1, this.#view!.maxPriceTicks);
  }

  /** Open lots are counted in 32 bits, and a notional must stay a whole number. */
  #checkLots(order: string, field: string, lots: Lots): void {
    const { maxPriceTicks, unitsPerTickLot } = this.#view!;
    const unitsPerLot = 8 * maxPriceTicks * unitsPerTickLot;
    const most = Math.min(MOST_LOTS, Math.floor(Number.MAX_SAFE_INTEGER / unitsPerLot));
    check(order, field, lots, 1, most);
  }

  #open(): Decision {
    if (this.#decision.count < MOST_INTENTS) return this.#decision;
    throw new RangeError(`asked for more than ${MOST_INTENTS} orders in one wake-up`);
  }
}

function check(order: string, field: string, value: unknown, from: number, to: number): void {
  if (Number.isInteger(value) && from <= (value as number) && (value as number) <= to) return;
  const range = `${field} of ${order} expected a whole number from ${from} to ${to}`;
  throw new RangeError(`${range}, found ${String(value)}`);
}

function checkTag(order: string, tag: number): void {
  check(order, 'tag', tag, -MOST_TAG, MOST_TAG);
}

function sideOf(order: string, side: unknown): Side {
  if (side === 'buy') return BUY;
  if (side === 'sell') return SELL;
  throw new RangeError(`side of ${order} expected 'buy' or 'sell', found ${String(side)}`);
}
