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
} from '../../src/events/sink.js';

export interface Cancel {
  timeUs: number;
  instrument: number;
  order: number;
  account: number;
  lots: number;
  cause: number;
}

export interface Mark {
  timeUs: number;
  instrument: number;
  markTicks: number;
}

export interface Socialised {
  liquidation: number;
  account: number;
  amountUnits: number;
}

export interface Funding {
  timeUs: number;
  instrument: number;
  ratePpb: number;
  paidUnits: number;
}

/** Keeps a copy of every fact, by kind and all of them in order. */
export class RecordingSink implements EventSink {
  readonly orders: OrderFact[] = [];
  readonly cancels: Cancel[] = [];
  readonly trades: TradeFact[] = [];
  readonly marks: Mark[] = [];
  readonly samples: InstrumentSample[] = [];
  readonly venueSamples: VenueSample[] = [];
  readonly starts: LiquidationStart[] = [];
  readonly ends: LiquidationEnd[] = [];
  readonly fundMoves: FundMove[] = [];
  readonly deleveragings: Deleveraging[] = [];
  readonly socialised: Socialised[] = [];
  readonly fundings: Funding[] = [];
  readonly incidents: Incident[] = [];
  readonly cohorts: CohortTotals[] = [];
  ended: RunEnd | null = null;
  /** One line a fact, in order. */
  readonly lines: string[] = [];

  orderPlaced(order: OrderFact): void {
    this.note('orderPlaced', this.orders, { ...order });
  }

  orderCancelled(
    timeUs: number,
    instrument: number,
    order: number,
    account: number,
    lots: number,
    cause: number,
  ): void {
    const cancel = { timeUs, instrument, order, account, lots, cause };
    this.note('orderCancelled', this.cancels, cancel);
  }

  traded(trade: TradeFact): void {
    this.note('traded', this.trades, { ...trade });
  }

  markUpdated(timeUs: number, instrument: number, markTicks: number): void {
    this.note('markUpdated', this.marks, { timeUs, instrument, markTicks });
  }

  indexPublished(timeUs: number, instrument: number, indexTicks: number): void {
    this.lines.push(`indexPublished ${timeUs} ${instrument} ${indexTicks}`);
  }

  instrumentSampled(sample: InstrumentSample): void {
    this.note('instrumentSampled', this.samples, { ...sample });
  }

  venueSampled(sample: VenueSample): void {
    this.note('venueSampled', this.venueSamples, { ...sample });
  }

  liquidationStarted(start: LiquidationStart): void {
    this.note('liquidationStarted', this.starts, { ...start });
  }

  liquidationEnded(end: LiquidationEnd): void {
    this.note('liquidationEnded', this.ends, { ...end });
  }

  insuranceFundMoved(move: FundMove): void {
    this.note('insuranceFundMoved', this.fundMoves, { ...move });
  }

  deleveraged(fact: Deleveraging): void {
    this.note('deleveraged', this.deleveragings, { ...fact });
  }

  lossSocialised(
    _timeUs: number,
    _venue: number,
    liquidation: number,
    account: number,
    amountUnits: number,
  ): void {
    this.note('lossSocialised', this.socialised, { liquidation, account, amountUnits });
  }

  fundingSettled(timeUs: number, instrument: number, ratePpb: number, paidUnits: number): void {
    this.note('fundingSettled', this.fundings, { timeUs, instrument, ratePpb, paidUnits });
  }

  incident(fact: Incident): void {
    this.note('incident', this.incidents, { ...fact });
  }

  cohortClosed(cohort: CohortTotals): void {
    this.note('cohortClosed', this.cohorts, { ...cohort });
  }

  runEnded(end: RunEnd): void {
    this.ended = { ...end };
    this.lines.push(`runEnded ${JSON.stringify(end)}`);
  }

  private note<Fact extends object>(name: string, facts: Fact[], fact: Fact): void {
    facts.push(fact);
    this.lines.push(`${name} ${JSON.stringify(fact)}`);
  }
}
