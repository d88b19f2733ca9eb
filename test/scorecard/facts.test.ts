import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type FactFiles,
  type Judge,
  type PricePath,
  type PricePaths,
  scorecardScript,
} from './scripts.js';

const { factsOf, parseFacts, readFacts, triggerUs } = await scorecardScript<FactFiles>('facts');
const { judgeRuns, verdictOf } = await scorecardScript<Judge>('judge');
const { PricePath } = await scorecardScript<PricePaths>('price-path');

const judgedFacts = (name: string): number =>
  Object.values(readFacts(name).facts).filter(({ judged }) => judged).length;

describe('the facts of an event', () => {
  it.each([
    ['may-2021', 'may-2021-crash', 4],
    ['august-2024', 'august-2024', 6],
  ])('%s judge %s by at least %d ratios, of which three quarters are needed', (name, of, least) => {
    expect(judgedFacts(name)).toBeGreaterThanOrEqual(least);
    expect(factsOf(of)).toEqual(readFacts(name));
    expect(readFacts(name).needed).toBe(0.75);
    for (const { judged, tolerance } of Object.values(readFacts(name).facts)) {
      if (judged) expect(tolerance).toBe(0.25);
    }
  });

  it('are nobody else’s', () => {
    expect(factsOf('benchmark')).toBeNull();
    expect(() => readFacts('june-2020')).toThrow('there are: august-2024, calm, may-2021');
  });

  it.each([
    ['  fal: { value: 1, tolerance: 1, source: s, confidence: c, measured: m }', /fal/],
    ['  fall: { value: 1, source: s, confidence: c, measured: m }', /expected value and tolerance/],
    ['  fall: { source: s, confidence: c, measured: m }', /expected value and tolerance/],
    ['  fall: { atLeast: 1, confidence: c, measured: m }', /source/],
  ])('are refused when wrong: %s', (line, message) => {
    const text = `event: e\nscenarios: []\nneeded: 1\nfacts:\n${line}\n`;
    expect(() => parseFacts('some.yaml', text)).toThrow(message);
  });

  it('begin at a time of the calendar', () => {
    const run = { startsAt: '2021-05-19T11:00:00Z', durationUs: 4 * 3600e6 };
    expect(triggerUs('2021-05-19T12:00:00Z', run)).toBe(3600e6);
    expect(triggerUs(undefined, run)).toBe(0);
    expect(() => triggerUs('2021-05-19T15:00:00Z', run)).toThrow('does not hold the trigger');
    expect(() => triggerUs('2021-05-19T10:00:00Z', run)).toThrow('does not hold the trigger');
    const undated = { ...run, startsAt: null };
    expect(() => triggerUs('2021-05-19T12:00:00Z', undated)).toThrow('give the scenario a start');
  });
});

describe('a verdict', () => {
  it.each([
    [0.75, 'pass'],
    [0.74, 'fail'],
    [1.25, 'pass'],
    [1.26, 'fail'],
    [NaN, 'fail'],
  ])('within a quarter of 1: %d', (found, verdict) => {
    expect(verdictOf(found, { value: 1, tolerance: 0.25, judged: true })).toBe(verdict);
    expect(verdictOf(-found, { value: -1, tolerance: 0.25, judged: true })).toBe(verdict);
  });

  it('between bounds, which count', () => {
    const fact = { atLeast: 2, atMost: 5, judged: true };
    expect([1.9, 2, 5, 5.1].map((found) => verdictOf(found, fact))).toEqual([
      'fail',
      'pass',
      'pass',
      'fail',
    ]);
    expect([0, 0.001].map((found) => verdictOf(found, { above: 0, judged: true }))).toEqual([
      'fail',
      'pass',
    ]);
  });

  it('may be left open', () => {
    expect(verdictOf(9, { value: 1, tolerance: 0.25, judged: false })).toBe('not judged');
  });
});

describe('a score card', () => {
  const source = { source: 's', confidence: 'c', measured: 'm', judged: true };
  const results = [0.1, 0.2, 0.3, 0.4, NaN].map((fundUse) => ({
    values: { fundUse, kurtosis1: 99 },
    minutes: Float64Array.from({ length: 61 }, (_, row) => 1000 + 10 * (row % 2)),
  }));

  it('judges the median, unless it is asked for the worst', () => {
    const fundUse = { ...source, value: 0.25, tolerance: 0.01 };
    const card = (fact: object) =>
      judgeRuns(results, { needed: 1, facts: { fundUse: fact } }).rows.find(
        ({ name }) => name === 'fundUse',
      );
    expect(card(fundUse)).toMatchObject({ runs: 4, verdict: 'pass' });
    expect(card(fundUse)?.value).toBeCloseTo(0.25, 12);
    expect(card(fundUse)?.low).toBeCloseTo(0.115, 12);
    expect(card(fundUse)?.high).toBeCloseTo(0.385, 12);
    expect(card({ ...fundUse, of: 'largest' })).toMatchObject({ value: 0.4, verdict: 'fail' });
    expect(card({ ...source, of: 'smallest', atMost: 0.1 })).toMatchObject({ verdict: 'pass' });
  });

  it('judges returns by all runs together, and lacks what no run has', () => {
    const facts = {
      kurtosis1: { ...source, value: -2, tolerance: 0.01 }, // up, down, up, down
      dailyVolume: { ...source, atLeast: 0 },
    };
    const { rows, judged, met, passed } = judgeRuns(results, { needed: 0.5, facts });
    const verdicts = Object.fromEntries(rows.map(({ name, verdict }) => [name, verdict]));
    expect(verdicts).toMatchObject({ kurtosis1: 'pass', dailyVolume: 'fail', fundUse: null });
    expect({ judged, met, passed }).toEqual({ judged: 2, met: 1, passed: true });
    expect(judgeRuns(results, { needed: 0.75, facts }).passed).toBe(false);
  });

  it('shows the course of an event only where there was one', () => {
    const names = (facts: object | null) => judgeRuns(results, facts).rows.map(({ name }) => name);
    expect(names(null)).not.toContain('timeToLow');
    const trigger = '2021-05-19T12:00:00Z';
    expect(names({ needed: 1, trigger, facts: {} })).toContain('timeToLow');
  });
});

/** Real candles as a price path in cents: of each bar its open, its low in the middle, its close. */
function candles(file: string, from: string, minutes: number): PricePath | null {
  const path = join(import.meta.dirname, '../../../shared/data', file); // beside a checkout
  if (!existsSync(path)) return null;
  const rows = readFileSync(path, 'utf8').trim().split('\n').slice(1);
  const prices = new PricePath({ durationUs: 20 * 3600e6, initialTicks: 1 });
  for (const row of rows) {
    const [time, open, , low, close] = row.split(',');
    const second = (Date.parse(time) - Date.parse(from)) / 1000;
    if (second < 0 || second > 18 * 3600) continue;
    prices.set(second * 1e6, Number(open));
    prices.set((second + minutes * 20) * 1e6, Number(low));
    prices.set((second + minutes * 60 - 1) * 1e6, Number(close));
  }
  prices.end();
  return prices;
}

describe.each([
  ['may-2021', '2021-05-19_btcusdt_spot_binance_1m.csv', 1, 1],
  ['august-2024', '2024-08-05_btcusdt_spot_binance_5m.csv', 5, 2],
])('the facts %s', (name, file, minutes, hours) => {
  const { facts, trigger = '' } = readFacts(name);
  const path = candles(file, trigger, minutes);

  it.skipIf(path === null)('are those of the candles', () => {
    if (path === null) return;
    const low = path.lowBetween(0);
    const fallTicks = path.at(0) - low.ticks;
    const early = path.lowBetween(0, hours * 3600).ticks;
    const lowBarFrom = Math.floor(low.second / (60 * minutes)) * 60 * minutes;
    expect(facts['fall'].value).toBeCloseTo(fallTicks / path.at(0), 4);
    expect(facts['timeToLow'].value).toBe(lowBarFrom / 60);
    const share = (path.at(0) - early) / fallTicks;
    expect(facts[hours === 1 ? 'firstHour' : 'firstTwoHours'].value).toBeCloseTo(share, 2);
    const rebound = (path.at(lowBarFrom + 3600) - low.ticks) / fallTicks;
    expect(facts['rebound'].value).toBeCloseTo(rebound, 3);
  });
});
