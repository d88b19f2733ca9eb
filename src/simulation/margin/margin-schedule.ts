import { assert } from '../../core/assert.js';
import { shareUp } from '../../core/rounding.js';
import { PPM, type Ppm, type Units } from '../../core/units.js';
import type { MarginSchedule } from '../../scenario/scenario.js';

/** A margin schedule as columns: a row is a tier, in rising order of notional; the last holds all. */
export class MarginTiers {
  readonly count: number;
  /** The largest notional of the tier, which belongs to it. */
  readonly upToUnits: Float64Array;
  readonly initialPpm: Float64Array;
  readonly maintenancePpm: Float64Array;
  readonly deductionUnits: Float64Array;
  readonly highestInitialPpm: Ppm;

  constructor(schedule: MarginSchedule) {
    const { tiers } = schedule;
    this.count = tiers.length;
    this.upToUnits = Float64Array.from(tiers, (tier) => tier.upToUnits);
    this.initialPpm = Float64Array.from(tiers, (tier) => tier.initialPpm);
    this.maintenancePpm = Float64Array.from(tiers, (tier) => tier.maintenancePpm);
    this.deductionUnits = Float64Array.from(tiers, (tier) => tier.deductionUnits);
    this.highestInitialPpm = Math.max(...this.initialPpm);
    assert(this.upToUnits.at(-1) === Infinity, 'the last tier holds every notional');
    for (let tier = 0; tier < this.count; tier++) {
      const rate = this.maintenancePpm[tier];
      assert(0 <= rate && rate <= PPM, 'a maintenance rate lies between 0 and 1');
      const rises = tier === 0 || this.upToUnits[tier - 1] < this.upToUnits[tier];
      assert(rises, 'tiers rise');
    }
  }
}

/** The tier that holds a notional. */
export function tierOf(tiers: MarginTiers, notionalUnits: Units): number {
  const { upToUnits } = tiers;
  let tier = 0;
  while (notionalUnits > upToUnits[tier]) tier += 1;
  return tier;
}

/** Equity at or below which a position of this notional is liquidated: rounded up, less the deduction. */
export function maintenanceUnits(tiers: MarginTiers, notionalUnits: Units): Units {
  const tier = tierOf(tiers, notionalUnits);
  return shareUp(notionalUnits, tiers.maintenancePpm[tier]) - tiers.deductionUnits[tier];
}

/** Equity needed to open a position of this notional: all of it at its tier's rate, rounded up. */
export function initialUnits(tiers: MarginTiers, notionalUnits: Units): Units {
  return shareUp(notionalUnits, tiers.initialPpm[tierOf(tiers, notionalUnits)]);
}
