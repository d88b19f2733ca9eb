import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/scenario/scenario.js';
import { ValueTraders } from '../../../src/simulation/agents/value.js';
import { errorsOff } from './statistics.js';
import { contextOf, facts, populationBase, TestView, Waker } from './view.js';

const population: Value = {
  ...populationBase(1),
  kind: 'value',
  marginMode: 'unmargined',
  capacity: { kind: 'fixed', value: 1000 },
  width: { kind: 'fixed', value: 0.1 },
  error: 0,
  errorTimeUs: 3_600_000_000,
  threshold: 0,
  patience: { kind: 'fixed', value: 30_000_000 },
  slice: 0.1,
};

/** What a value trader does at its first look at this market. */
function answer(change: Partial<TestView>, of: Partial<Value> = {}, neutralLots = 0): string[] {
  const traders = new ValueTraders({ ...population, ...of }, contextOf());
  const view = Object.assign(new TestView(), { positionLots: neutralLots });
  traders.open(0, view);
  return new Waker().wake(traders, 0, Object.assign(view, change));
}

/** Quotes a tick around a price. */
const around = (ticks: number): Partial<TestView> => ({
  bestBidTicks: ticks - 1,
  bestAskTicks: ticks + 1,
});

describe('value traders', () => {
  it('do nothing at a price that they believe in', () => {
    expect(answer(around(10_000))).toEqual([]);
  });

  it('buy what is cheap, a slice at a time, at the price of the last lot or better', () => {
    // ln(10000 / 9501) / 0.1 of 1000 lots are wanted; for 100 lots they pay 10000 exp(−0.01).
    expect(answer(around(9_500))).toEqual(['ioc buy 100 @ 9900']);
    expect(answer({ ...around(9_500), positionLots: 500 })).toEqual(['ioc buy 11 @ 9501']);
    expect(answer({ ...around(9_500), positionLots: 512 })).toEqual([]);
  });

  it('sell what is dear in the same way, and what they hold when it is cheap no more', () => {
    expect(answer(around(10_500))).toEqual(['ioc sell 100 @ 10101']);
    expect(answer({ ...around(10_000), positionLots: 400 })).toEqual(['ioc sell 100 @ 9705']);
    // At 9999 they want 1.00005 lots: two of three would be a sale below their price.
    expect(answer({ ...around(10_000), positionLots: 3 })).toEqual(['ioc sell 1 @ 9999']);
  });

  it('leave alone what is within their threshold of what the position is worth', () => {
    const choosy = { threshold: 0.01 };
    expect(answer(around(9_902), choosy)).toEqual([]);
    expect(answer(around(9_890), choosy)).toEqual(['ioc buy 9 @ 9891']);
    const holding = { positionLots: 200 }; // worth 10000 exp(−0.02) each
    expect(answer({ ...around(9_890), ...holding }, choosy)).toEqual([]);
    expect(answer({ ...around(9_905), ...holding }, choosy)).toEqual(['ioc sell 3 @ 9904']);
  });

  it('want no more than their capacity, however cheap it is', () => {
    expect(answer({ ...around(5_000), positionLots: 950 })).toEqual(['ioc buy 50 @ 9048']);
    expect(answer({ ...around(5_000), positionLots: 1000 })).toEqual([]);
    expect(answer({ ...around(20_000), positionLots: -1000 })).toEqual([]);
  });

  it('hold what stands at the start when the price is right: buying in a fall covers shorts', () => {
    expect(answer({ ...around(10_000), positionLots: -800 }, {}, -800)).toEqual([]);
    expect(answer({ ...around(9_500), positionLots: -800 }, {}, -800)).toEqual([
      'ioc buy 100 @ 9900',
    ]);
    expect(answer({ ...around(9_500), positionLots: -288 }, {}, -800)).toEqual([]);
  });

  it('are content at the start with what they hold, whatever they believe', () => {
    const many = { ...population, count: 50, error: 0.02, slice: 1 };
    const traders = new ValueTraders(many, contextOf());
    const waker = new Waker();
    const positions = [0, 700, -900];
    const look = (agent: number, index: number): string[] => {
      const view = Object.assign(new TestView(), around(10_000), { indexTicks: index });
      view.positionLots = positions[agent % 3];
      if (index === 10_000) traders.open(agent, view);
      return waker.wake(traders, agent, view);
    };
    for (let agent = 0; agent < 50; agent++) {
      expect(look(agent, 10_000)).toEqual([]);
      expect(look(agent, 10_050)[0]).toMatch(/^ioc buy [34]\d @/); // ln 1.005 of 0.1 of 1000, less a tick
    }
  });

  it('ask nothing of an empty side', () => {
    expect(answer({ bestBidTicks: 9_000, bestAskTicks: 0 })).toEqual([]);
    expect(answer({ bestBidTicks: 0, bestAskTicks: 11_000 })).toEqual([]);
    expect(answer({ bestBidTicks: 0, bestAskTicks: 0 })).toEqual([]);
  });

  it('order no more than their margin carries, with what the price loses at the mark', () => {
    const margined: Partial<Value> = { marginMode: 'cross' };
    // 1 % of 10000 a lot: 80 lots need 8000, and 80 × 9900 bought at a mark of 9500 lose 32000.
    const market = { ...around(9_500), markTicks: 9_900 };
    expect(answer({ ...market, equityUnits: 1_000_000 }, margined)).toEqual(['ioc buy 100 @ 9900']);
    expect(answer({ ...market, equityUnits: 4_000 }, margined)).toEqual(['ioc buy 40 @ 9900']);
    expect(answer({ ...around(9_500), markTicks: 9_500, equityUnits: 45_000 }, margined)).toEqual([
      'ioc buy 52 @ 9900',
    ]);
    expect(answer({ ...market, equityUnits: 90 }, margined)).toEqual([]);
    // What they hold they may sell, with no equity left.
    const held = { ...around(10_500), positionLots: 300, equityUnits: -5 };
    expect(answer(held, margined)).toEqual(['ioc sell 100 @ 9802']);
  });

  it('draw capacity, width and patience for each', () => {
    const many: Value = {
      ...population,
      count: 400,
      capacity: { kind: 'uniform', from: 100, to: 1000 },
      width: { kind: 'uniform', from: 0.05, to: 0.2 },
      patience: { kind: 'uniform', from: 10e6, to: 60e6 },
    };
    const traders = new ValueTraders(many, contextOf());
    // The mean of 1 ÷ patience over 10 … 60 s is ln 6 ÷ 50.
    expect(Math.abs(traders.wakesPerSecond / 400 - Math.log(6) / 50)).toBeLessThan(0.005);
    const waker = new Waker();
    const view = Object.assign(new TestView(), around(9_500));
    const words = Array.from({ length: 400 }, (_, agent) => waker.wake(traders, agent, view)[0]);
    expect(new Set(words).size).toBeGreaterThan(300);
  });

  it('err by their own error, which is forgotten in its time, whatever the market does', () => {
    const erring: Value = { ...population, count: 2000, error: 0.02, slice: 1 };
    const traders = new ValueTraders(erring, contextOf());
    const waker = new Waker();
    /** The logarithm of belief ÷ index, read off the price of one more lot. */
    const errors = (timeUs: number, indexTicks: number): number[] =>
      Array.from({ length: 2000 }, (_, agent) => {
        const view = Object.assign(new TestView(), { timeUs, indexTicks, maxPriceTicks: 1e9 });
        Object.assign(view, { bestAskTicks: Math.round(indexTicks / 2), bestBidTicks: 1 });
        const [word] = waker.wake(traders, agent, view);
        return Math.log(Number(word.split('@ ')[1]) / indexTicks) + 0.1;
      });
    const first = errors(0, 1e8);
    const later = errors(3_600_000_000, 2e8);
    for (const found of [first, later]) {
      expect(errorsOff(found, 0)).toBeLessThan(3.5);
      expect(
        errorsOff(
          found.map((error) => (error / 0.02) ** 2),
          1,
        ),
      ).toBeLessThan(3.5);
    }
    const products = first.map((error, agent) => (error * later[agent]) / 0.02 ** 2);
    expect(errorsOff(products, Math.exp(-1))).toBeLessThan(3.5);
  });

  it('have a belief on each instrument, and wake on each at their pace', () => {
    const two = contextOf([facts, { ...facts, row: 1 }]);
    const traders = new ValueTraders({ ...population, error: 0.02 }, two);
    expect(traders.wakesPerSecond).toBe(2 / 30);
    const waker = new Waker();
    const seen = [0, 1].map((instrument) =>
      waker.wake(traders, 0, Object.assign(new TestView(), around(9_000), { instrument })),
    );
    expect(seen[0]).not.toEqual(seen[1]);
    const seats = Array.from({ length: 60 }, () => traders.choose(waker.begin()));
    expect(new Set(seats)).toEqual(new Set([0, 1]));
  });
});
