import { beforeEach, describe, expect, it } from 'vitest';
import { INTENTS } from '../../../src/simulation/agents/agent.js';
import type { Whale } from '../../../src/scenario/scenario.js';
import { Whales } from '../../../src/simulation/agents/whale.js';
import { contextOf, facts, populationBase, TestView, Waker } from './view.js';

const population: Whale = {
  ...populationBase(1),
  kind: 'whale',
  side: 'sell',
  size: { kind: 'fixed', value: 100 },
  notional: null,
  startUs: 1_000,
  forUs: 40,
  everyUs: 10,
  execution: { kind: 'twap' },
  limitTicks: null,
};

let view: TestView;
let waker: Waker;

beforeEach(() => {
  view = new TestView();
  waker = new Waker();
});

/** Looks one after another; what the market gives of each order is told by `fill`. */
function work(
  change: Partial<Whale>,
  fill: (lots: number, look: number) => number,
  otherLots: (look: number) => number = () => 0,
): string[][] {
  const whales = new Whales({ ...population, ...change }, contextOf());
  const sign = change.side === 'buy' ? 1 : -1;
  const decisions: string[][] = [];
  for (let look = 0; ; look++) {
    view.timeUs = whales.nextArrivalUs();
    if (view.timeUs === Infinity) return decisions;
    view.tradedLots += otherLots(look);
    whales.choose();
    decisions.push(waker.wake(whales, 0, view));
    if (waker.decision.count === 0) continue;
    const filledLots = fill(waker.decision.lots[0], look);
    view.positionLots += sign * filledLots;
    view.tradedLots += filledLots;
  }
}

const all = (lots: number): number => lots;

describe('a large order', () => {
  it('is looked after at equal times from its start to its end', () => {
    const whales = new Whales({ ...population, forUs: 35 }, contextOf());
    const times = Array.from({ length: 7 }, () => whales.nextArrivalUs());
    expect(times).toEqual([1_000, 1_010, 1_020, 1_030, 1_035, Infinity, Infinity]);
  });

  it('is one for each member on each of its instruments', () => {
    const two = contextOf([facts, { ...facts, row: 5 }]);
    const whales = new Whales({ ...population, ...populationBase(2) }, two);
    const times = Array.from({ length: 9 }, () => whales.nextArrivalUs());
    expect(times.slice(3, 5)).toEqual([1_000, 1_010]);
    expect(times[8]).toBe(1_020);
    expect(Array.from({ length: 5 }, () => whales.choose())).toEqual([0, 1, 2, 3, 0]);
  });

  it('counts as done what is on its way', () => {
    const whales = new Whales(population, contextOf());
    const look = (timeUs: number, lotsOnTheWay: number): string[] =>
      waker.wake(whales, 0, Object.assign(view, { timeUs, lotsOnTheWay }));
    expect(look(1_000, 0)).toEqual(['sell 25 at market']);
    expect(look(1_010, -25)).toEqual(['sell 25 at market']);
    expect(look(1_020, -50)).toEqual(['sell 25 at market']);
    expect(look(1_020, -75)).toEqual([]);
    view.positionLots = -40; // of the 75 that arrived the book took 40
    expect(look(1_030, 0)).toEqual(['sell 60 at market']);
  });

  it('may be given by its value at the mark when it begins', () => {
    const notional = { kind: 'fixed', value: 999_999 } as const;
    view.markTicks = 2_500;
    expect(work({ size: null, notional, everyUs: 40 }, all)[0]).toEqual(['sell 399 at market']);
  });
});

describe('a large order in slices', () => {
  it('is done in equal parts by the clock', () => {
    expect(work({}, all)).toEqual([
      ['sell 25 at market'],
      ['sell 25 at market'],
      ['sell 25 at market'],
      ['sell 25 at market'],
      [],
    ]);
  });

  it('adds up to the whole when it does not divide', () => {
    const words = work({ size: { kind: 'fixed', value: 10 }, side: 'buy', everyUs: 6 }, all);
    const lots = words.flat().map((word) => Number(word.split(' ')[1]));
    expect(lots.reduce((sum, lot) => sum + lot)).toBe(10);
    expect(Math.max(...lots)).toBe(2);
  });

  it('makes up for what a slice could not fill, the last time when it is over', () => {
    expect(work({}, (lots, look) => (look === 1 || look === 3 ? 0 : lots))).toEqual([
      ['sell 25 at market'],
      ['sell 25 at market'],
      ['sell 50 at market'],
      ['sell 25 at market'],
      ['sell 25 at market'],
    ]);
  });

  it('starts from the position that it finds', () => {
    view.positionLots = 5_000;
    expect(work({}, all)).toHaveLength(5);
    expect(view.positionLots).toBe(4_900);
  });

  it('goes no further than the limit price', () => {
    const [first] = work({ limitTicks: 9_900 }, all);
    expect(first).toEqual(['ioc sell 25 @ 9900']);
  });
});

describe('a large order that takes a share of the volume', () => {
  const execution = { kind: 'participation', share: 0.2 } as const;

  it('has that share of all lots that were traded, its own included', () => {
    const words = work(
      { execution, size: { kind: 'fixed', value: 1_000 } },
      all,
      (look) => (look === 0 ? 999 : 40 * look), // what was traded before does not count
    );
    expect(words).toEqual([
      [],
      ['sell 10 at market'], // 10 of 40 + 10
      ['sell 20 at market'],
      ['sell 30 at market'],
      ['sell 40 at market'],
    ]);
  });

  it('catches up with what it could not fill', () => {
    const words = work(
      { execution },
      (lots, look) => (look === 1 ? 0 : lots),
      () => 40,
    );
    expect(words.slice(1, 3)).toEqual([['sell 10 at market'], ['sell 20 at market']]);
  });

  it('ends when it is whole', () => {
    const words = work({ execution, size: { kind: 'fixed', value: 15 } }, all, () => 40);
    expect(words).toEqual([[], ['sell 10 at market'], ['sell 5 at market'], [], []]);
  });
});

describe('a large order that hides', () => {
  const execution = { kind: 'iceberg', displayedLots: 8 } as const;
  const iceberg = { ...population, execution, side: 'buy' } as const;

  function look(whales: Whales, market: Partial<TestView> = {}): string[] {
    const words = waker.wake(whales, 0, Object.assign(view, { timeUs: 1_000, ...market }));
    const { decision } = waker;
    for (let row = 0; row < decision.count; row++) {
      if (decision.kind[row] === INTENTS.cancel) view.orders.clear();
      if (decision.kind[row] !== INTENTS.iceberg) continue;
      const order = Math.max(0, ...view.orders.keys()) + 1;
      view.orders.set(order, decision.lots[row]);
      whales.orderRested(0, decision.tag[row], order);
      expect(decision.reference[row]).toBe(Math.min(8, decision.lots[row]));
    }
    return words;
  }

  it('is sent once while it is on its way, and withdrawn unseen when its time is over', () => {
    const whales = new Whales(iceberg, contextOf());
    const look = (timeUs: number): string[] =>
      waker.wake(whales, 0, Object.assign(view, { timeUs }));
    expect(look(1_000)).toHaveLength(1);
    expect(look(1_010)).toEqual([]);
    whales.orderGone(0, 0); // refused
    expect(look(1_020)).toHaveLength(1);
    const last = look(1_040);
    expect(last).toHaveLength(1);
    expect(waker.decision.kind[0]).toBe(INTENTS.cancelAll);
  });

  it('rests whole at the best price of its side', () => {
    expect(look(new Whales(iceberg, contextOf()))).toEqual(['iceberg buy 100 @ 9999']);
    const sell = new Whales({ ...iceberg, side: 'sell' }, contextOf());
    expect(look(sell)).toEqual(['iceberg sell 100 @ 10001']);
  });

  it('follows when others bid more, and stays when they bid less', () => {
    const whales = new Whales(iceberg, contextOf());
    look(whales);
    expect(look(whales)).toEqual([]);
    expect(look(whales, { bestBidTicks: 9_990 })).toEqual([]);
    const follow = look(whales, { bestBidTicks: 10_000, positionLots: 30 });
    expect(follow).toEqual(['cancel 1', 'iceberg buy 70 @ 10000']);
  });

  it('shows no more than is left', () => {
    const whales = new Whales(iceberg, contextOf());
    look(whales);
    look(whales, { bestBidTicks: 10_000, positionLots: 95 });
  });

  it('rests anew after a fill beyond what stood, until it is whole', () => {
    const whales = new Whales(iceberg, contextOf());
    look(whales);
    view.orders.clear();
    expect(look(whales, { positionLots: 60 })).toEqual(['iceberg buy 40 @ 9999']);
    view.orders.clear();
    expect(look(whales, { positionLots: 100 })).toEqual([]);
  });

  it('is withdrawn when its time is over', () => {
    const whales = new Whales(iceberg, contextOf());
    look(whales);
    expect(look(whales, { timeUs: 1_040 })).toEqual(['cancel 1']);
    expect(look(whales, { timeUs: 1_040 })).toEqual([]);
  });

  it('goes no further than the limit price', () => {
    const whales = new Whales({ ...iceberg, limitTicks: 9_950 }, contextOf());
    expect(look(whales)).toEqual(['iceberg buy 100 @ 9950']);
    expect(look(whales, { bestBidTicks: 10_000 })).toEqual([]);
  });

  it('goes by the last price where its side is empty, short of the other', () => {
    const priced = (side: 'buy' | 'sell', market: Partial<TestView>): string =>
      look(new Whales({ ...iceberg, side }, contextOf()), market)[0].split(' @ ')[1];
    expect(priced('buy', { bestBidTicks: 0, lastTicks: 9_000 })).toBe('9000');
    expect(priced('buy', { lastTicks: 11_000 })).toBe('10000');
    expect(priced('sell', { bestBidTicks: 9_999, bestAskTicks: 0, lastTicks: 9_000 })).toBe(
      '10000',
    );
    expect(priced('sell', { bestBidTicks: 0, lastTicks: 0, markTicks: 8_000 })).toBe('8000');
  });
});
