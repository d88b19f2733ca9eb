import type { Lots, Ticks, TimeUs, Units } from '../core/units.js';
import type { Cause } from '../events/cause.js';
import {
  BUY,
  type Deleveraging,
  type Incident,
  type LiquidationEnd,
  type LiquidationStart,
  type OrderFact,
  type TradeFact,
} from '../events/sink.js';
import type { Listener } from '../metrics/fan-out.js';
import type { Printer } from '../writers/printer.js';

/** What happened, told in a few numbers; texts are made only of the one that is shown. */
export interface MarketFact {
  readonly timeUs: TimeUs;
  /** Two facts are the same when their times and these are. */
  readonly numbers: readonly number[];
  readonly text: (printer: Printer) => string;
}

/** Numbers of the kinds of facts, the first of a fact's numbers. */
const KIND = {
  order: 1,
  cancel: 2,
  trade: 3,
  mark: 4,
  index: 5,
  liquidation: 6,
  ending: 7,
  deleveraging: 8,
  socialisation: 9,
  incident: 10,
} as const;

/**
 * Hears what happens on the market and to the traders, and passes it on in order, without the rows
 * that number accounts, orders and causes: those shift when a population or a shock is added. Samples
 * and the balance of the fund are left out: they only show what happened before, or was set.
 */
export class MarketFacts implements Listener {
  private readonly note: (fact: MarketFact) => void;

  constructor(note: (fact: MarketFact) => void) {
    this.note = note;
  }

  orderPlaced(order: OrderFact): void {
    const { timeUs, instrument, side, kind, priceTicks, lots, filledLots, cause } = order;
    const numbers = [KIND.order, instrument, side, textNumber(kind), priceTicks, lots, filledLots];
    this.note({
      timeUs,
      numbers,
      text: (printer) => {
        const way = side === BUY ? 'buy' : 'sell';
        const at = priceTicks === 0 ? '' : ` at ${printer.price(instrument, priceTicks)}`;
        const filled = filledLots === 0 ? '' : `, ${printer.size(instrument, filledLots)} filled`;
        return `${printer.instrument(instrument)}: ${kind} order to ${way} ${printer.size(instrument, lots)}${at}${filled} (${printer.cause(cause)})`;
      },
    });
  }

  orderCancelled(
    timeUs: TimeUs,
    instrument: number,
    _order: number,
    _account: number,
    lots: Lots,
    cause: Cause,
  ): void {
    this.note({
      timeUs,
      numbers: [KIND.cancel, instrument, lots],
      text: (printer) =>
        `${printer.instrument(instrument)}: cancel of ${printer.size(instrument, lots)} (${printer.cause(cause)})`,
    });
  }

  traded({ timeUs, instrument, takerSide, priceTicks, lots, cause }: TradeFact): void {
    this.note({
      timeUs,
      numbers: [KIND.trade, instrument, takerSide, priceTicks, lots],
      text: (printer) => {
        const taker = takerSide === BUY ? 'bought' : 'sold';
        return `${printer.instrument(instrument)}: ${printer.size(instrument, lots)} ${taker} at ${printer.price(instrument, priceTicks)} (${printer.cause(cause)})`;
      },
    });
  }

  markUpdated(timeUs: TimeUs, instrument: number, markTicks: Ticks): void {
    this.noteLevel(KIND.mark, 'mark', timeUs, instrument, markTicks);
  }

  indexPublished(timeUs: TimeUs, instrument: number, indexTicks: Ticks): void {
    this.noteLevel(KIND.index, 'index', timeUs, instrument, indexTicks);
  }

  liquidationStarted(start: LiquidationStart): void {
    const { timeUs, instrument, side, lots, markTicks, cohort } = start;
    this.note({
      timeUs,
      numbers: [KIND.liquidation, instrument, side, lots, markTicks],
      text: (printer) => {
        const closed = side === BUY ? 'long' : 'short';
        return `${printer.instrument(instrument)}: liquidation of a ${closed} of ${printer.size(instrument, lots)} (${printer.cohort(cohort)}) at a mark of ${printer.price(instrument, markTicks)}`;
      },
    });
  }

  liquidationEnded(end: LiquidationEnd): void {
    const { endTimeUs, instrument, closedLots, endReason, cohort, shortfallUnits } = end;
    const numbers = [
      KIND.ending,
      instrument,
      closedLots,
      end.closedTickLots,
      textNumber(endReason),
      end.feeUnits,
      end.paidByInsuranceFundUnits,
      end.paidByBackstopUnits,
      end.paidByDeleveragingUnits,
      end.paidBySocialisationUnits,
      end.paidByVenueUnits,
    ];
    // Read now, because the fact is told after the run went on and `end` became the next one's.
    const paid = [
      ['the fund', end.paidByInsuranceFundUnits],
      ['the backstop', end.paidByBackstopUnits],
      ['deleveraging', end.paidByDeleveragingUnits],
      ['socialisation', end.paidBySocialisationUnits],
      ['the venue', end.paidByVenueUnits],
    ] as const;
    this.note({
      timeUs: endTimeUs,
      numbers,
      text: (printer) => {
        const payers = paid
          .filter(([, units]) => units !== 0)
          .map(([payer, units]) => `${printer.money(units)} by ${payer}`);
        const debt =
          shortfallUnits === 0
            ? ''
            : `, shortfall ${printer.money(shortfallUnits)} paid ${payers.join(', ')}`;
        return `${printer.instrument(instrument)}: a liquidation ends ${endReason} after ${printer.size(instrument, closedLots)} (${printer.cohort(cohort)})${debt}`;
      },
    });
  }

  deleveraged({ timeUs, instrument, side, lots, priceTicks, cohort }: Deleveraging): void {
    this.note({
      timeUs,
      numbers: [KIND.deleveraging, instrument, side, lots, priceTicks],
      text: (printer) =>
        `${printer.instrument(instrument)}: ${printer.size(instrument, lots)} of a counterparty (${printer.cohort(cohort)}) deleveraged at ${printer.price(instrument, priceTicks)}`,
    });
  }

  lossSocialised(
    timeUs: TimeUs,
    venue: number,
    _liquidation: number,
    _account: number,
    amountUnits: Units,
  ): void {
    this.note({
      timeUs,
      numbers: [KIND.socialisation, venue, amountUnits],
      text: (printer) => `${printer.venue(venue)}: a loss of ${printer.money(amountUnits)} shared`,
    });
  }

  incident({ endTimeUs, kind, name, severity, timeUs, venue }: Incident): void {
    this.note({
      timeUs: endTimeUs,
      numbers: [KIND.incident, venue, timeUs, textNumber(kind), severity],
      text: (printer) => `${printer.venue(venue)}: ${kind} ${name} ends`,
    });
  }

  private noteLevel(
    kind: number,
    level: 'mark' | 'index',
    timeUs: TimeUs,
    instrument: number,
    ticks: Ticks,
  ): void {
    this.note({
      timeUs,
      numbers: [kind, instrument, ticks],
      text: (printer) =>
        `${printer.instrument(instrument)}: ${level} ${printer.price(instrument, ticks)}`,
    });
  }
}

/** Two facts that say the same at the same time. */
export function isSameFact(left: MarketFact, right: MarketFact): boolean {
  return (
    left.timeUs === right.timeUs &&
    left.numbers.length === right.numbers.length &&
    left.numbers.every((number, row) => Object.is(number, right.numbers[row]))
  );
}

/** A short word as a number: the words of one list differ in it. */
function textNumber(text: string): number {
  let number = text.length;
  for (let index = 0; index < text.length; index++) {
    number = (Math.imul(number, 31) + text.charCodeAt(index)) | 0;
  }
  return number;
}
