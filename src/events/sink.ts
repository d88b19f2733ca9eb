import type { AccountId, Lots, Ticks, TimeUs, Units } from '../core/units.js';
import type { Cause } from './cause.js';

export type Side = 0 | 1;
export const BUY: Side = 0;
export const SELL: Side = 1;

/**
 * The closed list of facts a run makes known. The loop calls a method the moment a fact is true,
 * in order; nothing else leaves a run. Records are reused by the caller: copy what you keep.
 *
 * Venues, instruments and cohorts are rows of the scenario's lists; an instrument's row counts over
 * all venues. `timeUs` never falls from one call to the next. Undefined prices are 0: no price is.
 */
export interface EventSink {
  // Dense facts: folded as they come, stored only on request.
  orderPlaced(order: OrderFact): void;
  orderCancelled(
    timeUs: TimeUs,
    instrument: number,
    order: number,
    account: AccountId,
    lots: Lots,
    cause: Cause,
  ): void;
  traded(trade: TradeFact): void;
  markUpdated(timeUs: TimeUs, instrument: number, markTicks: Ticks): void;
  indexPublished(timeUs: TimeUs, instrument: number, indexTicks: Ticks): void;

  // Samples: at time 0, every `sampleEvery`, and at the end.
  instrumentSampled(sample: InstrumentSample): void;
  venueSampled(sample: VenueSample): void;

  // Sparse facts: always written.
  liquidationStarted(start: LiquidationStart): void;
  liquidationEnded(end: LiquidationEnd): void;
  insuranceFundMoved(move: FundMove): void;
  deleveraged(fact: Deleveraging): void;
  lossSocialised(
    timeUs: TimeUs,
    venue: number,
    liquidation: number,
    account: AccountId,
    amountUnits: Units,
  ): void;
  fundingSettled(timeUs: TimeUs, instrument: number, ratePpb: number, paidUnits: Units): void;
  incident(fact: Incident): void;

  // The end of the run, after the last sample.
  cohortClosed(cohort: CohortTotals): void;
  runEnded(end: RunEnd): void;
}

export interface OrderFact {
  timeUs: TimeUs;
  instrument: number;
  order: number; // 0 when nothing rested
  account: AccountId;
  side: Side;
  kind: 'limit' | 'market' | 'ioc' | 'fok' | 'postOnly' | 'iceberg';
  priceTicks: Ticks; // 0: none
  lots: Lots;
  filledLots: Lots;
  restingLots: Lots;
  cause: Cause;
}

export interface TradeFact {
  timeUs: TimeUs;
  instrument: number;
  takerSide: Side;
  priceTicks: Ticks;
  lots: Lots;
  taker: AccountId;
  maker: AccountId;
  takerFeeUnits: Units;
  makerFeeUnits: Units;
  cause: Cause;
}

export interface InstrumentSample {
  timeUs: TimeUs;
  instrument: number;
  indexTicks: Ticks;
  markTicks: Ticks;
  lastTicks: Ticks;
  bestBidTicks: Ticks; // 0: no bid
  bestAskTicks: Ticks; // 0: no ask
  /** Notional resting within 1 % of the mid, at the orders' prices; 0 when a side is empty. */
  bidDepthUnits: Units;
  askDepthUnits: Units;
  openInterestLots: Lots;
  /** Rate in billionths that would be settled now; NaN without funding. */
  fundingRatePpb: number;
  halted: boolean;
}

export interface VenueSample {
  timeUs: TimeUs;
  venue: number;
  insuranceFundUnits: Units;
  accountsAtRisk: number;
  liquidationsOpen: number;
}

/** One call for every (episode, instrument), all of an episode at the same time. */
export interface LiquidationStart {
  timeUs: TimeUs;
  liquidation: number;
  parent: number; // 0: a root
  cascade: number;
  generation: number; // 1: a root
  rootCause: Cause; // of the tree: never a liquidation
  venue: number;
  instrument: number;
  account: AccountId;
  cohort: number;
  isCross: boolean;
  /** True for the first leg of the episode: count episodes by it. */
  isFirstLeg: boolean;
  side: Side; // BUY: a long is being closed
  lots: Lots; // unsigned
  notionalUnits: Units;
  markTicks: Ticks;
  liquidationTicks: Ticks; // the level that was breached on this instrument; 0: none
  bankruptcyTicks: Ticks;
}

export type LiquidationEndReason =
  'filled' | 'restored' | 'takenOver' | 'deleveraged' | 'bookExhausted' | 'priceLimit' | 'horizon';

/** One call for every (episode, instrument): the start's facts and what came of them. */
export interface LiquidationEnd extends LiquidationStart {
  endTimeUs: TimeUs;
  /** Lots closed so far, in any way, and their proceeds Σ lots × price in units. */
  closedLots: Lots;
  closedTickLots: number;
  feeUnits: Units;
  shortfallUnits: Units;
  paidByInsuranceFundUnits: Units;
  paidByBackstopUnits: Units;
  paidByDeleveragingUnits: Units;
  paidBySocialisationUnits: Units;
  paidByVenueUnits: Units;
  endReason: LiquidationEndReason;
}

export type FundMoveReason = 'initial' | 'liquidationFee' | 'surplus' | 'shortfall';

export interface FundMove {
  timeUs: TimeUs;
  venue: number;
  reason: FundMoveReason;
  liquidation: number; // 0: none
  amountUnits: Units; // + into the fund
  balanceUnits: Units; // after the movement
}

export interface Deleveraging {
  timeUs: TimeUs;
  venue: number;
  liquidation: number;
  account: AccountId; // the counterparty reduced
  cohort: number;
  instrument: number;
  side: Side; // of the counterparty's position: BUY for a long
  lots: Lots;
  priceTicks: Ticks;
  notionalUnits: Units; // at the mark
  rank: number;
  pnlGivenUpUnits: Units; // signed: a price better than the mark is a gain, so negative
}

export interface Incident {
  timeUs: TimeUs;
  endTimeUs: TimeUs;
  venue: number;
  instrument: number;
  kind: string; // priceJump, marketOrder, tradingHalt, reopening …
  name: string;
  severity: number;
  trigger: string; // 'scheduled', or the condition
}

export interface CohortTotals {
  venue: number;
  cohort: number;
  accounts: number;
  liquidatedAccounts: number;
  depositsUnits: Units;
  withdrawalsUnits: Units;
  finalEquityUnits: Units;
  pnlUnits: Units;
  feesPaidUnits: Units; // trading and liquidation fees, and liquidation surplus kept by the fund
  fundingPaidUnits: Units;
  lossesSocialisedUnits: Units;
  shortfallCoveredUnits: Units;
  pnlGivenUpUnits: Units;
}

export type RunEndReason = 'horizon' | 'interrupted';

export interface RunEnd {
  timeUs: TimeUs;
  endReason: RunEndReason;
  commands: number;
  bookOperations: number;
  trades: number;
  /** Σ max(0, −equity) of margined accounts at the end. */
  openDeficitUnits: Units;
  /** Distance of the books from balance, in units and lots: 0 in a run that may be believed. */
  conservationError: number;
}
