import { expect, test } from 'vitest';
import { Trends } from '../../src/metrics/trends.js';
import { loadScenario } from '../../src/scenario/load.js';
import { EVERY_KIND } from '../scenario/scenario-text.js';

const { scenario } = loadScenario('x.yaml', EVERY_KIND);
const { durationUs } = scenario;
const PARTS = 240;

/** A sample of which only what trends look at is given. */
function mark(part: number, markTicks: number) {
  return { timeUs: (part / PARTS) * durationUs, instrument: 0, markTicks } as never;
}

test('a trend keeps the last value of each part of the run, the first, the last and the least', () => {
  const trends = new Trends(scenario);
  for (const [part, ticks] of [
    [0, 100],
    [1, 90],
    [1.5, 80],
    [1.7, 95],
    [3, 0], // undefined
    [4, 110],
  ]) {
    trends.instrumentSampled(mark(part, ticks));
  }
  const [{ values, first, last, least }] = trends.marks;
  expect([...values.slice(0, 6)]).toEqual([100, 95, NaN, NaN, 110, NaN]);
  expect({ first, last, least, begun: trends.begun }).toEqual({
    first: 100,
    last: 110,
    least: 80,
    begun: 5,
  });
});

test('the sample at the very end belongs to the last part', () => {
  const trends = new Trends(scenario);
  trends.instrumentSampled(mark(PARTS, 7));
  expect(trends.marks[0].values.at(-1)).toBe(7);
  expect(trends.begun).toBe(PARTS);
});

test('liquidations are counted by episode, not by leg', () => {
  const trends = new Trends(scenario);
  const timeUs = (10.5 / PARTS) * durationUs;
  for (const isFirstLeg of [true, false, true]) {
    trends.liquidationStarted({ timeUs, isFirstLeg } as never);
  }
  expect(trends.liquidations[10]).toBe(2);
  expect(trends.liquidations.reduce((sum, count) => sum + count)).toBe(2);
});

test('the funds of all venues are one trend', () => {
  const [venue] = scenario.venues;
  const trends = new Trends({ ...scenario, venues: [venue, { ...venue, name: 'other' }] });
  for (const [row, units] of [
    [0, 5],
    [1, 7],
  ]) {
    trends.venueSampled({ timeUs: 0, venue: row, insuranceFundUnits: units } as never);
  }
  expect(trends.fund).toMatchObject({ first: 12, last: 12, least: 12 });
});
