import { describe, expect, it } from 'vitest';
import { BUY, SELL } from '../../../src/events/sink.js';
import type { ZeroIntelligence } from '../../../src/scenario/scenario.js';
import { INTENTS } from '../../../src/simulation/agents/agent.js';
import { ZeroIntelligenceTraders } from '../../../src/simulation/agents/zero-intelligence.js';
import { PlainBook } from './plain-book.js';
import { contextOf, facts, populationBase, TestView, Waker, wordsOf } from './view.js';

function population(changes: Partial<ZeroIntelligence> = {}): ZeroIntelligence {
  return {
    ...populationBase(1),
    kind: 'zeroIntelligence',
    marketRate: 2,
    limitRate: 0.1,
    cancelRate: 0.5,
    windowTicks: 100,
    orderSize: { kind: 'fixed', value: 1 },
    opening: { bids: 0, asks: 0 },
    ...changes,
  };
}

/** Decisions of wake-ups that place limit orders, in words, with `change` made to the market. */
function limitOrders(wakes: number, change: Partial<TestView> = {}) {
  const traders = new ZeroIntelligenceTraders(population(), contextOf());
  const view = Object.assign(new TestView(), change);
  const waker = new Waker();
  const orders: { side: number; priceTicks: number }[] = [];
  for (let wake = 0; wake < wakes; wake++) {
    traders.choose(waker.begin());
    traders.wake(0, view, waker.draws, waker.decision);
    const { decision } = waker;
    if (decision.count === 0 || decision.kind[0] !== INTENTS.limit) continue;
    orders.push({ side: decision.side[0], priceTicks: decision.priceTicks[0] });
  }
  return orders;
}

function isUniform(values: readonly number[], from: number, count: number): void {
  const counts = new Float64Array(count);
  for (const value of values) {
    expect(from <= value && value < from + count).toBe(true);
    counts[value - from] += 1;
  }
  const expected = values.length / count;
  const chiSquare = counts.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
  expect(Math.abs(chiSquare - (count - 1))).toBeLessThan(3.5 * Math.sqrt(2 * (count - 1)));
}

describe('zero-intelligence traders', () => {
  it('offer uniformly above the best bid and bid uniformly below the best ask, half each', () => {
    const orders = limitOrders(120_000);
    const bids = orders.filter(({ side }) => side === BUY).map(({ priceTicks }) => priceTicks);
    const offers = orders.filter(({ side }) => side === SELL).map(({ priceTicks }) => priceTicks);
    isUniform(bids, 10_001 - 100, 100); // best ask 10,001: 9,901 … 10,000
    isUniform(offers, 9_999 + 1, 100); // best bid 9,999: 10,000 … 10,099
    const error = Math.sqrt(0.25 / orders.length);
    expect(Math.abs(bids.length / orders.length - 0.5)).toBeLessThan(3.5 * error);
  });

  it('wake at the sum of all rates, whatever the market is like', () => {
    const { wakesPerSecond } = new ZeroIntelligenceTraders(population(), contextOf());
    // 0.1 × 100 ticks × 2 sides = 20 limit orders a second; 40 rest on average, so 107 slots.
    expect(wakesPerSecond).toBe(2 + 20 + 0.5 * 107);
  });

  it('bring the same flow to each of their instruments', () => {
    const two = contextOf([facts, { ...facts, row: 1 }]);
    const traders = new ZeroIntelligenceTraders(population({ cancelRate: 0 }), two);
    expect(traders.wakesPerSecond).toBe(2 * 22);
    const waker = new Waker();
    const seats = Array.from({ length: 1000 }, () => traders.choose(waker.begin()));
    expect(new Set(seats)).toEqual(new Set([0, 1]));
  });

  it('go by the initial price while the book is empty, and by the last quote once it was seen', () => {
    const empty = limitOrders(2_000, { bestBidTicks: 0, bestAskTicks: 0 });
    for (const { side, priceTicks } of empty) {
      expect(Math.sign(priceTicks - 10_000)).toBe(side === BUY ? -1 : 1);
    }

    const traders = new ZeroIntelligenceTraders(population({ marketRate: 0 }), contextOf());
    const view = new TestView();
    const waker = new Waker();
    const offersAbove = (bestBidTicks: number, bestAskTicks: number): number => {
      Object.assign(view, { bestBidTicks, bestAskTicks });
      let lowest = Infinity;
      for (let wake = 0; wake < 5_000; wake++) {
        traders.choose(waker.begin());
        traders.wake(0, view, waker.draws, waker.decision);
        for (let row = 0; row < waker.decision.count; row++) {
          if (waker.decision.side[row] !== SELL) continue;
          lowest = Math.min(lowest, waker.decision.priceTicks[row] - 1);
        }
      }
      return lowest;
    };
    expect(offersAbove(9_500, 9_600)).toBe(9_500);
    expect(offersAbove(0, 9_600)).toBe(9_500);
    expect(offersAbove(0, 9_400)).toBe(9_400); // the asks have passed the bid remembered
  });

  it('may begin with a queue at each best price, which is cancelled like any other order', () => {
    const opening = { bids: 3, asks: 2 };
    const flow = population({ count: 2, opening, marketRate: 0, limitRate: 0 });
    const traders = new ZeroIntelligenceTraders(flow, contextOf());
    const view = new TestView();
    const waker = new Waker();
    const words: string[] = [];
    for (const agent of [0, 1]) {
      waker.begin();
      traders.open?.(agent, view, waker.draws, waker.decision);
      words.push(...wordsOf(waker.decision));
      waker.restAll(traders, agent, view, 1 + 10 * agent);
    }
    // Dealt out in turn: the first member has two bids and the last ask.
    expect(words).toEqual([
      'limit buy 1 @ 10000',
      'limit buy 1 @ 10000',
      'limit sell 1 @ 10001',
      'limit buy 1 @ 10000',
      'limit sell 1 @ 10001',
    ]);
    const cancelled = new Map<string, number>();
    for (let wake = 0; wake < 100; wake++) {
      const seat = traders.choose(waker.begin());
      if (seat < 0) continue;
      traders.wake(seat, view, waker.draws, waker.decision);
      for (const cancel of wordsOf(waker.decision)) cancelled.set(cancel, seat);
    }
    expect(Object.fromEntries(cancelled)).toEqual({
      'cancel 1': 0,
      'cancel 2': 0,
      'cancel 3': 0,
      'cancel 11': 1,
      'cancel 12': 1,
    });
  });

  it('keep the slots of orders apart when an opening order finds no place', () => {
    const flow = population({ opening: { bids: 3, asks: 0 }, marketRate: 0 });
    const traders = new ZeroIntelligenceTraders(flow, contextOf());
    const view = new TestView();
    const waker = new Waker();
    waker.begin();
    traders.open?.(0, view, waker.draws, waker.decision);
    traders.orderGone(0, waker.decision.tag[0]); // traded at once, and so the second
    traders.orderGone(0, waker.decision.tag[1]);
    traders.orderRested(0, waker.decision.tag[2], 3);
    view.orders.set(3, 1);
    const cancels: string[] = [];
    for (let wake = 0; wake < 3_000; wake++) {
      if (traders.choose(waker.begin()) < 0) continue;
      traders.wake(0, view, waker.draws, waker.decision);
      cancels.push(...wordsOf(waker.decision).filter((words) => words.startsWith('cancel')));
      waker.restAll(traders, 0, view, 10 + wake);
    }
    // Orders that shared a slot would replace each other; in balance 40 rest, with a deviation of 6.
    expect(view.orders.size).toBeGreaterThan(40 - 4 * 6.4);
    expect(cancels).toContain('cancel 3');
    expect(new Set(cancels).size).toBe(cancels.length);
    expect(Math.min(...view.orders.keys())).toBeGreaterThan(2_000);
  });

  it('need no turn at the start without one', () => {
    expect(new ZeroIntelligenceTraders(population(), contextOf()).open).toBeUndefined();
  });

  it('place nothing below one tick or above the largest price', () => {
    const low = limitOrders(2_000, { bestBidTicks: 5, bestAskTicks: 7 });
    expect(Math.min(...low.map(({ priceTicks }) => priceTicks))).toBe(1);
    const high = limitOrders(2_000, { maxPriceTicks: 10_010 });
    expect(Math.max(...high.map(({ priceTicks }) => priceTicks))).toBe(10_010);
  });

  it('trade whole lots, at least one', () => {
    const orderSize = { kind: 'exponential', mean: 1, max: 50 } as const;
    const traders = new ZeroIntelligenceTraders(population({ orderSize }), contextOf());
    const waker = new Waker();
    for (let wake = 0; wake < 2_000; wake++) {
      traders.choose(waker.begin());
      traders.wake(0, new TestView(), waker.draws, waker.decision);
      for (const words of wordsOf(waker.decision)) {
        expect(words).toMatch(/^(limit )?(buy|sell) [1-9]\d* (@ \d+|at market)$/);
      }
    }
  });

  it('make the spread of the theory: 0.9951 p_c at ε = 0.4', () => {
    // p_c = μ / 2α is 50 ticks; time runs in units of 1 / δ.
    const book = new PlainBook();
    const traders = new ZeroIntelligenceTraders(
      population({ limitRate: 0.02, cancelRate: 0.4, windowTicks: 12 * 50 }),
      contextOf([{ ...facts, initialPriceTicks: 1_000_000, maxPriceTicks: 2_000_000 }]),
    );
    const view = Object.assign(new TestView(), { maxPriceTicks: 2_000_000 });
    view.isOpen = (order) => book.open.has(order);
    const waker = new Waker();
    // Time-weighted: between wake-ups, whose rate is constant, all waits have the same mean.
    const wakes = 1_500_000;
    const batches = new Float64Array(40);
    for (let wake = -wakes / 5; wake < wakes; wake++) {
      view.bestBidTicks = book.best(BUY);
      view.bestAskTicks = book.best(SELL);
      if (wake >= 0) {
        const batch = Math.floor((wake / wakes) * batches.length);
        batches[batch] += (view.bestAskTicks - view.bestBidTicks) / 50 / (wakes / batches.length);
      }
      if (traders.choose(waker.begin()) < 0) continue;
      const { decision } = waker;
      traders.wake(0, view, waker.draws, decision);
      for (let row = 0; row < decision.count; row++) {
        const side = decision.side[row] === BUY ? BUY : SELL;
        if (decision.kind[row] === INTENTS.cancel) book.cancel(decision.reference[row]);
        if (decision.kind[row] === INTENTS.market) book.take(side === BUY ? SELL : BUY);
        if (decision.kind[row] !== INTENTS.limit) continue;
        traders.orderRested(0, decision.tag[row], book.rest(side, decision.priceTicks[row]));
      }
    }
    const mean = batches.reduce((sum, spread) => sum + spread, 0) / batches.length;
    const squares = batches.reduce((sum, spread) => sum + (spread - mean) ** 2, 0);
    const error = Math.sqrt(squares / (batches.length - 1) / batches.length);
    // A tick of 0.02 p_c: the grid adds a bias of less than half a tick.
    expect(error).toBeLessThan(0.01);
    expect(Math.abs(mean - 0.9951)).toBeLessThan(3.5 * error + 0.01);
  });
});
