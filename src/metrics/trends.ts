import type { InstrumentSample, LiquidationStart, VenueSample } from '../events/sink.js';
import { listInstruments } from '../scenario/instruments.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Listener } from './fan-out.js';

/** Equal parts of the run's duration that are told apart. */
const PARTS = 240;

/** The course of one quantity in bounded memory: one value for each part of the duration. */
export class Trend {
  /** NaN: nothing was seen in that part. */
  readonly values = new Float64Array(PARTS).fill(NaN);
  first = NaN;
  last = NaN;
  least = NaN;

  /** A later value of a part replaces an earlier one. */
  see(part: number, value: number): void {
    this.values[part] = value;
    this.last = value;
    if (Number.isNaN(this.first)) this.first = value;
    if (!(this.least <= value)) this.least = value;
  }
}

/** What a run looked like from afar: marks, insurance fund (all venues) and liquidations. */
export class Trends implements Listener {
  /** Of each instrument, in ticks; parts in which the mark was undefined are empty. */
  readonly marks: readonly Trend[];
  readonly fund = new Trend();
  /** Episodes that started in each part. */
  readonly liquidations = new Float64Array(PARTS);
  /** Parts that the run has begun. */
  begun = 0;
  private readonly durationUs: number;
  private readonly fundOfVenueUnits: Float64Array;

  constructor(scenario: Scenario) {
    this.durationUs = scenario.durationUs;
    this.marks = listInstruments(scenario).map(() => new Trend());
    this.fundOfVenueUnits = new Float64Array(scenario.venues.length);
  }

  instrumentSampled({ timeUs, instrument, markTicks }: InstrumentSample): void {
    const part = this.partOf(timeUs);
    if (markTicks !== 0) this.marks[instrument].see(part, markTicks);
  }

  venueSampled({ timeUs, venue, insuranceFundUnits }: VenueSample): void {
    this.fundOfVenueUnits[venue] = insuranceFundUnits;
    const isComplete = venue === this.fundOfVenueUnits.length - 1;
    if (!isComplete) return;
    let totalUnits = 0;
    for (const units of this.fundOfVenueUnits) totalUnits += units;
    this.fund.see(this.partOf(timeUs), totalUnits);
  }

  liquidationStarted({ timeUs, isFirstLeg }: LiquidationStart): void {
    if (isFirstLeg) this.liquidations[this.partOf(timeUs)] += 1;
  }

  private partOf(timeUs: number): number {
    const part = Math.min(PARTS - 1, Math.floor((timeUs / this.durationUs) * PARTS));
    if (part >= this.begun) this.begun = part + 1;
    return part;
  }
}
