import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitProRata } from '../../../src/core/pro-rata.js';
import { bankruptcyTicks } from '../../../src/simulation/margin/bankruptcy-price.js';

const MAX = 1000;

it.each([
  { name: 'long, a whole number of ticks', lots: 10, equity: 200, price: 80 },
  { name: 'long, rounded up', lots: 10, equity: 195, price: 81 },
  { name: 'long without equity', lots: 10, equity: 0, price: 100 },
  { name: 'long in debt', lots: 10, equity: -15, price: 102 },
  { name: 'long paid in full, held at 1', lots: 10, equity: 1000, price: 1 },
  { name: 'short, a whole number of ticks', lots: -10, equity: 200, price: 120 },
  { name: 'short, rounded down', lots: -10, equity: 195, price: 119 },
  { name: 'short in debt', lots: -10, equity: -15, price: 98 },
  { name: 'short richer than the range, held at its top', lots: -10, equity: 9999, price: MAX },
  { name: 'short deeper in debt than any price', lots: -10, equity: -2000, price: 1 },
])('MARGIN-6: bankruptcy price of a $name', ({ lots, equity, price }) => {
  expect(bankruptcyTicks(lots, 1, 100, equity, MAX)).toBe(price);
});

it('MARGIN-6: closing at the bankruptcy price leaves >= 0, and one tick worse leaves less', () => {
  const leg = fc.record({
    lots: fc.integer({ min: -50, max: 50 }).filter((lots) => lots !== 0),
    unitsPerTickLot: fc.integer({ min: 1, max: 9 }),
    mark: fc.integer({ min: 1, max: MAX }),
    equity: fc.integer({ min: -20_000, max: 20_000 }),
  });
  fc.assert(
    fc.property(leg, ({ lots, unitsPerTickLot, mark, equity }) => {
      const price = bankruptcyTicks(lots, unitsPerTickLot, mark, equity, MAX);
      const left = (at: number): number => equity + lots * (at - mark) * unitsPerTickLot;
      expect(1 <= price && price <= MAX).toBe(true);
      const savable = left(lots > 0 ? MAX : 1) >= 0;
      expect(left(price) >= 0).toBe(savable);
      const worse = price - Math.sign(lots);
      if (savable && 1 <= worse && worse <= MAX) expect(left(worse)).toBeLessThan(0);
    }),
    { seed: 4, numRuns: 3000 },
  );
});

it.each([
  { name: 'pro rata', equity: 90, requirements: [10, 20], allotted: [30, 60] },
  {
    name: 'the crumb to the largest',
    equity: 100,
    requirements: [10, 20, 0],
    allotted: [33, 67, 0],
  },
  {
    name: 'the crumb to the first of equals',
    equity: 101,
    requirements: [5, 5],
    allotted: [51, 50],
  },
  { name: 'debts too', equity: -100, requirements: [20, 10], allotted: [-67, -33] },
  { name: 'without requirements, to the first', equity: 7, requirements: [0, 0], allotted: [7, 0] },
])('MARGIN-7: equity is allotted to legs: $name', ({ equity, requirements, allotted }) => {
  const into = new Float64Array(requirements.length);
  splitProRata(equity, Float64Array.from(requirements), requirements.length, into);
  expect([...into]).toEqual(allotted);
});

it('MARGIN-7: what is allotted adds up to the equity', () => {
  const anyRequirements = fc.array(fc.nat(1e12), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.integer({ min: -1e14, max: 1e14 }), anyRequirements, (equity, requirements) => {
      const into = new Float64Array(requirements.length);
      splitProRata(equity, Float64Array.from(requirements), requirements.length, into);
      expect(into.reduce((sum, units) => sum + units, 0)).toBe(equity);
    }),
    { seed: 5 },
  );
});
