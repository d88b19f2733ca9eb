import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NONE } from '../../../src/core/units.js';
import { MarginTiers } from '../../../src/simulation/margin/margin-schedule.js';
import { legHealthUnits, triggerTicks } from '../../../src/simulation/margin/trigger-price.js';
import { anySchedule } from './schedules.js';

const MAX = 300;
const leg = fc.record({
  schedule: anySchedule,
  lots: fc.integer({ min: 1, max: 40 }),
  isLong: fc.boolean(),
  unitsPerTickLot: fc.integer({ min: 1, max: 3 }),
  // The cash that would spend itself about at this price, and a few units more or less.
  aim: fc.integer({ min: -20, max: MAX + 20 }),
  offset: fc.integer({ min: -30, max: 30 }),
});

it('MARGIN-5: the trigger is the outermost price at which a scan of all prices finds a breach', () => {
  let inside = 0;
  fc.assert(
    fc.property(leg, ({ schedule, lots, isLong, unitsPerTickLot, aim, offset }) => {
      const tiers = new MarginTiers(schedule);
      const signed = isLong ? lots : -lots;
      const cash = offset - signed * unitsPerTickLot * aim;
      let expected = NONE;
      for (let mark = 0; mark <= MAX; mark++) {
        if (legHealthUnits(tiers, signed, unitsPerTickLot, cash, mark) > 0) continue;
        if (isLong || expected === NONE) expected = mark;
      }
      if (expected !== NONE && expected !== 0 && expected !== MAX) inside += 1;
      expect(triggerTicks(tiers, signed, unitsPerTickLot, cash, MAX)).toBe(expected);
    }),
    { seed: 2, numRuns: 6000 },
  );
  expect(inside).toBeGreaterThan(2000);
});

it('MARGIN-5: the trigger is exact near 2^53', () => {
  const big = fc.record({
    schedule: anySchedule,
    lots: fc.integer({ min: 2 ** 22, max: 2 ** 23 - 1 }),
    isLong: fc.boolean(),
    at: fc.integer({ min: 2 ** 29, max: 2 ** 30 - 1 }),
    offset: fc.integer({ min: -3, max: 3 }),
  });
  fc.assert(
    fc.property(big, ({ schedule, lots, isLong, at, offset }) => {
      const tiers = new MarginTiers(schedule);
      const signed = isLong ? lots : -lots;
      const cash = offset - legHealthUnits(tiers, signed, 1, 0, at);
      const trigger = triggerTicks(tiers, signed, 1, cash, 2 ** 30);
      if (trigger === NONE) {
        expect(legHealthUnits(tiers, signed, 1, cash, isLong ? 0 : 2 ** 30)).toBeGreaterThan(0);
        return;
      }
      const beyond = isLong ? trigger + 1 : trigger - 1;
      expect(legHealthUnits(tiers, signed, 1, cash, trigger)).toBeLessThanOrEqual(0);
      if (beyond < 0 || beyond > 2 ** 30) return;
      expect(legHealthUnits(tiers, signed, 1, cash, beyond)).toBeGreaterThan(0);
    }),
    { seed: 3, numRuns: 3000 },
  );
});
