import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { US_PER_YEAR } from '../../../src/core/units.js';
import type { AvellanedaStoikov, MarketMaker, Withdrawal } from '../../../src/scenario/scenario.js';
import {
  optimalSpread,
  reservationPrice,
} from '../../../src/simulation/agents/avellaneda-stoikov.js';
import { createBehaviour } from '../../../src/simulation/agents/behaviours.js';
import { MarketMakers } from '../../../src/simulation/agents/market-maker.js';
import { contextOf, facts, populationBase, TestView, Waker } from './view.js';

/** At 10,000 ticks sigma² × the horizon is 40 × 40 ticks. */
const HORIZON_US = 1_000_000_000;
const VOLATILITY = 0.004 * Math.sqrt(US_PER_YEAR / HORIZON_US);

const model: AvellanedaStoikov = {
  kind: 'avellanedaStoikov',
  riskAversion: { kind: 'fixed', value: 0.1 },
  quotePerTick: 0.1, // gamma is 0.01 per tick and unit
  fillDecayPerTick: 0.02,
  unitLots: 10,
  volatility: VOLATILITY,
  horizonUs: HORIZON_US,
  clock: 'rolling',
  center: 'reservation',
};

const ladder: MarketMaker = {
  ...populationBase(2),
  kind: 'marketMaker',
  strategy: { kind: 'ladder' },
  requoteRate: 2,
  requotes: 'random',
  levels: 1,
  nearest: 0.001,
  farthest: 0.001,
  depth: { kind: 'fixed', value: 100_000 },
  depthShape: 0,
  indexWeight: 0,
  trustedSpread: null,
  inventoryLimit: { kind: 'fixed', value: 1_000_000 },
  skew: 0,
  tolerance: 0,
  sizeTolerance: 0,
  withdrawal: null,
  improve: null,
};

const nervous: Withdrawal = {
  calmVolatility: 0.8,
  threshold: 2,
  exponent: 1,
  floor: 0.15,
  memoryUs: 60_000_000,
  clip: 20,
  withdrawUs: 0,
  refillUs: 0,
  widest: 8,
};

let view: TestView;
let waker: Waker;

beforeEach(() => {
  view = new TestView();
  waker = new Waker();
});

function stoikov(change: Partial<AvellanedaStoikov> = {}, more: Partial<MarketMaker> = {}) {
  return { ...ladder, ...more, strategy: { ...model, ...change } };
}

/** Prices of the first bids and asks of a fresh maker, nearest first. */
function prices(population: MarketMaker, market: Partial<TestView> = {}) {
  const makers = new MarketMakers(population, contextOf());
  return pricesIn(waker.wake(makers, 0, Object.assign(view, market)));
}

function pricesIn(words: readonly string[]) {
  const of = (side: string): number[] =>
    words.filter((word) => word.includes(` ${side} `)).map((word) => Number(word.split(' @ ')[1]));
  return { bids: of('buy'), asks: of('sell') };
}

describe('the quotes of Avellaneda and Stoikov', () => {
  // gamma sigma² tau = 16 ticks; (2 / 0.01) ln(1 + 0.01 / 0.02) = 81.09; half of both is 48.55.
  it('stand the optimal spread apart, around the mid without an inventory', () => {
    expect(prices(stoikov())).toEqual({ bids: [9_951], asks: [10_049] });
    expect(optimalSpread(0.01, 0.02, 1_600)).toBeCloseTo(97.093, 3);
  });

  it('move against the inventory, by units of it', () => {
    // 50 lots are 5 units: 80 ticks.
    expect(reservationPrice(10_000, 5, 0.01, 1_600)).toBe(9_920);
    expect(prices(stoikov(), { positionLots: 50 })).toEqual({ bids: [9_871], asks: [10_000] });
  });

  it('with nobody else at the touch may stand beyond the mid', () => {
    const market = { bestBidTicks: 0, bestAskTicks: 0, lastTicks: 10_000, positionLots: 50 };
    expect(prices(stoikov(), market)).toEqual({ bids: [9_871], asks: [9_969] });
    expect(prices(stoikov(), { ...market, positionLots: -50 }).bids).toEqual([10_031]);
  });

  it('give way to others at the touch, but not to their own quotes', () => {
    const makers = new MarketMakers(stoikov(), contextOf());
    waker.wake(makers, 0, view);
    waker.restAll(makers, 0, view, 1);
    // Their ask at 10,049 is the best: a bid may come to stand above it when both move up.
    const market = { bestBidTicks: 9_951, bestAskTicks: 10_049, positionLots: -100 };
    const { bids } = pricesIn(waker.wake(makers, 0, Object.assign(view, market)));
    expect(bids).toEqual([10_111]); // 10,160 − 48.55
    const others = prices(stoikov(), market);
    expect(others.bids).toEqual([10_048]);
  });

  it('come closer as a session ends, and start again with the next', () => {
    const session = stoikov({ clock: 'session' });
    const at = (timeUs: number) => prices(session, { timeUs, positionLots: 20 });
    expect(at(0).bids).toEqual([9_919]); // 10,000 − 32 − 48.55
    // A quarter is left: 8 ticks of shift, 4 of spread.
    expect(at(0.75 * HORIZON_US).bids).toEqual([9_949]);
    expect(at(1.75 * HORIZON_US).bids).toEqual([9_949]);
    expect(at(HORIZON_US).bids).toEqual([9_919]);
  });

  it('stand around the mid at the average spread when told to, whatever they hold', () => {
    const around = stoikov({ clock: 'session', center: 'mid' });
    for (const timeUs of [0, 0.9 * HORIZON_US]) {
      // Half the spread is 4 + 40.55.
      expect(prices(around, { timeUs, positionLots: 50 })).toEqual({
        bids: [9_955],
        asks: [10_045],
      });
    }
    expect(prices(stoikov({ center: 'mid' }))).toEqual({ bids: [9_951], asks: [10_049] });
  });

  it('keep the proportions of the ladder on further levels', () => {
    const { bids, asks } = prices(stoikov({}, { levels: 3, nearest: 0.001, farthest: 0.004 }));
    expect(bids).toEqual([9_951, 9_902, 9_805]); // 48.55, twice and four times
    expect(asks).toEqual([10_049, 10_098, 10_195]);
  });

  it('differ from maker to maker', () => {
    const drawn = stoikov({ riskAversion: { kind: 'uniform', from: 0.01, to: 1 } });
    const makers = new MarketMakers(drawn, contextOf());
    expect(waker.wake(makers, 0, view)).not.toEqual(waker.wake(makers, 1, view));
  });

  it('leave the other traits of a maker as they are', () => {
    const depth = { kind: 'uniform', from: 1, to: 1e6 } as const;
    const lots = (population: MarketMaker): string =>
      waker.wake(new MarketMakers({ ...population, depth }, contextOf()), 1, view)[0].split(' ')[2];
    expect(lots(stoikov())).toBe(lots(ladder));
  });

  it('have a wider spread the riskier it is, at any aversion', () => {
    const positive = fc.double({ min: 1e-9, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(positive, positive, positive, (aversion, decay, variance) => {
        const spread = optimalSpread(aversion, decay, variance);
        expect(spread).toBeGreaterThanOrEqual(aversion * variance);
        expect(optimalSpread(aversion, decay, 2 * variance)).toBeGreaterThanOrEqual(spread);
        // Without aversion the spread is 2 / k; aversion never makes the second term larger.
        expect(spread - aversion * variance).toBeLessThan((2 / decay) * (1 + 1e-6) + 1e-6 * spread);
      }),
      { seed: 1 },
    );
  });
});

/** Half-second looks at a mid that alternates by the log return of a volatility. */
class Weather {
  readonly makers: MarketMakers;
  private look = 0;

  constructor(population: MarketMaker) {
    this.makers = new MarketMakers(population, contextOf());
  }

  /** What stands after so many seconds: half the spread as a share of the mid, and the lots. */
  pass(seconds: number, volatility: number) {
    const logReturn = volatility * Math.sqrt(500_000 / US_PER_YEAR);
    let words: readonly string[] = [];
    for (let left = 2 * seconds; left > 0; left--) {
      const midTicks = 1e6 * Math.exp(this.look++ % 2 === 0 ? 0 : logReturn);
      Object.assign(view, {
        timeUs: view.timeUs + 500_000,
        bestBidTicks: midTicks - 1,
        bestAskTicks: midTicks + 1,
        maxPriceTicks: 1e9,
      });
      words = waker.wake(this.makers, 0, view);
      waker.refuseAll(this.makers, 0);
    }
    const { bids, asks } = pricesIn(words);
    const lots = Number(words[0].split(' ')[2]);
    return { distance: (asks[0] - bids[0]) / (asks[0] + bids[0]), lots };
  }
}

describe('the spread of a maker', () => {
  it('follows realised volatility, up to the widest, and comes back', () => {
    const weather = new Weather({ ...ladder, withdrawal: nervous });
    expect(weather.pass(600, 0.5).distance).toBeCloseTo(0.001, 5); // below calm: as it is
    expect(weather.pass(600, 2.4).distance).toBeCloseTo(0.003, 5);
    expect(weather.pass(600, 12).distance).toBeCloseTo(0.008, 5);
    expect(weather.pass(900, 0.8).distance).toBeCloseTo(0.001, 5);
  });

  it('stays as it is when the widest is 1', () => {
    const weather = new Weather({ ...ladder, withdrawal: { ...nervous, widest: 1 } });
    expect(weather.pass(600, 12).distance).toBeCloseTo(0.001, 5);
  });

  it('widens that of the model too, at a given volatility', () => {
    const given = stoikov({ fillDecayPerTick: 2e-4, riskAversion: { kind: 'fixed', value: 1e-9 } });
    const weather = new Weather({ ...given, withdrawal: nervous });
    expect(weather.pass(600, 0.8).distance).toBeCloseTo(0.005, 5); // 1 / k is 5,000 ticks
    expect(weather.pass(600, 1.6).distance).toBeCloseTo(0.01, 5);
  });

  it('follows by the formula where the model goes by the realised volatility', () => {
    const change = { volatility: null, riskAversion: { kind: 'fixed', value: 1e-3 } } as const;
    const aversion = 1e-3 * model.quotePerTick;
    const realised = stoikov({ ...change, fillDecayPerTick: 1 });
    const weather = new Weather({ ...realised, withdrawal: nervous });
    const halfOf = (volatility: number): number => {
      const variance = (1e12 * volatility * volatility * HORIZON_US) / US_PER_YEAR;
      return optimalSpread(aversion, 1, variance) / 2e6;
    };
    expect(weather.pass(600, 0.4).distance).toBeCloseTo(halfOf(0.4), 4);
    expect(weather.pass(600, 3).distance / halfOf(3)).toBeCloseTo(1, 2);
    expect(weather.pass(600, 14).distance / halfOf(6.4)).toBeCloseTo(1, 2); // 8 × calm
  });
});

describe('the size of a maker in stress', () => {
  it('falls and comes back with its own time constants', () => {
    const times = { withdrawUs: 10_000_000, refillUs: 100_000_000, memoryUs: 1 };
    const weather = new Weather({ ...ladder, withdrawal: { ...nervous, ...times } });
    expect(weather.pass(60, 0.8).lots).toBe(100_000);
    // Four times calm: half the size is wanted, and after one time constant 1 / e is still to go.
    // The first of the 20 looks still sees the last calm move.
    expect(weather.pass(10, 3.2).lots / 100_000).toBeCloseTo(0.5 + 0.5 * Math.exp(-19 / 20), 3);
    expect(weather.pass(120, 3.2).lots / 100_000).toBeCloseTo(0.5, 3);
    expect(weather.pass(100, 0.8).lots / 100_000).toBeCloseTo(1 - 0.5 / Math.E, 2);
    expect(weather.pass(900, 0.8).lots / 100_000).toBeCloseTo(1, 3);
  });
});

describe('the middle of a gap', () => {
  const gap = { bestBidTicks: 8_000, bestAskTicks: 12_000, lastTicks: 11_000 };

  it('is not trusted: the last price stands for it, between the two sides', () => {
    const wary = { ...ladder, trustedSpread: 0.01 };
    expect(prices(ladder, gap).bids).toEqual([9_990]);
    expect(prices(wary, gap).bids).toEqual([10_989]);
    expect(prices(wary, { ...gap, lastTicks: 7_000 }).bids).toEqual([7_992]);
    expect(prices(wary, { ...gap, lastTicks: 13_000 }).asks).toEqual([12_012]);
    expect(prices(wary, { ...gap, lastTicks: 0, markTicks: 9_000 }).bids).toEqual([8_991]);
  });

  it('is trusted up to the share that is said', () => {
    const market = { bestBidTicks: 9_950, bestAskTicks: 10_050, lastTicks: 9_960 };
    expect(prices({ ...ladder, trustedSpread: 0.01 }, market).bids).toEqual([9_990]);
    expect(prices({ ...ladder, trustedSpread: 0.0099 }, market).bids).toEqual([9_950]);
  });
});

describe('makers who improve the touch', () => {
  const improve = { rate: 1e9, size: { kind: 'fixed', value: 7 }, to: 'tick' } as const;
  const wide = { bestBidTicks: 9_995, bestAskTicks: 10_003 };
  const improver = (change: Partial<MarketMaker> = {}) =>
    new MarketMakers({ ...ladder, indexWeight: 1, improve, ...change }, contextOf());
  const act = (makers: MarketMakers, market: Partial<TestView> = {}) =>
    waker.wake(makers, 0, Object.assign(view, market));

  it('bid or offer one tick better, on the side further from the price they aim at', () => {
    expect(act(improver(), wide)).toEqual(['postOnly buy 7 @ 9996']);
    expect(act(improver(), { ...wide, indexTicks: 9_998 })).toEqual(['postOnly sell 7 @ 10002']);
    expect(act(improver(), { ...wide, indexTicks: 20_000 })).toEqual(['postOnly buy 7 @ 9996']);
  });

  it('go up to that price when told to, but never meet the other side', () => {
    const bold = { improve: { ...improve, to: 'aim' } } as const;
    const gap = { bestBidTicks: 9_900, bestAskTicks: 10_050 };
    expect(act(improver(bold), gap)).toEqual(['postOnly buy 7 @ 10000']);
    expect(act(improver(bold), { indexTicks: 9_940 })).toEqual(['postOnly sell 7 @ 9940']);
    expect(act(improver(bold), { indexTicks: 10_900 })).toEqual(['postOnly buy 7 @ 10049']);
    expect(act(improver(bold), { indexTicks: 9_000 })).toEqual(['postOnly sell 7 @ 9901']);
    expect(act(improver(bold), { indexTicks: 9_974.5 })).toEqual(['postOnly sell 7 @ 9975']);
  });

  it('leave a spread of one tick and an empty side alone', () => {
    expect(act(improver(), { bestBidTicks: 10_000, bestAskTicks: 10_001 })).toEqual([]);
    expect(act(improver(), { bestBidTicks: 0, bestAskTicks: 10_001 })).toEqual([]);
    expect(act(improver(), { bestBidTicks: 9_999, bestAskTicks: 0 })).toEqual([]);
  });

  it('replace their improvement by a better one', () => {
    const makers = improver();
    act(makers, wide);
    waker.restAll(makers, 0, view, 5);
    const market = { bestBidTicks: 9_997, indexTicks: 10_001 };
    expect(act(makers, market)).toEqual(['cancel 5', 'postOnly buy 7 @ 9998']);
  });

  it('improve a side no further while their improvement is on its way', () => {
    const makers = improver();
    expect(act(makers, wide)).toHaveLength(1);
    const market = { bestBidTicks: 9_997, indexTicks: 10_001 };
    expect(act(makers, market)).toEqual([]);
    waker.restAll(makers, 0, view, 5); // the last decision was empty: nothing rests
    expect(act(makers, market)).toEqual([]);
  });

  it('go no further than their inventory allows', () => {
    const limit = { inventoryLimit: { kind: 'fixed', value: 10 } } as const;
    expect(act(improver(limit), { ...wide, positionLots: 6 })).toEqual(['postOnly buy 4 @ 9996']);
    expect(act(improver(limit), { ...wide, positionLots: 10 })).toEqual([]);
  });

  it('take an improvement back at a look when it is no longer at the touch, or beyond their aim', () => {
    const over = [
      { market: { bestBidTicks: 9_996, bestAskTicks: 9_997 }, isKept: true },
      { market: { bestBidTicks: 9_998, bestAskTicks: 9_999 }, isKept: false },
      { market: { bestBidTicks: 9_996, bestAskTicks: 9_997, indexTicks: 9_995 }, isKept: false },
    ];
    for (const { market, isKept } of over) {
      const makers = improver({ improve: { ...improve, rate: 4 } }); // as often as they look
      Object.assign(view, { ...wide, indexTicks: 10_000 });
      while (!act(makers).some((word) => word.includes(' 7 @ 9996'))) waker.refuseAll(makers, 0);
      waker.restAll(makers, 0, view, 10);
      Object.assign(view, market); // now a spread of one tick, which is not improved
      const words = Array.from({ length: 30 }, () => {
        const asked = act(makers);
        waker.refuseAll(makers, 0);
        return asked;
      }).flat();
      expect(words.some((word) => word.includes('postOnly'))).toBe(true);
      expect(words.includes('cancel 10')).toBe(!isKept);
    }
  });

  it('wake at their own rate besides their looks', () => {
    const two = contextOf([facts, { ...facts, row: 1 }]);
    const makers = new MarketMakers({ ...ladder, improve: { ...improve, rate: 10 } }, two);
    expect(makers.wakesPerSecond).toBe(2 * 2 * 2 + 2 * 10);
  });
});

describe('makers who look regularly', () => {
  it('do so in turn, at equal intervals', () => {
    const two = contextOf([facts, { ...facts, row: 1 }]);
    const makers = createBehaviour({ ...ladder, requotes: 'regular' }, two);
    const streams = {} as never;
    expect(makers.nextArrivalUs?.(0, streams, 0)).toBe(125_000);
    expect(makers.nextArrivalUs?.(125_000, streams, 0)).toBe(250_000);
    const seats = Array.from({ length: 5 }, () => makers.choose?.(waker.begin()));
    expect(seats).toEqual([0, 1, 2, 3, 0]);
    makers.open?.(0, view, waker.begin(), waker.decision);
    expect(waker.decision.count).toBe(2);
  });

  it('never do at a rate of 0', () => {
    const makers = createBehaviour({ ...ladder, requotes: 'regular', requoteRate: 0 }, contextOf());
    expect(makers.nextArrivalUs?.(0, {} as never, 0)).toBe(Infinity);
  });
});
