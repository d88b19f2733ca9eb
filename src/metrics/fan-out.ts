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

/** A sink that listens to some facts only. */
export type Listener = Partial<EventSink>;

/**
 * One sink that tells several listeners, in their order. Each fact has its own list of those who
 * listen to it, so that a fact nobody wants costs one empty loop.
 */
export function fanOut(listeners: readonly Listener[]): EventSink {
  return new FanOut(listeners);
}

class FanOut implements EventSink {
  private readonly toOrderPlaced: readonly Hears<'orderPlaced'>[];
  private readonly toOrderCancelled: readonly Hears<'orderCancelled'>[];
  private readonly toTraded: readonly Hears<'traded'>[];
  private readonly toMarkUpdated: readonly Hears<'markUpdated'>[];
  private readonly toIndexPublished: readonly Hears<'indexPublished'>[];
  private readonly toInstrumentSampled: readonly Hears<'instrumentSampled'>[];
  private readonly toVenueSampled: readonly Hears<'venueSampled'>[];
  private readonly toLiquidationStarted: readonly Hears<'liquidationStarted'>[];
  private readonly toLiquidationEnded: readonly Hears<'liquidationEnded'>[];
  private readonly toInsuranceFundMoved: readonly Hears<'insuranceFundMoved'>[];
  private readonly toDeleveraged: readonly Hears<'deleveraged'>[];
  private readonly toLossSocialised: readonly Hears<'lossSocialised'>[];
  private readonly toFundingSettled: readonly Hears<'fundingSettled'>[];
  private readonly toIncident: readonly Hears<'incident'>[];
  private readonly toCohortClosed: readonly Hears<'cohortClosed'>[];
  private readonly toRunEnded: readonly Hears<'runEnded'>[];

  constructor(listeners: readonly Listener[]) {
    this.toOrderPlaced = thoseWhoHear(listeners, 'orderPlaced');
    this.toOrderCancelled = thoseWhoHear(listeners, 'orderCancelled');
    this.toTraded = thoseWhoHear(listeners, 'traded');
    this.toMarkUpdated = thoseWhoHear(listeners, 'markUpdated');
    this.toIndexPublished = thoseWhoHear(listeners, 'indexPublished');
    this.toInstrumentSampled = thoseWhoHear(listeners, 'instrumentSampled');
    this.toVenueSampled = thoseWhoHear(listeners, 'venueSampled');
    this.toLiquidationStarted = thoseWhoHear(listeners, 'liquidationStarted');
    this.toLiquidationEnded = thoseWhoHear(listeners, 'liquidationEnded');
    this.toInsuranceFundMoved = thoseWhoHear(listeners, 'insuranceFundMoved');
    this.toDeleveraged = thoseWhoHear(listeners, 'deleveraged');
    this.toLossSocialised = thoseWhoHear(listeners, 'lossSocialised');
    this.toFundingSettled = thoseWhoHear(listeners, 'fundingSettled');
    this.toIncident = thoseWhoHear(listeners, 'incident');
    this.toCohortClosed = thoseWhoHear(listeners, 'cohortClosed');
    this.toRunEnded = thoseWhoHear(listeners, 'runEnded');
  }

  orderPlaced(order: OrderFact): void {
    const listeners = this.toOrderPlaced;
    for (let row = 0; row < listeners.length; row++) listeners[row].orderPlaced(order);
  }

  orderCancelled(
    timeUs: TimeUs,
    instrument: number,
    order: number,
    account: AccountId,
    lots: Lots,
    cause: Cause,
  ): void {
    const listeners = this.toOrderCancelled;
    for (let row = 0; row < listeners.length; row++) {
      listeners[row].orderCancelled(timeUs, instrument, order, account, lots, cause);
    }
  }

  traded(trade: TradeFact): void {
    const listeners = this.toTraded;
    for (let row = 0; row < listeners.length; row++) listeners[row].traded(trade);
  }

  markUpdated(timeUs: TimeUs, instrument: number, markTicks: Ticks): void {
    const listeners = this.toMarkUpdated;
    for (let row = 0; row < listeners.length; row++) {
      listeners[row].markUpdated(timeUs, instrument, markTicks);
    }
  }

  indexPublished(timeUs: TimeUs, instrument: number, indexTicks: Ticks): void {
    const listeners = this.toIndexPublished;
    for (let row = 0; row < listeners.length; row++) {
      listeners[row].indexPublished(timeUs, instrument, indexTicks);
    }
  }

  instrumentSampled(sample: InstrumentSample): void {
    for (const listener of this.toInstrumentSampled) listener.instrumentSampled(sample);
  }

  venueSampled(sample: VenueSample): void {
    for (const listener of this.toVenueSampled) listener.venueSampled(sample);
  }

  liquidationStarted(start: LiquidationStart): void {
    for (const listener of this.toLiquidationStarted) listener.liquidationStarted(start);
  }

  liquidationEnded(end: LiquidationEnd): void {
    for (const listener of this.toLiquidationEnded) listener.liquidationEnded(end);
  }

  insuranceFundMoved(move: FundMove): void {
    for (const listener of this.toInsuranceFundMoved) listener.insuranceFundMoved(move);
  }

  deleveraged(fact: Deleveraging): void {
    for (const listener of this.toDeleveraged) listener.deleveraged(fact);
  }

  lossSocialised(
    timeUs: TimeUs,
    venue: number,
    liquidation: number,
    account: AccountId,
    amountUnits: Units,
  ): void {
    for (const listener of this.toLossSocialised) {
      listener.lossSocialised(timeUs, venue, liquidation, account, amountUnits);
    }
  }

  fundingSettled(timeUs: TimeUs, instrument: number, ratePpb: number, paidUnits: Units): void {
    for (const listener of this.toFundingSettled) {
      listener.fundingSettled(timeUs, instrument, ratePpb, paidUnits);
    }
  }

  incident(fact: Incident): void {
    for (const listener of this.toIncident) listener.incident(fact);
  }

  cohortClosed(cohort: CohortTotals): void {
    for (const listener of this.toCohortClosed) listener.cohortClosed(cohort);
  }

  runEnded(end: RunEnd): void {
    for (const listener of this.toRunEnded) listener.runEnded(end);
  }
}

type Hears<Fact extends keyof EventSink> = Pick<EventSink, Fact>;

function thoseWhoHear<Fact extends keyof EventSink>(
  listeners: readonly Listener[],
  fact: Fact,
): readonly Hears<Fact>[] {
  return listeners.filter((listener): listener is Listener & Hears<Fact> => {
    return listener[fact] !== undefined;
  });
}
