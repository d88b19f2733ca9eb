import { describe, expect, it } from 'vitest';
import { US_PER_YEAR } from '../../../src/core/units.js';
import type { Momentum } from '../../../src/scenario/scenario.js';
import { MomentumTraders } from '../../../src/simulation/agents/momentum.js';
import { contextOf, facts, populationBase, TestView, Waker } from './view.js';

const HORIZON_US = 600e6;
/** With this volatility a trend of 1 % is one standard deviation. */
const VOLATILITY = 0.01 / Math.sqrt(HORIZON_US / (2 * US_PER_YEAR));

const population: Momentum = {
  ...populationBase(1),
  kind: 'momentum',
  marginMode: 'unmargined',
  horizon: { kind: 'fixed', value: HORIZON_US },
  looksPerHorizon: 4,
  capacity: { kind: 'fixed', value: 100 },
  leverage: { kind: 'fixed', value: 1000 },
  volatility: VOLATILITY,
  deadZone: 0.5,
  fullTrend: 2.5,
  tolerance: 0.1,
};

/** A follower and the market it looks at, with quotes a tick around a price. */
class Follower {
  readonly view = new TestView();
  private readonly traders: MomentumTraders;
  private readonly waker = new Waker();

  constructor(of: Partial<Momentum> = {}) {
    this.traders = new MomentumTraders({ ...population, ...of }, contextOf());
  }

  look(seconds: number, priceTicks: number, change: Partial<TestView> = {}): string[] {
    const quotes = { bestBidTicks: priceTicks - 1, bestAskTicks: priceTicks + 1 };
    Object.assign(this.view, quotes, { timeUs: seconds * 1e6 }, change);
    return this.waker.wake(this.traders, 0, this.view);
  }
}

/** The whole tick at which a move from 10000 is so many standard deviations, or just more. */
function up(trend: number): number {
  const ticks = 10_000 * Math.exp(0.01 * trend);
  return trend > 0 ? Math.ceil(ticks) : Math.floor(ticks);
}

describe('momentum traders', () => {
  it('do nothing in a market that stands still or moves within the dead zone', () => {
    const follower = new Follower();
    for (let second = 0; second < 100; second += 10) {
      expect(follower.look(second, up(second % 20 === 0 ? 0.45 : -0.45))).toEqual([]);
    }
  });

  it('buy what rises and sell what falls, in proportion to the trend beyond the dead zone', () => {
    // The first look is at time 0: nothing of the average is forgotten yet.
    expect(new Follower().look(0, up(1.5))).toEqual(['buy 50 at market']);
    expect(new Follower().look(0, up(-1.5))).toEqual(['sell 50 at market']);
    expect(new Follower().look(0, up(2.6))).toEqual(['buy 100 at market']);
    expect(new Follower().look(0, up(9))).toEqual(['buy 100 at market']);
  });

  it('send nothing while an order is on its way, but go on watching', () => {
    const follower = new Follower();
    expect(follower.look(0, up(1.5), { messagesOnTheWay: 1 })).toEqual([]);
    expect(follower.look(300, up(1.5), { messagesOnTheWay: 0 })).toEqual(['buy 20 at market']);
  });

  it('forget a move over their horizon, and leave what they hold', () => {
    const follower = new Follower();
    expect(follower.look(0, up(1.5))).toEqual(['buy 50 at market']);
    follower.view.positionLots = 50;
    // After half a horizon exp(−1/2) of the trend is left: 0.91, or 20 lots.
    expect(follower.look(300, up(1.5))).toEqual(['sell 30 at market']);
    follower.view.positionLots = 4; // less than the tolerance
    expect(follower.look(1200, up(1.5))).toEqual(['sell 4 at market']);
    follower.view.positionLots = 0;
    expect(follower.look(1260, up(1.5))).toEqual([]);
  });

  it('measure a trend by what their own horizon usually shows', () => {
    const short = new Follower({ horizon: { kind: 'fixed', value: HORIZON_US / 4 } });
    expect(short.look(0, up(0.75))).toEqual(['buy 50 at market']);
    const long = new Follower({ horizon: { kind: 'fixed', value: HORIZON_US * 4 } });
    expect(long.look(0, up(3))).toEqual(['buy 50 at market']);
  });

  it('leave small changes undone', () => {
    expect(new Follower().look(0, up(0.68))).toEqual([]);
    expect(new Follower().look(0, up(0.72))).toEqual(['buy 11 at market']);
    const holding = { positionLots: 45 };
    expect(new Follower().look(0, up(1.5), holding)).toEqual([]);
    expect(new Follower({ tolerance: 0.02 }).look(0, up(1.5), holding)).toEqual([
      'buy 5 at market',
    ]);
  });

  it('hold no more than their leverage on their equity and their margin allow', () => {
    const rich = { leverage: { kind: 'fixed', value: 3 } as const };
    expect(new Follower(rich).look(0, up(5), { equityUnits: 100_000 })).toEqual([
      'buy 30 at market', // 3 × 100000 ÷ 10000
    ]);
    const fallen = { equityUnits: 40_000, positionLots: 30 };
    expect(new Follower(rich).look(0, up(5), fallen)).toEqual(['sell 18 at market']);
    const margined = { marginMode: 'cross' } as const;
    expect(new Follower(margined).look(0, up(5), { equityUnits: 4_000 })).toEqual([
      'buy 40 at market', // at 1 % of initial margin
    ]);
    expect(new Follower(margined).look(0, up(5), { equityUnits: -1 })).toEqual([]);
    expect(new Follower(margined).look(0, up(5), { equityUnits: -1, positionLots: 7 })).toEqual([
      'sell 7 at market',
    ]);
  });

  it('ask nothing of an empty side, and take the mark for the price of half a book', () => {
    expect(new Follower().look(0, up(5), { bestAskTicks: 0, markTicks: up(5) })).toEqual([]);
    expect(new Follower().look(0, up(-5), { bestBidTicks: 0, markTicks: up(-5) })).toEqual([]);
    // The asks are gone and the bid is far below: the mark says that nothing has happened.
    expect(new Follower().look(0, up(-20), { bestAskTicks: 0 })).toEqual([]);
  });

  it('look oftener the shorter their horizon is', () => {
    const two = contextOf([facts, { ...facts, row: 1 }]);
    expect(new MomentumTraders(population, two).wakesPerSecond).toBeCloseTo((2 * 4) / 600, 12);
    const mixed: Momentum = {
      ...population,
      count: 500,
      horizon: { kind: 'uniform', from: 20e6, to: 1000e6 },
    };
    const traders = new MomentumTraders(mixed, contextOf());
    const horizons = [...traders.horizonUs];
    expect(Math.min(...horizons)).toBeLessThan(40e6);
    expect(Math.max(...horizons)).toBeGreaterThan(980e6);
    const expected = horizons.reduce((sum, us) => sum + 4e6 / us, 0);
    expect(traders.wakesPerSecond).toBeCloseTo(expected, 9);
    const shortest = horizons.indexOf(Math.min(...horizons));
    const waker = new Waker();
    let wakes = 0;
    for (let wake = 0; wake < 20_000; wake++) {
      if (traders.choose(waker.begin()) === shortest) wakes += 1;
    }
    const share = 4e6 / horizons[shortest] / expected;
    const error = Math.sqrt(20_000 * share * (1 - share));
    expect(Math.abs(wakes - 20_000 * share)).toBeLessThan(3.5 * error);
  });
});
