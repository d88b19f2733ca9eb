import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../src/core/random.js';
import { NONE } from '../../../src/core/units.js';
import { BUY } from '../../../src/events/sink.js';
import type { Noise } from '../../../src/scenario/scenario.js';
import { INTENTS } from '../../../src/simulation/agents/agent.js';
import { ClusteredNoiseTraders } from '../../../src/simulation/agents/clustered-noise.js';
import { NoiseTraders } from '../../../src/simulation/agents/noise.js';
import { errorsOff } from './statistics.js';
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
  clustering: [],
  signMemory: null,
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

/** Each wake-up of clustered noise as the loop makes them: its time, and what it asks for. */
function clusteredIntents(of: Noise, seconds: number, view = new TestView()) {
  const traders = new ClusteredNoiseTraders(of, contextOf());
  const streams = new RandomStreams('clustered');
  const arrivals = streams.open('arrivals');
  const waker = new Waker();
  const intents: { timeUs: number; kind: number; side: number }[] = [];
  let nextUs = traders.nextArrivalUs(0, streams, arrivals);
  for (let wake = 0; nextUs < seconds * 1e6; wake++) {
    const timeUs = nextUs;
    nextUs = traders.nextArrivalUs(timeUs, streams, arrivals);
    const { decision, draws } = waker;
    const seat = traders.choose(waker.begin());
    if (seat === NONE) continue;
    traders.wake(seat, view, draws, decision);
    for (let row = 0; row < decision.count; row++) {
      intents.push({ timeUs, kind: decision.kind[row], side: decision.side[row] });
    }
    waker.restAll(traders, seat, view, 10 * wake + 1);
  }
  return intents;
}

describe('noise traders whose orders come in clusters', () => {
  const clustered: Noise = {
    ...population,
    clustering: [
      { branching: 0.7, timeUs: 700_000 },
      { branching: 0.15, timeUs: 20_000_000 },
    ],
    signMemory: { copy: 0.75, exponent: 0.7, longestLag: 30 },
  };
  const seconds = 20_000;
  const intents = clusteredIntents(clustered, seconds);
  const countsOf = (wanted: number): Float64Array => {
    const counts = new Float64Array(seconds / 100);
    for (const { kind, timeUs } of intents) if (kind === wanted) counts[Math.floor(timeUs / 1e8)]++;
    return counts;
  };

  it('bring market orders at their mean rate but in clusters, and limit orders as ever', () => {
    const [markets, limits] = [countsOf(INTENTS.market), countsOf(INTENTS.limit)];
    expect(errorsOff([...markets], 200)).toBeLessThan(3.5);
    expect(errorsOff([...limits], 400)).toBeLessThan(3.5);
    const fano = (counts: Float64Array, mean: number): number =>
      counts.reduce((sum, count) => sum + (count - mean) * (count - mean), 0) /
      counts.length /
      mean;
    expect(fano(markets, 200)).toBeGreaterThan(10);
    expect(Math.abs(fano(limits, 400) - 1)).toBeLessThan(3.5 * Math.sqrt(2 / 200));
    // Those that still rest are Poisson with mean rate × life, 4 × 120.
    const resting =
      limits.reduce((sum, count) => sum + count, 0) -
      intents.filter(({ kind }) => kind === INTENTS.cancel).length;
    expect(Math.abs(resting - 480)).toBeLessThan(3.5 * Math.sqrt(480));
  });

  it('go on with a side for long, and so do those that come evenly', () => {
    const evenly = intentsOf({ ...clustered, clustering: [] }, 400_000);
    for (const found of [intents, evenly]) {
      const sides = found.filter(({ kind }) => kind === INTENTS.market).map(({ side }) => side);
      const alike = sides.slice(1).filter((side, row) => side === sides[row]).length;
      expect(sides.length).toBeGreaterThan(10_000);
      // Autocorrelation 0.2 at lag 1: 60 % of the orders follow one of their own side.
      expect(Math.abs(alike / sides.length - 0.6)).toBeLessThan(0.02);
    }
  });

  it('take the same sides at the same times whatever the market is', () => {
    const broken = Object.assign(new TestView(), { bestBidTicks: 0, bestAskTicks: 0 });
    const marketOrders = (of: typeof intents) => of.filter(({ kind }) => kind === INTENTS.market);
    const elsewhere = clusteredIntents(clustered, 2_000, broken);
    const here = marketOrders(intents).filter(({ timeUs }) => timeUs < 2e9);
    expect(marketOrders(elsewhere)).toEqual(here);
  });
});
