import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  initialUnits,
  maintenanceUnits,
  MarginTiers,
} from '../../../src/simulation/margin/margin-schedule.js';
import { flat } from './market.js';
import { anySchedule } from './schedules.js';

// 1 % up to 10,000; above, 2 % less the 100 that make both sides of the edge meet.
const tiers = new MarginTiers({
  tiers: [
    { upToUnits: 10_000, initialPpm: 20_000, maintenancePpm: 10_000, deductionUnits: 0 },
    { upToUnits: Infinity, initialPpm: 50_000, maintenancePpm: 20_000, deductionUnits: 100 },
  ],
});

it.each([
  { notional: 0, maintenance: 0, initial: 0, name: 'nothing' },
  { notional: 100, maintenance: 1, initial: 2, name: 'a whole number of units' },
  { notional: 101, maintenance: 2, initial: 3, name: 'a fraction of a unit is rounded up' },
  { notional: 10_000, maintenance: 100, initial: 200, name: "the tier's edge belongs to the tier" },
  { notional: 10_001, maintenance: 101, initial: 501, name: 'one unit above the edge' },
  { notional: 50_000, maintenance: 900, initial: 2500, name: 'all of it at the second rate' },
])('MARGIN-2, MARGIN-3: requirement of $name', ({ notional, maintenance, initial }) => {
  expect(maintenanceUnits(tiers, notional)).toBe(maintenance);
  expect(initialUnits(tiers, notional)).toBe(initial);
});

it('MARGIN-2, MARGIN-3: a requirement is exact for every notional below 2^53', () => {
  const anyNotional = fc.oneof(fc.nat(5000), fc.maxSafeNat());
  fc.assert(
    fc.property(anySchedule, anyNotional, (schedule, notional) => {
      const compiled = new MarginTiers(schedule);
      const tier = schedule.tiers.find((it) => notional <= it.upToUnits)!;
      const rated = (ppm: number): number =>
        Number((BigInt(notional) * BigInt(ppm) + 999_999n) / 1_000_000n);
      const maintenance = rated(tier.maintenancePpm) - tier.deductionUnits;
      expect(maintenanceUnits(compiled, notional)).toBe(maintenance);
      expect(initialUnits(compiled, notional)).toBe(rated(tier.initialPpm));
    }),
    { seed: 1, numRuns: 2000 },
  );
});

it('a schedule whose last tier ends, or whose tiers do not rise, is no schedule', () => {
  const [tier] = flat(1, 1).tiers;
  expect(() => new MarginTiers({ tiers: [{ ...tier, upToUnits: 5 }] })).toThrow('last tier');
  expect(() => new MarginTiers({ tiers: [tier, tier] })).toThrow('tiers rise');
  expect(() => new MarginTiers(flat(1, 1_000_001))).toThrow('maintenance rate');
});
