import { beforeEach, describe, expect, it } from 'vitest';
import type { MarketMaker } from '../../../src/scenario/scenario.js';
import { MarketMakers } from '../../../src/simulation/agents/market-maker.js';
import { contextOf, facts, populationBase, TestView, Waker } from './view.js';

const population: MarketMaker = {
  ...populationBase(2),
  kind: 'marketMaker',
  strategy: { kind: 'ladder' },
  requotes: 'random',
  trustedSpread: null,
  improve: null,

  requoteRate: 2,
  levels: 3,
  nearest: 0.001, // 10, 100 and 1000 ticks around 10,000
  farthest: 0.1,
  depth: { kind: 'fixed', value: 60 },
  depthShape: 1, // 10, 20 and 30 lots
  indexWeight: 0,
  inventoryLimit: { kind: 'fixed', value: 100 },
  skew: 0.01,
  tolerance: 0.25,
  sizeTolerance: 0.4,
  withdrawal: null,
};

let view: TestView;
let waker: Waker;

beforeEach(() => {
  view = new TestView();
  waker = new Waker();
});

/** The first quotes of a fresh maker, in words. */
function quotes(change: Partial<MarketMaker> = {}, market: Partial<TestView> = {}): string[] {
  const makers = new MarketMakers({ ...population, ...change }, contextOf());
  return waker.wake(makers, 0, Object.assign(view, market));
}

/** A maker whose first quotes rest as orders 1 … 6: bids from the nearest, then asks. */
function quoting(change: Partial<MarketMaker> = {}): MarketMakers {
  const makers = new MarketMakers({ ...population, ...change }, contextOf());
  waker.wake(makers, 0, view);
  waker.restAll(makers, 0, view, 1);
  return makers;
}

function lookAgain(makers: MarketMakers, market: Partial<TestView>): string[] {
  return waker.wake(makers, 0, Object.assign(view, market));
}

const sidesOf = (words: readonly string[], side: 'buy' | 'sell'): string[] =>
  words.filter((word) => word.includes(` ${side} `));

describe('market makers', () => {
  it('quote geometric distances on both sides of the mid, size growing with the level', () => {
    expect(quotes()).toEqual([
      'postOnly buy 10 @ 9990',
      'postOnly buy 20 @ 9900',
      'postOnly buy 30 @ 9000',
      'postOnly sell 10 @ 10010',
      'postOnly sell 20 @ 10100',
      'postOnly sell 30 @ 11000',
    ]);
  });

  it('stand in the market from the start', () => {
    const makers = new MarketMakers(population, contextOf());
    makers.open(1, view, waker.begin(), waker.decision);
    expect(waker.decision.count).toBe(6);
  });

  it('quote one level at the nearest distance', () => {
    const [bid, ask] = quotes({ levels: 1 });
    expect([bid, ask]).toEqual(['postOnly buy 60 @ 9990', 'postOnly sell 60 @ 10010']);
  });

  it('keep the whole depth when it does not split evenly, and skip levels without a lot', () => {
    const lots = sidesOf(quotes({ depth: { kind: 'fixed', value: 7 }, levels: 6 }), 'buy');
    expect(lots.map((word) => Number(word.split(' ')[2])).reduce((sum, n) => sum + n)).toBe(7);
    expect(lots.length).toBeLessThan(6);
  });

  it('quote around index and mid by their weights', () => {
    const words = quotes({ indexWeight: 0.25 }, { indexTicks: 10_400 });
    // 0.25 × 10,400 + 0.75 × 10,000 = 10,100; the bids stand behind the best ask.
    expect(sidesOf(words, 'sell')[1]).toBe('postOnly sell 20 @ 10201');
  });

  it('stand behind the touch with the whole ladder where they would meet the other side', () => {
    const words = quotes({ indexWeight: 1 }, { indexTicks: 11_000 });
    expect(sidesOf(words, 'buy')[0]).toBe('postOnly buy 10 @ 10000'); // best ask 10,001
    expect(sidesOf(words, 'buy')[1]).toBe('postOnly buy 20 @ 9909');
    expect(sidesOf(words, 'sell')[0]).toBe('postOnly sell 10 @ 11011');
    const falling = quotes({ indexWeight: 1 }, { indexTicks: 9_000 });
    expect(sidesOf(falling, 'sell')[0]).toBe('postOnly sell 10 @ 10000'); // best bid 9,999
  });

  it('stand right at the touch then, at every price', () => {
    const nearest = 0.0003;
    for (let bestBidTicks = 1_001; bestBidTicks < 1_200; bestBidTicks++) {
      const market = { bestBidTicks, bestAskTicks: bestBidTicks + 3 };
      const rising = quotes({ nearest, indexWeight: 1 }, { ...market, indexTicks: 9_000 });
      expect(rising[0]).toBe(`postOnly buy 10 @ ${bestBidTicks + 2}`);
      const falling = quotes({ nearest, indexWeight: 1 }, { ...market, indexTicks: 500 });
      expect(sidesOf(falling, 'sell')[0]).toBe(`postOnly sell 10 @ ${bestBidTicks + 1}`);
    }
  });

  it('go by the last price where a side is empty, as far as the other side bears it out', () => {
    const bidWhen = (market: Partial<TestView>): string => quotes({}, market)[0];
    expect(bidWhen({ bestBidTicks: 0, bestAskTicks: 0, lastTicks: 12_000 })).toContain('@ 11988');
    expect(bidWhen({ lastTicks: 0, markTicks: 8_000 })).toContain('@ 7992');
    expect(bidWhen({ bestAskTicks: 7_000 })).toContain('@ 6993');
    expect(bidWhen({ bestAskTicks: 0, bestBidTicks: 9_000 })).toContain('@ 8991');
  });

  it('give way to their own quotes too: the ladder moves in steps of the touch', () => {
    const makers = quoting({ indexWeight: 1 });
    const market = { bestBidTicks: 9_990, bestAskTicks: 10_010, indexTicks: 10_100 };
    expect(sidesOf(lookAgain(makers, market), 'buy')[0]).toBe('postOnly buy 10 @ 10009');
  });

  it('keep their quotes while they are within tolerance', () => {
    const makers = quoting();
    // A fall by 2 ticks: a quarter of 10, 100 and 1,000 ticks is not passed.
    expect(lookAgain(makers, { bestBidTicks: 9_997, bestAskTicks: 9_999 })).toEqual([]);
  });

  it('replace only the quotes that are off, all cancels first', () => {
    const makers = quoting();
    // A fall by 20 ticks passes a quarter of 10 ticks only.
    expect(lookAgain(makers, { bestBidTicks: 9_979, bestAskTicks: 9_981 })).toEqual([
      'cancel 1',
      'cancel 4',
      'postOnly buy 10 @ 9970',
      'postOnly sell 10 @ 9990',
    ]);
    waker.restAll(makers, 0, view, 7);
    expect(lookAgain(makers, {})).toEqual([]);
    expect(lookAgain(makers, { bestBidTicks: 10_999, bestAskTicks: 11_001 })).toHaveLength(12);
  });

  it('replace a quote whose size is off by more than 40 %, filled in part or unwanted', () => {
    const makers = quoting();
    view.orders.set(2, 12); // of 20: off by 40 %
    expect(lookAgain(makers, {})).toEqual([]);
    view.orders.set(2, 11);
    expect(lookAgain(makers, {})).toEqual(['cancel 2', 'postOnly buy 20 @ 9900']);
  });

  it('place a filled quote anew, without cancelling what is gone', () => {
    const makers = quoting();
    view.orders.delete(4);
    expect(lookAgain(makers, {})).toEqual(['postOnly sell 10 @ 10010']);
  });

  it('try again when a quote was refused', () => {
    const makers = new MarketMakers(population, contextOf());
    expect(waker.wake(makers, 0, view)).toHaveLength(6);
    waker.refuseAll(makers, 0);
    expect(waker.wake(makers, 0, view)).toHaveLength(6);
  });

  it('neither send a quote again nor cancel it while it is on its way', () => {
    const makers = new MarketMakers(population, contextOf());
    expect(waker.wake(makers, 0, view)).toHaveLength(6);
    expect(lookAgain(makers, {})).toEqual([]);
    const moved = { bestBidTicks: 10_999, bestAskTicks: 11_001 };
    expect(lookAgain(makers, moved)).toEqual([]);
    makers.orderRested(0, 0, 70); // the first bid arrives
    view.orders.set(70, 10);
    const words = lookAgain(makers, {});
    expect(words).toHaveLength(2);
    expect(words[0]).toBe('cancel 70');
  });

  it('lean against their inventory', () => {
    // Long half the limit: both sides move down by half of 1 %.
    const words = quotes(
      { inventoryLimit: { kind: 'fixed', value: 1_000 } },
      { positionLots: 500 },
    );
    expect(sidesOf(words, 'buy')[0]).toBe('postOnly buy 10 @ 9940'); // 9,950 less 10
    const short = quotes(
      { inventoryLimit: { kind: 'fixed', value: 1_000 } },
      { positionLots: -500 },
    );
    expect(sidesOf(short, 'sell')[0]).toBe('postOnly sell 10 @ 10061'); // 10,050 more 10.05
  });

  it('never bid at their inventory limit, nor offer at the opposite one', () => {
    expect(sidesOf(quotes({}, { positionLots: 100 }), 'buy')).toEqual([]);
    expect(sidesOf(quotes({}, { positionLots: 130 }), 'buy')).toEqual([]);
    expect(sidesOf(quotes({}, { positionLots: 100 }), 'sell')).toHaveLength(3);
    expect(sidesOf(quotes({}, { positionLots: -100 }), 'sell')).toEqual([]);
  });

  it('bid for no more than they may still buy', () => {
    const lots = sidesOf(quotes({}, { positionLots: 70 }), 'buy').map((word) => word.split(' ')[2]);
    expect(lots).toEqual(['5', '10', '15']);
  });

  it('cancel what they no longer want', () => {
    const makers = quoting({ skew: 0 });
    expect(lookAgain(makers, { positionLots: 100 })).toEqual(['cancel 1', 'cancel 2', 'cancel 3']);
  });

  it('quote only prices that exist', () => {
    const words = quotes({ farthest: 1.5 }, { maxPriceTicks: 20_000 });
    expect(sidesOf(words, 'buy')).toHaveLength(2);
    expect(sidesOf(words, 'sell')).toHaveLength(2);
  });

  it('are never clones: each has its depth and its limit', () => {
    const drawn = {
      ...population,
      depth: { kind: 'uniform', from: 50, to: 5_000 } as const,
      inventoryLimit: { kind: 'fixed', value: 100_000 } as const,
    };
    const makers = new MarketMakers(drawn, contextOf());
    expect(waker.wake(makers, 0, view)).not.toEqual(waker.wake(makers, 1, view));
  });

  it('quote each of their instruments by itself, and look at each at their rate', () => {
    const makers = new MarketMakers(population, contextOf([facts, { ...facts, row: 4 }]));
    expect(makers.wakesPerSecond).toBe(2 * 2 * 2);
    expect(waker.wake(makers, 0, view)).toHaveLength(6);
    waker.restAll(makers, 0, view, 1);
    expect(lookAgain(makers, { instrument: 4 })).toHaveLength(6);
    waker.restAll(makers, 0, view, 7);
    expect(lookAgain(makers, { instrument: 0 })).toEqual([]);
    expect(lookAgain(makers, { instrument: 4 })).toEqual([]);
  });
});

describe('market makers in a fast market', () => {
  const withdrawal = {
    calmVolatility: 0.8,
    threshold: 2,
    exponent: 1.5,
    floor: 0.15,
    memoryUs: 60_000_000,
    clip: 20,
    withdrawUs: 0,
    refillUs: 0,
    widest: 1,
  };
  const deep = {
    ...population,
    withdrawal,
    depth: { kind: 'fixed', value: 6_000_000 } as const,
    inventoryLimit: { kind: 'fixed', value: 1e9 } as const,
  };

  /** Lots of all bids after looks twice a second at a mid that alternates by a log return. */
  function depthAfter(
    seconds: number,
    logReturn: number,
    makers = new MarketMakers(deep, contextOf()),
  ) {
    let lots = 0;
    for (let look = 0; look < 2 * seconds; look++) {
      const midTicks = 1_000_000 * Math.exp(look % 2 === 0 ? 0 : logReturn);
      view.timeUs += 500_000;
      view.bestBidTicks = midTicks - 1;
      view.bestAskTicks = midTicks + 1;
      view.maxPriceTicks = 1e9;
      const bids = sidesOf(waker.wake(makers, 0, view), 'buy');
      waker.refuseAll(makers, 0);
      lots = bids.reduce((sum, word) => sum + Number(word.split(' ')[2]), 0);
    }
    return lots;
  }

  /** The log return of half a second at a volatility. */
  function returnAt(volatility: number): number {
    return volatility * Math.sqrt(0.5 / (365 * 24 * 3600));
  }

  it('quote their whole size up to the threshold', () => {
    expect(depthAfter(600, returnAt(0.8))).toBe(6_000_000);
    expect(depthAfter(600, returnAt(1.59))).toBe(6_000_000);
  });

  it('withdraw by the power of threshold × calm ÷ volatility, down to the floor', () => {
    // Four times calm: (2 ÷ 4)^1.5 = 0.3536.
    expect(depthAfter(1200, returnAt(3.2)) / 6_000_000).toBeCloseTo(0.353553, 4);
    expect(depthAfter(1200, returnAt(16))).toBe(900_000);
  });

  it('come back after a jump of any size within minutes: no lock-in', () => {
    const makers = new MarketMakers(deep, contextOf());
    depthAfter(10, 0, makers);
    expect(depthAfter(1, -5, makers)).toBeLessThan(6_000_000);
    // One return clipped at 20 calm deviations: 400 × 0.5 s ÷ 60 s of variance dies in a minute or two.
    expect(depthAfter(180, 0, makers)).toBe(6_000_000);
  });

  it('take in nothing twice when no time has passed', () => {
    const makers = new MarketMakers(deep, contextOf());
    const first = depthAfter(1, 0, makers);
    view.timeUs -= 500_000;
    expect(depthAfter(1, 0, makers)).toBe(first);
  });
});
