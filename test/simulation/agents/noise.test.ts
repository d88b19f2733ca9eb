import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/core/units.js';
import { BUY } from '../../../src/events/sink.js';
import type { Noise } from '../../../src/scenario/scenario.js';
import { INTENTS } from '../../../src/simulation/agents/agent.js';
import { NoiseTraders } from '../../../src/simulation/agents/noise.js';
import { contextOf, facts, populationBase, TestView, Waker } from './view.js';

const population: Noise = {
  ...populationBase(5),
  kind: 'noise',
  marketRate: 2,
  limitRate: 4,
  marketSize: { kind: 'fixed', value: 7 },
  limitSize: { kind: 'fixed', value: 3 },
  limitDistance: { kind: 'uniform', from: 0, to: 0.02 },
  orderLifeUs: 120_000_000,
};

/** Everything that noise traders do in so many wake-ups on a market that does not move. */
function intentsOf(of: Noise, wakes: number, change: Partial<TestView> = {}) {
  const traders = new NoiseTraders(of, contextOf());
  const view = Object.assign(new TestView(), change);
  const waker = new Waker();
  const intents: { kind: number; side: number; priceTicks: number; lots: number }[] = [];
  for (let wake = 0; wake < wakes; wake++) {
    const seat = traders.choose(waker.begin());
    if (seat === NONE) continue;
    const { decision } = waker;
    traders.wake(seat, view, waker.draws, decision);
    for (let row = 0; row < decision.count; row++) {
      const [kind, side] = [decision.kind[row], decision.side[row]];
      intents.push({ kind, side, priceTicks: decision.priceTicks[row], lots: decision.lots[row] });
    }
    waker.restAll(traders, seat, view, 10 * wake + 1);
  }
  return intents;
}

describe('noise traders', () => {
  it('never quote at the best price or better, so they never pin the price', () => {
    const limits = intentsOf(population, 20_000).filter(({ kind }) => kind === INTENTS.limit);
    const bids = limits.filter(({ side }) => side === BUY).map(({ priceTicks }) => priceTicks);
    const asks = limits.filter(({ side }) => side !== BUY).map(({ priceTicks }) => priceTicks);
    expect(bids.length).toBeGreaterThan(1000);
    expect([Math.max(...bids), Math.min(...bids)]).toEqual([9_998, 9_999 - 200]);
    expect([Math.min(...asks), Math.max(...asks)]).toEqual([10_002, 10_001 + 200]);
  });

  it('bring orders at their rates and sizes, and cancel each after its mean life', () => {
    const intents = intentsOf(population, 200_000);
    const { wakesPerSecond } = new NoiseTraders(population, contextOf());
    const seconds = 200_000 / wakesPerSecond;
    const countOf = (wanted: number): number =>
      intents.filter(({ kind }) => kind === wanted).length;
    const [markets, limits] = [countOf(INTENTS.market), countOf(INTENTS.limit)];
    expect(Math.abs(markets - 2 * seconds)).toBeLessThan(3.5 * Math.sqrt(2 * seconds));
    expect(Math.abs(limits - 4 * seconds)).toBeLessThan(3.5 * Math.sqrt(4 * seconds));
    // Those that still rest are Poisson with mean rate × life, 4 × 120.
    const resting = limits - countOf(INTENTS.cancel);
    expect(Math.abs(resting - 480)).toBeLessThan(3.5 * Math.sqrt(480));
    expect(new Set(intents.map(({ kind, lots }) => `${kind}: ${lots}`))).toEqual(
      new Set([`${INTENTS.market}: 7`, `${INTENTS.limit}: 3`, `${INTENTS.cancel}: 0`]),
    );
  });

  it('wake as often however many they are, and share their rates over all instruments', () => {
    const rate = new NoiseTraders(population, contextOf()).wakesPerSecond;
    const many = new NoiseTraders({ ...population, count: 100_000 }, contextOf());
    const two = new NoiseTraders(population, contextOf([facts, { ...facts, row: 1 }]));
    expect([many.wakesPerSecond, two.wakesPerSecond]).toEqual([rate, rate]);
  });

  it('go by the last price, but not through the other side, where a side is empty', () => {
    const bestOf = (change: Partial<TestView>): { bid: number; ask: number } => {
      const limits = intentsOf(population, 5_000, change).filter(
        ({ kind }) => kind === INTENTS.limit,
      );
      const bids = limits.filter(({ side }) => side === BUY).map(({ priceTicks }) => priceTicks);
      const asks = limits.filter(({ side }) => side !== BUY).map(({ priceTicks }) => priceTicks);
      return { bid: Math.max(...bids), ask: Math.min(...asks) };
    };
    expect(bestOf({ bestBidTicks: 0 }).bid).toBe(9_999);
    expect(bestOf({ bestBidTicks: 0, bestAskTicks: 9_000 }).bid).toBe(8_999);
    expect(bestOf({ bestAskTicks: 0, bestBidTicks: 11_000 }).ask).toBe(11_001);
    expect(bestOf({ bestAskTicks: 0, bestBidTicks: 0, lastTicks: 0, markTicks: 500 })).toEqual({
      bid: 499,
      ask: 501,
    });
  });

  it('place nothing outside the range of prices', () => {
    const wide = { ...population, limitDistance: { kind: 'uniform', from: 0, to: 2 } as const };
    const prices = intentsOf(wide, 5_000, { maxPriceTicks: 12_000 })
      .filter(({ kind }) => kind === INTENTS.limit)
      .map(({ priceTicks }) => priceTicks);
    expect(Math.min(...prices)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...prices)).toBeLessThanOrEqual(12_000);
  });
});
