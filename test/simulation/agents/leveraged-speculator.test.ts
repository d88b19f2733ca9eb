import { describe, expect, it } from 'vitest';
import type { LeveragedSpeculator } from '../../../src/scenario/scenario.js';
import { LeveragedSpeculators } from '../../../src/simulation/agents/leveraged-speculator.js';
import { NO_HABITS } from '../../helpers/scenarios.js';
import { contextOf, facts, populationBase, TestView, Waker } from './view.js';

const population: LeveragedSpeculator = {
  ...populationBase(4),
  kind: 'leveragedSpeculator',
  marginMode: 'isolated',
  entryRate: 0.2,
  exitRate: 0.1,
  longShare: 1,
  leverage: { kind: 'fixed', value: 10 },
  standing: null,
  ...NO_HABITS,
};

/** All that a member says in so many wake-ups on this market, and how often it acted. */
function actions(of: LeveragedSpeculator, view: TestView, wakes = 20_000, context = contextOf()) {
  const speculators = new LeveragedSpeculators(of, context);
  const waker = new Waker();
  const words: string[] = [];
  for (let wake = 0; wake < wakes; wake++) words.push(...waker.wake(speculators, 0, view));
  return { words: [...new Set(words)].sort(), share: words.length / wakes };
}

function isNear(share: number, expected: number, wakes: number): void {
  const error = Math.sqrt((expected * (1 - expected)) / wakes);
  expect(Math.abs(share - expected)).toBeLessThanOrEqual(3.5 * error);
}

describe('leveraged speculators', () => {
  it('enter with equity × leverage and leave with all they hold, at their rates', () => {
    // They wake at 0.2 a second each: every wake-up of a flat one is an entry, every second of a holder an exit.
    expect(new LeveragedSpeculators(population, contextOf()).wakesPerSecond).toBe(4 * 0.2);
    const flat = actions(population, new TestView());
    expect(flat.words).toEqual(['buy 1000 at market']); // 1,000,000 × 10 ÷ 10,000
    isNear(flat.share, 1, 20_000);

    const long = actions(population, Object.assign(new TestView(), { positionLots: 30 }));
    expect(long.words).toEqual(['sell 30 at market']);
    isNear(long.share, 0.5, 20_000);

    const short = actions(population, Object.assign(new TestView(), { positionLots: -7 }));
    expect(short.words).toEqual(['buy 7 at market']);
  });

  it('leave at every wake-up and enter rarely when exits are the more frequent', () => {
    const hasty = { ...population, entryRate: 0.05, exitRate: 0.5 };
    expect(new LeveragedSpeculators(hasty, contextOf()).wakesPerSecond).toBe(4 * 0.5);
    isNear(actions(hasty, new TestView()).share, 0.1, 20_000);
    const holding = Object.assign(new TestView(), { positionLots: 30 });
    expect(actions(hasty, holding).share).toBe(1);
  });

  it('never wake when they neither enter nor leave', () => {
    const asleep = { ...population, entryRate: 0, exitRate: 0 };
    expect(new LeveragedSpeculators(asleep, contextOf()).wakesPerSecond).toBe(0);
  });

  it('never enter at entry rate 0, and never leave at exit rate 0', () => {
    expect(actions({ ...population, entryRate: 0 }, new TestView()).words).toEqual([]);
    const holding = Object.assign(new TestView(), { positionLots: 30 });
    expect(actions({ ...population, exitRate: 0 }, holding).words).toEqual([]);
  });

  it('neither enter nor leave a second time while an order is on its way', () => {
    const waiting = { messagesOnTheWay: 1 };
    expect(actions(population, Object.assign(new TestView(), waiting)).words).toEqual([]);
    const long = Object.assign(new TestView(), waiting, { positionLots: 30 });
    expect(actions(population, long).words).toEqual([]);
  });

  it('go long with the probability given', () => {
    const mixed = { ...population, longShare: 0.3 };
    const speculators = new LeveragedSpeculators(mixed, contextOf());
    const waker = new Waker();
    let longs = 0;
    for (let wake = 0; wake < 20_000; wake++) {
      if (waker.wake(speculators, 0, new TestView())[0].startsWith('buy')) longs += 1;
    }
    isNear(longs / 20_000, 0.3, 20_000);
  });

  it('leave room for initial margin and for the fees of the way in and out', () => {
    // 1 % initial margin and 2 × 0.05 % fees of the notional are 1.1 %: at most 90.9 times.
    const greedy = { ...population, leverage: { kind: 'fixed', value: 500 } as const };
    const taxed = contextOf([{ ...facts, takerFeePpm: 500 }]);
    expect(actions(greedy, new TestView(), 10, taxed).words).toEqual(['buy 9090 at market']);
    const rebated = contextOf([{ ...facts, takerFeePpm: -500 }]);
    expect(actions(greedy, new TestView(), 10, rebated).words).toEqual(['buy 10000 at market']);
  });

  it('stop at the tier whose initial margin they cannot pay', () => {
    const tiers = [
      { upToUnits: 20_000_000, initialPpm: 10_000, maintenancePpm: 5_000, deductionUnits: 0 },
      { upToUnits: 45_000_000, initialPpm: 20_000, maintenancePpm: 9_000, deductionUnits: 0 },
      { upToUnits: Infinity, initialPpm: 50_000, maintenancePpm: 9_000, deductionUnits: 0 },
    ];
    const tiered = contextOf([{ ...facts, margin: { tiers } }]);
    const greedy = { ...population, leverage: { kind: 'fixed', value: 500 } as const };
    const lotsFor = (equityUnits: number): string[] =>
      actions(greedy, Object.assign(new TestView(), { equityUnits }), 10, tiered).words;
    expect(lotsFor(100_000)).toEqual(['buy 1000 at market']); // 10 M notional, first tier
    expect(lotsFor(300_000)).toEqual(['buy 2000 at market']); // the second tier would ask for more
    expect(lotsFor(600_000)).toEqual(['buy 3000 at market']); // 30 M at 2 %
    expect(lotsFor(1_000_000)).toEqual(['buy 4500 at market']); // end of the second tier
  });

  it('stay out when they are too poor for one lot', () => {
    for (const equityUnits of [999, 0, -5_000]) {
      const view = Object.assign(new TestView(), { equityUnits });
      expect(actions(population, view, 100).words).toEqual([]);
    }
  });

  it('split a cross account evenly over their instruments', () => {
    const two = contextOf([facts, { ...facts, row: 3 }]);
    const cross = { ...population, marginMode: 'cross' as const };
    const view = Object.assign(new TestView(), { instrument: 3 });
    const { words, share } = actions(cross, view, 20_000, two);
    expect(words).toEqual(['buy 500 at market']);
    // Entries of a member fall on both instruments, exits are of each position.
    expect(new LeveragedSpeculators(cross, two).wakesPerSecond).toBe(4 * 2 * 0.1);
    expect(share).toBe(1);
  });

  it('bet beyond any margin when they are unmargined', () => {
    const free = {
      ...population,
      marginMode: 'unmargined' as const,
      leverage: { kind: 'fixed', value: 500 } as const,
    };
    expect(actions(free, new TestView(), 10).words).toEqual(['buy 50000 at market']);
  });

  it('are the same members when others join', () => {
    const leverage = { kind: 'lognormal', median: 10, sigma: 0.8, min: 1, max: 100 } as const;
    const few = new LeveragedSpeculators({ ...population, leverage }, contextOf()).leverage;
    const many = new LeveragedSpeculators({ ...population, leverage, count: 50 }, contextOf());
    expect(many.leverage.slice(0, 4)).toEqual(few);
    expect(new Set(many.leverage).size).toBe(50);
  });
});
