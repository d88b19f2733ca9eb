import { describe, expect, it } from 'vitest';
import type { LeveragedSpeculator } from '../../../src/scenario/scenario.js';
import { LeveragedSpeculators } from '../../../src/simulation/agents/leveraged-speculator.js';
import { TrendMemory } from '../../../src/simulation/agents/trend-memory.js';
import { fixed, NO_HABITS, SECOND } from '../../helpers/scenarios.js';
import { contextOf, populationBase, TestView, Waker } from './view.js';

/** Looks only, at leverage 10: a move of 1 % is 10 % of the margin. */
const looker: LeveragedSpeculator = {
  ...populationBase(1),
  kind: 'leveragedSpeculator',
  marginMode: 'isolated',
  entryRate: 0,
  exitRate: 0,
  longShare: 1,
  leverage: fixed(10),
  standing: null,
  ...NO_HABITS,
  lookRate: 1,
};

/** A position entered at 10,000, seen at a mark. */
function holding(lots: number, markTicks: number, change: Partial<TestView> = {}): TestView {
  const own = { positionLots: lots, costUnits: lots * 10_000, markTicks };
  return Object.assign(new TestView(), own, change);
}

function isNear(share: number, expected: number, wakes: number): void {
  const error = Math.sqrt((expected * (1 - expected)) / wakes);
  expect(Math.abs(share - expected)).toBeLessThanOrEqual(3.5 * error);
}

function actionsAt(population: LeveragedSpeculator, ...views: TestView[]): string[][] {
  const speculators = new LeveragedSpeculators(population, contextOf());
  const waker = new Waker();
  return views.map((view) => waker.wake(speculators, 0, view));
}

describe('a speculator that looks', () => {
  it('wakes for its looks besides its turns', () => {
    const busy = { ...looker, count: 4, entryRate: 0.2, exitRate: 0.1, lookRate: 0.5 };
    expect(new LeveragedSpeculators(busy, contextOf()).wakesPerSecond).toBeCloseTo(4 * 0.7, 12);
  });

  it('enters and leaves at the same rates as one that does not look', () => {
    const busy = { ...looker, entryRate: 0.2, exitRate: 0.1, lookRate: 0.6 };
    const wakes = 20_000;
    const entries = actionsAt(busy, ...Array.from({ length: wakes }, () => new TestView()));
    isNear(entries.flat().length / wakes, 0.2 / 0.8, wakes);
    const exits = actionsAt(busy, ...Array.from({ length: wakes }, () => holding(5, 10_000)));
    isNear(exits.flat().length / wakes, 0.1 / 0.8, wakes);
  });

  it('closes at its stop: a loss of so much of the margin', () => {
    const stopped = { ...looker, stopLoss: fixed(0.5) }; // 5 % of the price
    expect(actionsAt(stopped, holding(7, 9_501), holding(7, 9_500))).toEqual([
      [],
      ['sell 7 at market'],
    ]);
    expect(actionsAt(stopped, holding(-7, 10_499), holding(-7, 10_500))).toEqual([
      [],
      ['buy 7 at market'],
    ]);
  });

  it('takes its profit', () => {
    const content = { ...looker, takeProfit: fixed(0.2) };
    expect(actionsAt(content, holding(7, 10_199), holding(7, 10_200))).toEqual([
      [],
      ['sell 7 at market'],
    ]);
  });

  it('knows whether its stop would have closed an older position', () => {
    const careful = { ...looker, stopLoss: fixed(0.5), takeProfit: fixed(1) };
    const speculators = new LeveragedSpeculators(careful, contextOf());
    expect(speculators.wouldStand(0, true, 10_000, 9_500)).toBe(false);
    expect(speculators.wouldStand(0, true, 10_000, 9_501)).toBe(true);
    expect(speculators.wouldStand(0, false, 10_000, 9_001)).toBe(true);
    expect(speculators.wouldStand(0, false, 10_000, 9_000)).toBe(false);
  });

  it('meets a margin call with a share of its cash, as long as there is any', () => {
    const called = { ...looker, topUp: { below: 2, share: 0.5 } };
    const at = (equityUnits: number, cashUnits: number): TestView =>
      holding(7, 9_900, { equityUnits, cashUnits, maintenanceUnits: 300 });
    expect(actionsAt(called, at(600, 1001), at(599, 1001), at(599, 1), at(599, 0))).toEqual([
      [],
      ['deposit 501'],
      ['deposit 1'],
      [],
    ]);
  });

  it('deleverages with a probability that grows with the fall from the best mark it saw', () => {
    const nervous = { ...looker, deleverage: { threshold: 0.2, strength: 0.5, share: 0.3 } };
    const wakes = 5_000;
    for (const [markTicks, expected] of [
      [9_810, 0], // 19 % of the margin is borne
      [9_600, 0.1], // 0.5 × (0.4 − 0.2)
      [9_000, 0.4],
    ]) {
      const views = Array.from({ length: wakes }, () => holding(10, markTicks));
      const words = actionsAt(nervous, ...views).flat();
      expect(new Set(words).size).toBe(expected === 0 ? 0 : 1);
      if (expected > 0) expect(words[0]).toBe('sell 3 at market');
      isNear(words.length / wakes, expected, wakes);
    }
  });

  it('measures its drawdown from the best mark since it entered, for shorts the lowest', () => {
    const certain = { ...looker, deleverage: { threshold: 0.2, strength: 1000, share: 1 } };
    const rise = actionsAt(certain, holding(4, 10_500), holding(4, 10_290), holding(4, 10_310));
    expect(rise).toEqual([[], ['sell 4 at market'], []]);
    const fall = actionsAt(certain, holding(-4, 9_500), holding(-4, 9_710));
    expect(fall).toEqual([[], ['buy 4 at market']]);
  });
});

describe('a speculator that comes back', () => {
  const stayer: LeveragedSpeculator = {
    ...looker,
    stopLoss: fixed(0.5),
    reentry: { after: fixed(60 * SECOND), chance: 1, deposit: 1 },
  };
  const flat = (seconds: number, change: Partial<TestView> = {}): TestView =>
    Object.assign(new TestView(), { timeUs: seconds * SECOND, equityUnits: 10_000, ...change });
  const stop = (seconds: number): TestView => holding(7, 9_400, { timeUs: seconds * SECOND });

  it('stays out for a while after its stop, then enters with what it has', () => {
    const done = actionsAt(stayer, stop(10), flat(11), flat(69), flat(70), flat(71));
    expect(done).toEqual([['sell 7 at market'], [], [], ['buy 10 at market'], []]);
  });

  it('measures the drawdown of its new position from the new entry', () => {
    const certain = { threshold: 0.2, strength: 1000, share: 1 };
    const reduced = { ...stayer, deleverage: certain };
    const again = { costUnits: 7 * 9_400, timeUs: 80 * SECOND };
    const done = actionsAt(reduced, stop(10), flat(11), flat(70), holding(7, 9_390, again));
    expect(done).toEqual([['sell 7 at market'], [], ['buy 10 at market'], []]);
  });

  it('notices a liquidation at its next look, and brings its cash when it comes back', () => {
    const poor = { equityUnits: 0, cashUnits: 5_000 };
    const held = holding(7, 9_900, { timeUs: 10 * SECOND });
    const done = actionsAt(stayer, held, flat(20, poor), flat(79, poor), flat(80, poor));
    expect(done).toEqual([[], [], [], ['deposit 5000', 'buy 5 at market']]);
  });

  it('knows of a liquidation before its first look, and of none when it was always flat', () => {
    expect(actionsAt(stayer, flat(5), flat(500))).toEqual([[], []]);
    const done = actionsAt(
      stayer,
      flat(5, { wasLiquidated: true }),
      flat(65, { wasLiquidated: true }),
    );
    expect(done).toEqual([[], ['buy 10 at market']]);
  });

  it('does not come back without wealth, nor when it had enough', () => {
    const broke = { equityUnits: 0, cashUnits: 0 };
    expect(actionsAt(stayer, stop(10), flat(70, broke), flat(71))).toEqual([
      ['sell 7 at market'],
      [],
      [],
    ]);
    const gone = { ...stayer, reentry: { ...stayer.reentry!, chance: 0 } };
    expect(actionsAt(gone, stop(10), flat(1e6))).toEqual([['sell 7 at market'], []]);
  });
});

describe('the trend that speculators see', () => {
  it('is the distance of the mark from its exponential average', () => {
    const trend = new TrendMemory(1, 10 * SECOND);
    trend.note(0, 0, 10_000);
    expect(trend.trend(0)).toBe(0);
    trend.note(0, 5 * SECOND, 11_000); // 10,000 stood for the five seconds before
    expect(trend.trend(0)).toBeCloseTo(Math.log(1.1), 12);
    trend.note(0, 15 * SECOND, 11_000);
    expect(trend.trend(0)).toBeCloseTo(Math.log(1.1) * Math.exp(-1), 12);
  });

  it('draws a herd to its side: log-odds rise by strength for each percent', () => {
    for (const strength of [0.7, -0.7]) {
      const herd = {
        ...looker,
        entryRate: 1,
        lookRate: 0,
        longShare: 0.4,
        herding: { strength, horizonUs: 1e9 * SECOND },
      };
      const speculators = new LeveragedSpeculators(herd, contextOf());
      const waker = new Waker();
      waker.wake(speculators, 0, new TestView());
      const risen = Object.assign(new TestView(), { markTicks: 10_100 });
      const odds = (0.4 / 0.6) * Math.exp(strength * 100 * Math.log(1.01));
      const wakes = 20_000;
      let longs = 0;
      for (let wake = 0; wake < wakes; wake++) {
        if (waker.wake(speculators, 0, risen)[0].startsWith('buy')) longs += 1;
      }
      isNear(longs / wakes, odds / (1 + odds), wakes);
    }
  });

  it('lets in only those whose way the price runs, and only in their window', () => {
    const shorts: LeveragedSpeculator = {
      ...looker,
      entryRate: 1,
      lookRate: 0,
      longShare: 0,
      entryTrend: { move: 0.02, horizonUs: 1e9 * SECOND },
      entryWindow: { fromUs: 10 * SECOND, untilUs: 20 * SECOND },
    };
    const at = (seconds: number, markTicks: number): TestView =>
      Object.assign(new TestView(), { timeUs: seconds * SECOND, markTicks, equityUnits: 10_000 });
    const done = actionsAt(
      shorts,
      at(0, 10_000),
      at(9, 9_700), // too early
      at(10, 9_850), // too little
      at(10, 10_400), // the wrong way
      at(11, 9_700),
      at(20, 9_700), // too late
    );
    expect(done).toEqual([[], [], [], [], ['sell 10 at market'], []]);
  });
});

describe('a habit', () => {
  it('changes no other trait of a member', () => {
    const leverage = { kind: 'lognormal', median: 10, sigma: 0.8, min: 1, max: 100 } as const;
    const stopLoss = { kind: 'uniform', from: 0.2, to: 0.9 } as const;
    const plain = new LeveragedSpeculators({ ...looker, count: 9, leverage }, contextOf());
    const careful = { ...looker, count: 9, leverage, stopLoss, takeProfit: stopLoss };
    expect(new LeveragedSpeculators(careful, contextOf()).leverage).toEqual(plain.leverage);
  });
});
