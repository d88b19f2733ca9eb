import { describe, expect, it } from 'vitest';
import type { BookShape, StaticBook } from '../../../src/scenario/scenario.js';
import { StaticBookOwners } from '../../../src/simulation/agents/static-book.js';
import { contextOf, facts, populationBase, TestView, Waker, wordsOf } from './view.js';

function opened(
  shapes: Partial<StaticBook>,
  { count = 1, initialPriceTicks = 10_000, maxPriceTicks = 100_000 } = {},
): string[] {
  const base = populationBase(count);
  const population: StaticBook = { ...base, kind: 'staticBook', bids: null, asks: null, ...shapes };
  const context = contextOf([{ ...facts, initialPriceTicks, maxPriceTicks }]);
  const owners = new StaticBookOwners(population, context);
  const view = Object.assign(new TestView(), { maxPriceTicks });
  const waker = new Waker();
  const words: string[] = [];
  for (let agent = 0; agent < count; agent++) {
    owners.open(agent, view, waker.begin(), waker.decision);
    words.push(...wordsOf(waker.decision));
  }
  return words;
}

function lotsOf(words: readonly string[]): number[] {
  return words.map((order) => Number(order.split(' ')[2]));
}

const linear: BookShape = { kind: 'linear', lotsPerTick: 2, fromTicks: 1, toTicks: 4 };
const flat: BookShape = { kind: 'flat', lotsPerTick: 3, fromTicks: 2, toTicks: 4 };

describe('a static book', () => {
  it('stands around the initial price as drawn, nearest first', () => {
    expect(opened({ bids: flat, asks: linear })).toEqual([
      'limit buy 3 @ 9998',
      'limit buy 3 @ 9997',
      'limit buy 3 @ 9996',
      'limit sell 2 @ 10001',
      'limit sell 4 @ 10002',
      'limit sell 6 @ 10003',
      'limit sell 8 @ 10004',
    ]);
  });

  it('is exact on the whole however thin it is', () => {
    const thin = opened({ asks: { ...flat, lotsPerTick: 0.3, fromTicks: 1, toTicks: 1_000 } });
    expect(thin).toHaveLength(300);
    const lots = lotsOf(opened({ bids: { ...linear, lotsPerTick: 0.01, toTicks: 1_000 } }));
    expect(lots.reduce((sum, size) => sum + size, 0)).toBe(Math.round((0.01 * 1_000 * 1_001) / 2));
    expect(lots.at(-1)).toBe(10);
    expect(Math.min(...lots)).toBe(1);
  });

  it('starts a linear shape with the density of its first distance', () => {
    expect(lotsOf(opened({ asks: { ...linear, fromTicks: 3, toTicks: 4 } }))).toEqual([6, 8]);
  });

  it('is the same however many own it', () => {
    const shapes = { bids: flat, asks: { ...linear, lotsPerTick: 0.7, toTicks: 50 } };
    const alone = opened(shapes);
    expect(opened(shapes, { count: 7 }).sort()).toEqual(alone.sort());
  });

  it('ends at the bounds of the price', () => {
    const words = opened({ bids: flat, asks: flat }, { initialPriceTicks: 4, maxPriceTicks: 6 });
    expect(words).toEqual(['limit buy 3 @ 2', 'limit buy 3 @ 1', 'limit sell 3 @ 6']);
  });

  it('is never refilled: its owners never wake', () => {
    const population: StaticBook = {
      ...populationBase(1),
      kind: 'staticBook',
      bids: flat,
      asks: null,
    };
    expect(new StaticBookOwners(population, contextOf()).wakesPerSecond).toBe(0);
  });
});
