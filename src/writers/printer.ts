import type { Lots, Ticks, TimeUs, Units } from '../core/units.js';
import { type Cause, causeNames, isLiquidation } from '../events/cause.js';
import { listInstruments } from '../scenario/instruments.js';
import type { Scenario } from '../scenario/scenario.js';
import { type Decimal, decimalText, multipleText, parseDecimal, quotientText } from './decimal.js';

interface InstrumentText {
  readonly name: string;
  readonly venue: string;
  readonly tick: Decimal;
  readonly lot: Decimal;
}

/** Digits of an average price beyond those of the tick. */
const AVERAGE_PLACES = 2;

/** The account that executes shocks is told of as a cohort after the populations. */
const SHOCK_DESK = 'shockDesk';

/** Turns the rows and whole numbers of the events into the texts of the tables. */
export class Printer {
  readonly settlementAsset: string;
  private readonly moneyDecimals: number;
  private readonly instruments: readonly InstrumentText[];
  private readonly venues: readonly string[];
  private readonly policies: readonly string[];
  private readonly cohorts: readonly string[];
  private readonly causes: readonly string[];

  constructor(scenario: Scenario) {
    this.settlementAsset = scenario.settlement.asset;
    this.moneyDecimals = scenario.settlement.decimals;
    this.venues = scenario.venues.map((venue) => venue.name);
    this.policies = scenario.venues.map((venue) => venue.liquidation.execution.kind);
    const populations = scenario.populations.map((population) => population.name);
    this.cohorts = [...populations, SHOCK_DESK];
    const shocks = scenario.shocks.map((shock) => shock.name);
    this.causes = causeNames(shocks, populations);
    this.instruments = listInstruments(scenario).map(({ venue, rules }) => ({
      name: rules.name,
      venue: this.venues[venue],
      tick: parseDecimal(rules.tickSize),
      lot: parseDecimal(rules.lotSize),
    }));
  }

  /** Seconds with all six decimals. */
  time(timeUs: TimeUs): string {
    return decimalText(timeUs, 6);
  }

  money(units: Units): string {
    return decimalText(units, this.moneyDecimals);
  }

  /** Empty for 0: there is no price. */
  price(instrument: number, ticks: Ticks): string {
    return ticks === 0 ? '' : multipleText(ticks, this.instruments[instrument].tick);
  }

  /** Σ lots × price ÷ Σ lots; empty when nothing was closed. */
  averagePrice(instrument: number, tickLots: number, lots: Lots): string {
    if (lots === 0) return '';
    return quotientText(tickLots, lots, this.instruments[instrument].tick, AVERAGE_PLACES);
  }

  size(instrument: number, lots: Lots): string {
    return Number.isNaN(lots) ? '' : multipleText(lots, this.instruments[instrument].lot);
  }

  venue(row: number): string {
    return this.venues[row];
  }

  instrument(row: number): string {
    return this.instruments[row]?.name ?? '';
  }

  venueOfInstrument(row: number): string {
    return this.instruments[row].venue;
  }

  executionPolicy(venue: number): string {
    return this.policies[venue];
  }

  /** Empty for accounts of the system, which belong to no population. */
  cohort(row: number): string {
    return this.cohorts[row] ?? '';
  }

  cause(cause: Cause): string {
    if (isLiquidation(cause)) return `liquidation:${cause}`;
    return this.causes[-cause - 1] ?? '';
  }
}
