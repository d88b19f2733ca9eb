import { grownFloat64, grownInt32, grownUint8 } from '../../core/columns.js';
import type { Draws, RandomStreams, StreamId } from '../../core/random.js';
import type { AccountId, Lots, Ticks, TimeUs, Units } from '../../core/units.js';
import type { Side } from '../../events/sink.js';

/**
 * What a trader could see, and nothing else. The market part is as old as the agent's reaction time;
 * what it knows of itself is current. One view serves all wake-ups: never keep it.
 */
export interface MarketView {
  readonly timeUs: TimeUs; // now
  /** Row of the instrument this wake-up is about, over all venues. */
  readonly instrument: number;
  readonly bestBidTicks: Ticks; // 0: no bids
  readonly bestAskTicks: Ticks; // 0: no asks
  readonly lastTicks: Ticks;
  readonly markTicks: Ticks;
  readonly indexTicks: Ticks;
  /** Lots traded on the instrument since the start of the run. */
  readonly tradedLots: Lots;
  /** What one lot is worth at a price of one tick. */
  readonly unitsPerTickLot: number;
  readonly maxPriceTicks: Ticks;

  /** Share of its usual size that a market maker quotes: below 1 while it stays away. */
  readonly sizeFactor: number;

  readonly account: AccountId;
  readonly positionLots: Lots; // its own; negative when short
  /** What the position cost; negative when short. */
  readonly costUnits: Units;
  readonly equityUnits: Units; // of the account, at the mark
  /** Below it the account is liquidated; of all its positions, at the mark. */
  readonly maintenanceUnits: Units;
  /** Whether the account was ever liquidated. */
  readonly wasLiquidated: boolean;
  /**
   * What it sent about the instrument and the venue has not executed yet: on its way, queueing, or
   * collected for an auction and for nothing else.
   */
  readonly messagesOnTheWay: number;
  /** Lots of the orders among that; negative: sales outweigh. */
  readonly lotsOnTheWay: Lots;
  /** Its own money outside the venue, which it can still deposit. */
  readonly cashUnits: Units;
  /** Whether the order rests and is the account's own. */
  owns(order: number): boolean;
  /** Whether the order still rests. */
  isOpen(order: number): boolean;
  openLots(order: number): Lots; // 0: it no longer rests

  /** Liquidations that wait for keepers, oldest first. Public, as on a chain. */
  readonly openLiquidationCount: number;
  openLiquidation(row: number): OpenLiquidation;
  /** Lots bought from liquidated accounts that the caller still holds; signed. */
  readonly inventoryLots: Lots;
}

export interface OpenLiquidation {
  readonly liquidation: number;
  readonly instrument: number;
  readonly side: Side; // BUY: a long is being closed
  readonly lots: Lots; // still open
  readonly priceTicks: Ticks; // what a keeper pays now
  readonly markTicks: Ticks;
}

/**
 * One behaviour, for all members of one population. It sees, decides and writes its decision; it
 * never touches the market. What a member remembers stands in columns of the behaviour.
 */
export interface Behaviour {
  /** Wake-ups a second of the whole population, constant: arrivals form one Poisson stream. 0: never wakes. */
  readonly wakesPerSecond: number;
  /**
   * When the population wakes next, in exact microseconds, not before `afterUs`, its last arrival
   * (0 at the start); Infinity: never again. For arrivals that are not Poisson. Draws only from the
   * stream of arrivals, which no decision touches.
   */
  nextArrivalUs?(afterUs: number, streams: RandomStreams, arrivals: StreamId): number;
  /**
   * Whom the wake-up is for: a seat (agent × instruments + position in the population's list of
   * instruments), or NONE when it comes to nothing. Asked before the view is made; `wake` follows
   * with the same draws. Without it the loop draws a seat, each as likely.
   */
  choose?(draws: Draws): number;
  /** `agent` is the member's number in the population, from 0. Allocates nothing. */
  wake(agent: number, view: MarketView, draws: Draws, decision: Decision): void;
  /**
   * Told of the id of every order that rested, in the order of the decision's intents: when the venue
   * has executed it, which may be later than the wake-up that sent it.
   */
  orderRested?(agent: number, tag: number, order: number): void;
  /**
   * Told, instead, of every limit, post-only or iceberg order that does not rest: it traded whole, or
   * was refused.
   */
  orderGone?(agent: number, tag: number): void;
  /** Orders to stand at the start, in the order of the members. */
  open?(agent: number, view: MarketView, draws: Draws, decision: Decision): void;
}

export const INTENTS = {
  limit: 0,
  market: 1,
  ioc: 2,
  postOnly: 3,
  iceberg: 4,
  fok: 5,
  cancel: 6,
  cancelAll: 7,
  /** Buy lots from a liquidated account. */
  takeOver: 8,
  /** Sell or buy back lots taken over, at market; carries the causes of their liquidations. */
  dispose: 9,
  /** Bring money in from the agent's cash outside the venue; as much as there is. */
  deposit: 10,
  /** Take money out to it; as much as is free. */
  withdraw: 11,
} as const;
export type Intent = (typeof INTENTS)[keyof typeof INTENTS];

/**
 * What one wake-up asks for, in order, as columns. Owned by the loop and used again for every
 * wake-up.
 */
export class Decision {
  count = 0;
  kind: Uint8Array = new Uint8Array(64);
  side: Uint8Array = new Uint8Array(64);
  priceTicks: Float64Array = new Float64Array(64);
  lots: Float64Array = new Float64Array(64);
  /** Order id (cancel), liquidation id (takeOver), displayed lots (iceberg), units (deposit, withdraw). */
  reference: Float64Array = new Float64Array(64);
  /** Free for the behaviour: comes back with `orderRested` or `orderGone`. */
  tag: Int32Array = new Int32Array(64);

  clear(): void {
    this.count = 0;
  }

  limit(side: Side, priceTicks: Ticks, lots: Lots, tag = 0): void {
    this.push(INTENTS.limit, side, priceTicks, lots, 0, tag);
  }

  postOnly(side: Side, priceTicks: Ticks, lots: Lots, tag = 0): void {
    this.push(INTENTS.postOnly, side, priceTicks, lots, 0, tag);
  }

  iceberg(side: Side, priceTicks: Ticks, lots: Lots, displayedLots: Lots, tag = 0): void {
    this.push(INTENTS.iceberg, side, priceTicks, lots, displayedLots, tag);
  }

  market(side: Side, lots: Lots): void {
    this.push(INTENTS.market, side, 0, lots, 0, 0);
  }

  immediateOrCancel(side: Side, priceTicks: Ticks, lots: Lots): void {
    this.push(INTENTS.ioc, side, priceTicks, lots, 0, 0);
  }

  fillOrKill(side: Side, priceTicks: Ticks, lots: Lots): void {
    this.push(INTENTS.fok, side, priceTicks, lots, 0, 0);
  }

  cancel(order: number): void {
    this.push(INTENTS.cancel, 0, 0, 0, order, 0);
  }

  cancelAll(): void {
    this.push(INTENTS.cancelAll, 0, 0, 0, 0, 0);
  }

  takeOver(liquidation: number, lots: Lots): void {
    this.push(INTENTS.takeOver, 0, 0, lots, liquidation, 0);
  }

  dispose(lots: Lots): void {
    this.push(INTENTS.dispose, 0, 0, lots, 0, 0);
  }

  deposit(amountUnits: Units): void {
    this.push(INTENTS.deposit, 0, 0, 0, amountUnits, 0);
  }

  withdraw(amountUnits: Units): void {
    this.push(INTENTS.withdraw, 0, 0, 0, amountUnits, 0);
  }

  /** An intent as it stands in the columns. */
  push(
    kind: Intent,
    side: Side,
    priceTicks: Ticks,
    lots: Lots,
    reference: number,
    tag: number,
  ): void {
    if (this.count === this.kind.length) this.grow();
    const row = this.count++;
    this.kind[row] = kind;
    this.side[row] = side;
    this.priceTicks[row] = priceTicks;
    this.lots[row] = lots;
    this.reference[row] = reference;
    this.tag[row] = tag;
  }

  private grow(): void {
    const length = 2 * this.kind.length;
    this.kind = grownUint8(this.kind, length);
    this.side = grownUint8(this.side, length);
    this.priceTicks = grownFloat64(this.priceTicks, length);
    this.lots = grownFloat64(this.lots, length);
    this.reference = grownFloat64(this.reference, length);
    this.tag = grownInt32(this.tag, length);
  }
}
