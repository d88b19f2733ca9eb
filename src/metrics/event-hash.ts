import type { AccountId, Lots, Ticks, TimeUs, Units } from '../core/units.js';
import type { Cause } from '../events/cause.js';
import type {
  CohortTotals,
  Deleveraging,
  EventSink,
  FundMove,
  Incident,
  InstrumentSample,
  LiquidationEnd,
  LiquidationStart,
  OrderFact,
  RunEnd,
  TradeFact,
  VenueSample,
} from '../events/sink.js';

const TWO_32 = 4_294_967_296;

// Odd, so that a field of a dense fact that differs always changes the sum that it is part of: the
// products of one fact are independent of each other, where a chain of mixes would wait for each.
const K1 = 0x9e3779b1;
const K2 = 0x85ebca6b;
const K3 = 0xc2b2ae35;
const K4 = 0x27d4eb2f;
const K5 = 0x165667b1;
const K6 = 0x2545f491;
const K7 = 0x7feb352d;
const K8 = 0x846ca68b;
const K9 = 0x68bc21eb;

/**
 * A rolling hash of every fact of a run, in order: two runs that print the same one did the same.
 * It tells runs apart and is not made against forgery.
 *
 * Every word is mixed into `recent`; at the end of each fact `recent` is mixed into `history`.
 * Dense facts give the low 32 bits of their whole numbers, the others all bits.
 */
export class EventHash implements EventSink {
  private recent = 0x6a09e667;
  private history = 0x3c6ef372;
  private readonly bits = new DataView(new ArrayBuffer(8));

  /** 16 hexadecimal digits. */
  digest(): string {
    const first = mix(mix(this.recent, this.history), this.recent);
    const second = mix(mix(this.history, first), this.recent);
    return hexadecimal(first) + hexadecimal(second);
  }

  orderPlaced(order: OrderFact): void {
    // The kinds differ in their first letter and length.
    const kind = (order.kind.charCodeAt(0) << 4) | order.kind.length;
    const words =
      Math.imul(order.timeUs, K1) +
      Math.imul(order.order, K2) +
      Math.imul(order.account, K3) +
      Math.imul(order.priceTicks, K4) +
      Math.imul(order.lots, K5) +
      Math.imul(order.filledLots, K6) +
      Math.imul(order.restingLots, K7) +
      Math.imul(order.cause, K8) +
      Math.imul((order.instrument << 1) | order.side, K9);
    this.close(mix(mix(this.recent, (1 << 16) | kind), words | 0));
  }

  orderCancelled(
    timeUs: TimeUs,
    instrument: number,
    order: number,
    account: AccountId,
    lots: Lots,
    cause: Cause,
  ): void {
    const words =
      Math.imul(timeUs, K1) +
      Math.imul(order, K2) +
      Math.imul(account, K3) +
      Math.imul(lots, K4) +
      Math.imul(cause, K5);
    this.close(mix(mix(this.recent, (2 << 16) | instrument), words | 0));
  }

  traded(trade: TradeFact): void {
    const words =
      Math.imul(trade.timeUs, K1) +
      Math.imul(trade.priceTicks, K2) +
      Math.imul(trade.lots, K3) +
      Math.imul(trade.taker, K4) +
      Math.imul(trade.maker, K5) +
      Math.imul(trade.takerFeeUnits, K6) +
      Math.imul(trade.makerFeeUnits, K7) +
      Math.imul(trade.cause, K8);
    const kind = (3 << 16) | (trade.instrument << 1) | trade.takerSide;
    this.close(mix(mix(this.recent, kind), words | 0));
  }

  markUpdated(timeUs: TimeUs, instrument: number, markTicks: Ticks): void {
    const hash = mix(mix(this.recent, (4 << 16) | instrument), timeUs | 0);
    this.close(mix(hash, markTicks | 0));
  }

  indexPublished(timeUs: TimeUs, instrument: number, indexTicks: Ticks): void {
    const hash = mix(mix(this.recent, (5 << 16) | instrument), timeUs | 0);
    this.close(mix(hash, indexTicks | 0));
  }

  instrumentSampled(sample: InstrumentSample): void {
    this.fact(6, sample.timeUs, sample.instrument, sample.indexTicks, sample.markTicks);
    this.fact(6, sample.lastTicks, sample.bestBidTicks, sample.bestAskTicks, sample.bidDepthUnits);
    this.fact(6, sample.askDepthUnits, sample.openInterestLots, sample.fundingRatePpb);
    this.fact(6, sample.halted ? 1 : 0);
  }

  venueSampled(sample: VenueSample): void {
    this.fact(7, sample.timeUs, sample.venue, sample.insuranceFundUnits, sample.accountsAtRisk);
    this.fact(7, sample.liquidationsOpen);
  }

  liquidationStarted(start: LiquidationStart): void {
    this.start(8, start);
  }

  liquidationEnded(end: LiquidationEnd): void {
    this.start(9, end);
    this.fact(9, end.endTimeUs, end.closedLots, end.closedTickLots, end.feeUnits);
    this.fact(9, end.shortfallUnits, end.paidByInsuranceFundUnits, end.paidByBackstopUnits);
    this.fact(9, end.paidByDeleveragingUnits, end.paidBySocialisationUnits, end.paidByVenueUnits);
    this.text(end.endReason);
  }

  insuranceFundMoved(move: FundMove): void {
    this.fact(10, move.timeUs, move.venue, move.liquidation, move.amountUnits, move.balanceUnits);
    this.text(move.reason);
  }

  deleveraged(fact: Deleveraging): void {
    this.fact(11, fact.timeUs, fact.venue, fact.liquidation, fact.account, fact.cohort);
    this.fact(11, fact.instrument, fact.side, fact.lots, fact.priceTicks, fact.notionalUnits);
    this.fact(11, fact.rank, fact.pnlGivenUpUnits);
  }

  lossSocialised(
    timeUs: TimeUs,
    venue: number,
    liquidation: number,
    account: AccountId,
    amountUnits: Units,
  ): void {
    this.fact(12, timeUs, venue, liquidation, account, amountUnits);
  }

  fundingSettled(timeUs: TimeUs, instrument: number, ratePpb: number, paidUnits: Units): void {
    this.fact(13, timeUs, instrument, ratePpb, paidUnits);
  }

  incident(fact: Incident): void {
    this.fact(14, fact.timeUs, fact.endTimeUs, fact.venue, fact.instrument, fact.severity);
    this.text(fact.kind);
    this.text(fact.name);
    this.text(fact.trigger);
  }

  cohortClosed(cohort: CohortTotals): void {
    this.fact(15, cohort.venue, cohort.cohort, cohort.accounts, cohort.liquidatedAccounts);
    this.fact(15, cohort.depositsUnits, cohort.withdrawalsUnits, cohort.finalEquityUnits);
    this.fact(15, cohort.pnlUnits, cohort.feesPaidUnits, cohort.fundingPaidUnits);
    this.fact(15, cohort.lossesSocialisedUnits, cohort.shortfallCoveredUnits);
    this.fact(15, cohort.pnlGivenUpUnits);
  }

  runEnded(end: RunEnd): void {
    this.fact(16, end.timeUs, end.commands, end.bookOperations, end.trades, end.openDeficitUnits);
    this.fact(16, end.conservationError);
    this.text(end.endReason);
  }

  private start(tag: number, start: LiquidationStart): void {
    this.fact(tag, start.timeUs, start.liquidation, start.parent, start.cascade, start.generation);
    this.fact(tag, start.rootCause, start.venue, start.instrument, start.account, start.cohort);
    this.fact(tag, start.isCross ? 1 : 0, start.isFirstLeg ? 1 : 0, start.side, start.lots);
    this.fact(tag, start.notionalUnits, start.markTicks, start.liquidationTicks);
    this.fact(tag, start.bankruptcyTicks);
  }

  private fact(tag: number, a: number, b?: number, c?: number, d?: number, e?: number): void {
    this.recent = mix(this.recent, tag << 16);
    this.number(a);
    if (b !== undefined) this.number(b);
    if (c !== undefined) this.number(c);
    if (d !== undefined) this.number(d);
    if (e !== undefined) this.number(e);
    this.close(this.recent);
  }

  private number(value: number): void {
    const low = value | 0;
    if (low === value) {
      this.recent = mix(this.recent, low);
      return;
    }
    // The bits of a NaN depend on the processor.
    this.bits.setFloat64(0, Number.isNaN(value) ? TWO_32 : value);
    this.recent = mix(mix(this.recent, this.bits.getInt32(0)), this.bits.getInt32(4));
  }

  private text(text: string): void {
    let hash = mix(this.recent, text.length);
    for (let at = 0; at < text.length; at++) hash = mix(hash, text.charCodeAt(at));
    this.close(hash);
  }

  private close(recent: number): void {
    this.recent = recent;
    this.history = mix(this.history, recent);
  }
}

/** One to one in both arguments: a word that differs never gives the same hash. */
function mix(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}

function hexadecimal(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
