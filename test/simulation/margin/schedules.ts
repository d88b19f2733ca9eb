import fc from 'fast-check';
import type { MarginSchedule, MarginTier } from '../../../src/scenario/scenario.js';

const rates = fc.record({
  width: fc.integer({ min: 1, max: 4000 }),
  step: fc.integer({ min: 0, max: 200_000 }),
});

/**
 * Schedules of one to four tiers. With deductions the requirement is continuous at the edges (to the
 * unit, rounded); without, it steps up there.
 */
export const anySchedule: fc.Arbitrary<MarginSchedule> = fc
  .record({
    rows: fc.array(rates, { minLength: 1, maxLength: 4, size: 'max' }),
    deducts: fc.boolean(),
    first: fc.integer({ min: 0, max: 250_000 }),
  })
  .map(({ rows, deducts, first }) => {
    const tiers: MarginTier[] = [];
    let maintenancePpm = first;
    let deductionUnits = 0;
    let edgeUnits = 0;
    for (const [row, { width, step }] of rows.entries()) {
      if (row > 0) {
        maintenancePpm += step;
        if (deducts) deductionUnits += Math.round((edgeUnits * step) / 1e6);
      }
      edgeUnits += width;
      const upToUnits = row === rows.length - 1 ? Infinity : edgeUnits;
      tiers.push({
        upToUnits,
        initialPpm: maintenancePpm + 10_000,
        maintenancePpm,
        deductionUnits,
      });
    }
    return { tiers };
  });
