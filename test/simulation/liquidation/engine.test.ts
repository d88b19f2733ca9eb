import { describe, expect, it } from 'vitest';
import type { ExecutionPolicy, Instrument, Shock } from '../../../src/scenario/scenario.js';
import { instrument, liquidation, SECOND } from '../../helpers/scenarios.js';
import { longTo, quoter, Stage, type Trader } from '../../helpers/stage.js';

const at = { venue: 0, instrument: 0 };

/** Its mark is the index: the prices of the seconds from 0 on, and then the last. */
function following(prices: readonly number[]): Instrument {
  const knots = prices.map((price, second) => ({ atUs: second * SECOND, price }));
  const process = { kind: 'path' as const, volatility: 0, knots };
  return instrument({ mark: { kind: 'index' }, index: { everyUs: SECOND, process } });
}

/** Falls by one tick a second from 1000. */
const FALLING = following(Array.from({ length: 101 }, (_, second) => 1000 - second));

const STEPS: ExecutionPolicy = { kind: 'steps', fractionPpm: 250_000, everyUs: SECOND };

function throttle(perSecond: number, fromS: number, forS: number, name = 't'): Shock {
  const when = { ...at, name, atUs: fromS * SECOND, forUs: forS * SECOND };
  return { ...when, kind: 'liquidationEngineThrottle', perSecond };
}

function stall(fromS: number, forS: number): Shock {
  const when = { ...at, name: 's', atUs: fromS * SECOND, forUs: forS * SECOND };
  return { ...when, kind: 'liquidationEngineStall' };
}

function falling(
  traders: readonly Trader[],
  shocks: readonly Shock[],
  execution: ExecutionPolicy = { kind: 'whole' },
  market: Instrument = FALLING,
): Stage {
  return new Stage({
    venue: { instruments: [market], liquidation: liquidation({ execution }) },
    traders: [quoter('bids 900x99'), ...traders],
    shocks,
  }).finish();
}

/** Seconds at which episodes began, with whose they were. */
function starts(stage: Stage): (string | number)[][] {
  return stage.facts.starts.map(({ timeUs, account }) => [timeUs / SECOND, stage.nameOf(account)]);
}

/** Seconds at which lots of accounts in liquidation were sold, with whose they were. */
function sales(stage: Stage): (string | number)[][] {
  return stage.facts.trades
    .filter(({ cause }) => cause > 0)
    .map(({ timeUs, taker }) => [timeUs / SECOND, stage.nameOf(taker)]);
}

describe('a throttled liquidation engine', () => {
  it('takes up at once who comes after it rested, and lets the next one wait from then', () => {
    const longs = [longTo('a', 1, 989), longTo('b', 1, 984), longTo('c', 1, 983)];
    expect(starts(falling(longs, [throttle(0.25, 10, 80)]))).toEqual([
      [11, 'a'],
      [16, 'b'],
      [20, 'c'],
    ]);
  });

  it('counts its time to the nearest microsecond', () => {
    const longs = [longTo('a', 1, 989), longTo('b', 1, 989), longTo('c', 1, 989)];
    const run = falling(longs, [throttle(3, 10, 80)]);
    expect(run.facts.starts.map(({ timeUs }) => timeUs)).toEqual([
      11_000_000, 11_333_333, 11_666_666,
    ]);
  });

  it('serves further steps of an episode and new accounts in one queue', () => {
    // Every second a quarter of the 4 lots of a; b and c are in breach with it.
    const longs = [longTo('a', 4, 989), longTo('b', 1, 989), longTo('c', 1, 989)];
    const run = falling(longs, [throttle(0.5, 10, 80)], STEPS);
    expect(sales(run)).toEqual([
      [11, 'a'],
      [13, 'b'],
      [15, 'c'],
      [17, 'a'],
      [19, 'a'],
      [21, 'a'],
    ]);
  });

  it('works at its old speed again when the shock is over, on all that waits', () => {
    const longs = [longTo('a', 4, 989), longTo('b', 1, 989), longTo('c', 1, 989)];
    const run = falling(longs, [throttle(0.5, 10, 4)], STEPS);
    expect(sales(run)).toEqual([
      [11, 'a'],
      [13, 'b'],
      [14, 'c'],
      [14, 'a'],
      [15, 'a'],
      [16, 'a'],
    ]);
  });

  it('that becomes slower keeps the turn it promised', () => {
    const longs = [longTo('a', 1, 989), longTo('b', 1, 989), longTo('c', 1, 989)];
    const run = falling(longs, [throttle(0.5, 10, 80), throttle(0.2, 12, 80, 'slower')]);
    expect(starts(run)).toEqual([
      [11, 'a'],
      [13, 'b'],
      [18, 'c'],
    ]);
  });

  it('that becomes faster in between gives the turn it promised, once', () => {
    const longs = [longTo('a', 1, 989), longTo('b', 1, 989), longTo('c', 1, 989)];
    const run = falling(longs, [throttle(0.2, 10, 3, 'slow'), throttle(1, 10, 80)]);
    expect(starts(run)).toEqual([
      [11, 'a'],
      [16, 'b'],
      [17, 'c'],
    ]);
  });
});

describe('an outage of the book', () => {
  it('leaves the orders of an account in breach there until it is over', () => {
    const outage = { ...at, name: 'o', atUs: 10 * SECOND, forUs: 10 * SECOND };
    const run = falling(
      [longTo('a', 1, 985, 'asks 1100x1')],
      [{ ...outage, kind: 'matchingOutage' }],
    );
    expect(starts(run)).toEqual([[15, 'a']]);
    expect(run.facts.cancels.map(({ timeUs, cause }) => [timeUs / SECOND, cause])).toEqual([
      [20, run.facts.starts[0].liquidation],
    ]);
    expect(sales(run)).toEqual([[20, 'a']]);
  });
});

describe('a liquidation engine that is throttled again', () => {
  it('has forgotten the turns it promised the first time', () => {
    const longs = ['a', 'b'].map((name) => longTo(name, 1, 989));
    const later = ['c', 'd'].map((name) => longTo(name, 1, 986));
    // b was promised 16 s; c, who comes after, has that turn then, and d the next.
    const run = falling(
      [...longs, ...later],
      [throttle(0.2, 10, 3), throttle(0.2, 13.5, 80, 'again')],
    );
    expect(starts(run)).toEqual([
      [11, 'a'],
      [13, 'b'],
      [16, 'c'],
      [21, 'd'],
    ]);
  });

  it('lets a step wait that waited the first time, too', () => {
    const longs = [longTo('a', 4, 989), longTo('b', 1, 986)];
    const run = falling(longs, [stall(12.5, 1), throttle(0.25, 13.8, 80)], STEPS);
    expect(sales(run)).toEqual([
      [11, 'a'],
      [12, 'a'],
      [13.5, 'a'],
      [14, 'b'],
      [18, 'a'],
    ]);
  });
});

describe('a stalled liquidation engine', () => {
  it('gives no turn that it promised before', () => {
    const longs = [longTo('a', 1, 989), longTo('b', 1, 989), longTo('c', 1, 989)];
    expect(starts(falling(longs, [throttle(0.5, 10, 80), stall(12, 8)]))).toEqual([
      [11, 'a'],
      [20, 'b'],
      [22, 'c'],
    ]);
  });

  it('opens the episodes of all who waited before the first of them sells', () => {
    // What b bids is cancelled before a could sell to it.
    const longs = [longTo('a', 1, 989), longTo('b', 1, 989, 'bids 950x1')];
    const run = falling(longs, [stall(10, 10)]);
    const sold = run.facts.trades.map(({ priceTicks }) => priceTicks);
    expect(sold).toEqual([900, 900]);
  });

  it('takes no further step of an episode that runs, and goes on with it afterwards', () => {
    const run = falling([longTo('a', 4, 989)], [stall(12.5, 8)], STEPS);
    expect(sales(run)).toEqual([
      [11, 'a'],
      [12, 'a'],
      [20.5, 'a'],
      [21.5, 'a'],
    ]);
  });

  it('lets nobody found in the moment it goes on jump its queue', () => {
    // Marks of their own clock: that of 20 s is due before the engine's first turn.
    const run = new Stage({
      venue: { instruments: [FALLING], markEveryUs: SECOND },
      traders: [quoter('bids 900x99'), longTo('late', 1, 980), longTo('early', 1, 985)],
      shocks: [stall(10, 10)],
    }).finish();
    expect(starts(run)).toEqual([
      [20, 'early'],
      [20, 'late'],
    ]);
  });

  it('finds each account once, by the cause that came first', () => {
    const run = new Stage({
      traders: [quoter('bids 990x1 980x9 970x9 asks 1000x9'), longTo('a', 1, 995)],
      shocks: [
        stall(10, 10),
        { ...at, name: 'first', kind: 'marketOrder', atUs: 12 * SECOND, side: 'sell', lots: 1 },
        { ...at, name: 'then', kind: 'marketOrder', atUs: 14 * SECOND, side: 'sell', lots: 1 },
      ],
    }).finish();
    expect(run.tree()).toBe('shock:first: a');
    expect(run.facts.starts).toHaveLength(1);
  });

  it('has the next in its queue take the turn of who recovered meanwhile', () => {
    // Both are in breach at 2 s, one of them again sound at 3 s.
    const market = following([1000, 1000, 984, 988]);
    const longs = [longTo('sound', 1, 985), longTo('b', 1, 990), longTo('c', 1, 990)];
    const run = falling(longs, [stall(1, 4), throttle(0.5, 1, 80)], { kind: 'whole' }, market);
    expect(starts(run)).toEqual([
      [5, 'b'],
      [7, 'c'],
    ]);
  });

  it('forgets who recovered: a later breach has a cause and a turn of its own', () => {
    const market = following([1000, 1000, 984, 988, 988, 988, 988, 984]);
    const run = falling([longTo('a', 1, 985)], [stall(1, 4)], { kind: 'whole' }, market);
    expect(starts(run)).toEqual([[7, 'a']]);
    expect(run.tree()).toBe('index: a');
  });

  it('forgets a step of an episode that keepers ended meanwhile', () => {
    const market = new Stage({
      venue: {
        instruments: [FALLING],
        liquidation: liquidation({ execution: { kind: 'keepers', discountPpm: 1_000 } }),
      },
      traders: [
        quoter('bids 900x99'),
        longTo('a', 1, 989),
        longTo('b', 1, 984),
        { name: 'keeper', wealth: 5000 },
      ],
      shocks: [throttle(0.25, 10, 80)],
    });
    const run = market.at(14 * SECOND, 'keeper', (decision) => decision.takeOver(1, 1)).finish();
    expect(run.end('a')).toMatchObject({ endReason: 'takenOver', endTimeUs: 14 * SECOND });
    expect(starts(run)).toEqual([
      [11, 'a'],
      [16, 'b'],
    ]);
  });
});
