import { expect, it } from 'vitest';
import { NONE } from '../../../src/core/units.js';
import { MarginTiers } from '../../../src/simulation/margin/margin-schedule.js';
import { legHealthUnits, triggerTicks } from '../../../src/simulation/margin/trigger-price.js';
import { flat } from './market.js';

const tenth = new MarginTiers(flat(200_000, 100_000));
const free = new MarginTiers(flat(10_000, 0));
// 10 % up to 1000; above, 20 % less 100.
const tiered = new MarginTiers({
  tiers: [
    { upToUnits: 1000, initialPpm: 200_000, maintenancePpm: 100_000, deductionUnits: 0 },
    { upToUnits: Infinity, initialPpm: 300_000, maintenancePpm: 200_000, deductionUnits: 100 },
  ],
});
const MAX = 1000;

it.each([
  // Ten lots: value 1000 at 100, requirement 100.
  { name: 'long, equity = maintenance at 100', lots: 10, cash: -900, trigger: 100 },
  { name: 'long, one unit above at 100', lots: 10, cash: -899, trigger: 99 },
  { name: 'long, one unit below at 100', lots: 10, cash: -901, trigger: 100 },
  { name: 'short, equity = maintenance at 100', lots: -10, cash: 1100, trigger: 100 },
  { name: 'short, one unit above at 100', lots: -10, cash: 1101, trigger: 101 },
  { name: 'short, one unit below at 100', lots: -10, cash: 1099, trigger: 100 },
  // One lot at 101: the requirement of 10.1 is rounded up to 11.
  { name: 'long, requirement rounded up', lots: 1, cash: -90, trigger: 101 },
  { name: 'short, requirement rounded up', lots: -1, cash: 112, trigger: 101 },
])('trigger of a $name', ({ lots, cash, trigger }) => {
  expect(triggerTicks(tenth, lots, 1, cash, MAX)).toBe(trigger);
});

it.each([
  { name: 'a long paid in full breaches at price 0 only', lots: 10, cash: 0, trigger: 0 },
  { name: 'a long with a unit to spare never does', lots: 10, cash: 1, trigger: NONE },
  { name: 'a long that no price can save always does', lots: 10, cash: -9001, trigger: MAX },
  { name: 'a short breaches at the highest price', lots: -10, cash: 11_000, trigger: MAX },
  { name: 'a short with a unit more never does', lots: -10, cash: 11_001, trigger: NONE },
  { name: 'a short without cash always does', lots: -10, cash: 0, trigger: 0 },
])('at the ends of the range: $name', ({ lots, cash, trigger }) => {
  expect(triggerTicks(tenth, lots, 1, cash, MAX)).toBe(trigger);
});

it.each([
  { name: 'long at the edge, first tier', lots: 10, cash: -900, trigger: 100 },
  { name: 'long one tick above the edge, second tier', lots: 10, cash: -908, trigger: 101 },
  { name: 'long between the two', lots: 10, cash: -907, trigger: 100 },
  { name: 'short at the edge, first tier', lots: -10, cash: 1100, trigger: 100 },
  { name: 'short one tick above the edge, second tier', lots: -10, cash: 1101, trigger: 101 },
  { name: 'short two ticks above the edge', lots: -10, cash: 1113, trigger: 102 },
])('trigger of a $name', ({ lots, cash, trigger }) => {
  expect(triggerTicks(tiered, lots, 1, cash, MAX)).toBe(trigger);
});

it('without a requirement the trigger is where the equity ends', () => {
  expect(triggerTicks(free, 10, 3, -899, MAX)).toBe(29);
  expect(triggerTicks(free, -10, 3, 899, MAX)).toBe(30);
});

it('a requirement of the whole notional leaves a long nothing but its cash', () => {
  const whole = new MarginTiers(flat(1_000_000, 1_000_000));
  expect(triggerTicks(whole, 10, 1, 0, MAX)).toBe(MAX);
  expect(triggerTicks(whole, 10, 1, 1, MAX)).toBe(NONE);
});

it('a tier that lifts the requirement in a step may breach a long above a safe price', () => {
  const stepped = new MarginTiers({
    tiers: [
      { upToUnits: 1000, initialPpm: 200_000, maintenancePpm: 100_000, deductionUnits: 0 },
      { upToUnits: Infinity, initialPpm: 600_000, maintenancePpm: 500_000, deductionUnits: 0 },
    ],
  });
  expect(legHealthUnits(stepped, 10, 1, -800, 100)).toBe(100);
  expect(triggerTicks(stepped, 10, 1, -800, MAX)).toBe(160);
});

it('a position whose notional leaves the exact range is refused', () => {
  expect(() => triggerTicks(tenth, 2 ** 44, 1, 0, MAX)).toThrow('below 2^53');
});
