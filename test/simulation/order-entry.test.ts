import { describe, expect, it } from 'vitest';
import { BUY, SELL } from '../../src/events/sink.js';
import type { Shock, Venue } from '../../src/scenario/scenario.js';
import { flatMargin, instrument, liquidation, SECOND } from '../helpers/scenarios.js';
import { longTo, quoter, Stage, type Trader } from '../helpers/stage.js';

function market(
  traders: readonly Trader[],
  venue: Partial<Venue> = {},
  shocks: Shock[] = [],
): Stage {
  return new Stage({ venue, traders, shocks });
}

/** Lots to buy and to sell that the venue thinks an account has in the book. */
function open(stage: Stage, name: string): number[] {
  const { accounts } = stage.world;
  const position = stage.position(name);
  return [accounts.openBuyLotsOf(position), accounts.openSellLotsOf(position)];
}

describe('an order', () => {
  const tenPercent = { instruments: [instrument({ margin: flatMargin(100_000, 50_000) })] };

  it('that the account has no margin for is refused and leaves no trace', () => {
    const stage = market([quoter('asks 1000x99'), { name: 'a', wealth: 499 }], tenPercent)
      .at(SECOND, 'a', (decision) => decision.market(BUY, 5))
      .at(2 * SECOND, 'a', (decision) => decision.limit(BUY, 990, 5))
      .at(3 * SECOND, 'a', (decision) => decision.market(BUY, 4))
      .finish();
    expect(stage.facts.orders.filter(({ account }) => account === stage.account('a'))).toHaveLength(
      1,
    );
    expect(stage.lots('a')).toBe(4);
  });

  it('needs margin for its taker fee as well', () => {
    const bought = (wealth: number): number =>
      market([quoter('asks 1000x99'), { name: 'a', wealth }], { ...tenPercent, takerFeePpm: 2_000 })
        .at(SECOND, 'a', (decision) => decision.market(BUY, 5))
        .finish()
        .lots('a');
    expect([bought(509), bought(510)]).toEqual([0, 5]);
  });

  it('counts against margin while it rests, and no longer once it is cancelled or filled', () => {
    const stage = market([quoter(''), { name: 'a', wealth: 1_000 }], tenPercent)
      .at(SECOND, 'a', (decision) => decision.limit(BUY, 990, 8, 1))
      .at(2 * SECOND, 'a', (decision) => decision.limit(BUY, 980, 3, 2)); // refused
    stage.run(2 * SECOND);
    expect(open(stage, 'a')).toEqual([8, 0]);
    stage
      .at(3 * SECOND, 'a', (decision, own) => {
        decision.cancel(own.order(1));
        decision.limit(BUY, 980, 3, 2);
      })
      .run(3 * SECOND);
    expect(open(stage, 'a')).toEqual([3, 0]);
    stage.at(4 * SECOND, 'quoter', (decision) => decision.market(SELL, 2)).run(4 * SECOND);
    expect(open(stage, 'a')).toEqual([1, 0]);
    expect(stage.lots('a')).toBe(2);
    stage
      .at(5 * SECOND, 'a', (decision) => decision.limit(SELL, 1100, 2))
      .at(6 * SECOND, 'a', (decision) => decision.cancelAll())
      .run(5 * SECOND);
    expect(open(stage, 'a')).toEqual([1, 2]);
    stage.finish();
    expect(open(stage, 'a')).toEqual([0, 0]);
  });

  it('that only reduces needs none', () => {
    const stage = market(
      [quoter('bids 990x99'), { name: 'a', wealth: 700, holds: [{ lots: 10 }] }],
      tenPercent,
    )
      .at(SECOND, 'a', (decision) => decision.market(SELL, 4))
      .finish();
    expect(stage.lots('a')).toBe(6);
  });

  it('to be cancelled may have traded meanwhile: nothing happens', () => {
    const stage = market([quoter(''), { name: 'a', wealth: 5_000, orders: 'bids 990x1' }])
      .at(SECOND, 'quoter', (decision) => decision.market(SELL, 1))
      .at(2 * SECOND, 'a', (decision, own) => decision.cancel(own.order(990)))
      .finish();
    expect(stage.facts.cancels).toEqual([]);
    expect(open(stage, 'a')).toEqual([0, 0]);
  });

  it('of another is not cancelled', () => {
    const stage = market([quoter('bids 990x1'), { name: 'a', wealth: 5_000 }]).at(
      SECOND,
      'a',
      (decision) => decision.cancel(1),
    );
    expect(() => stage.finish()).toThrow('an agent cancels only its own orders');
  });

  it('of every kind does what its name says', () => {
    const stage = market([quoter('bids 990x5 asks 1010x5'), { name: 'a', mode: 'unmargined' }])
      .at(1 * SECOND, 'a', (decision) => decision.postOnly(BUY, 1010, 1))
      .at(2 * SECOND, 'a', (decision) => decision.postOnly(BUY, 1009, 1))
      .at(3 * SECOND, 'a', (decision) => decision.immediateOrCancel(BUY, 1010, 7))
      .at(4 * SECOND, 'a', (decision) => decision.fillOrKill(SELL, 990, 6))
      .at(5 * SECOND, 'a', (decision) => {
        decision.cancelAll();
        decision.fillOrKill(SELL, 990, 5);
      })
      .at(6 * SECOND, 'a', (decision) => decision.iceberg(SELL, 1020, 9, 2))
      .finish();
    expect(
      stage.facts.orders
        .filter(({ account }) => account === stage.account('a'))
        .map(({ kind, filledLots, restingLots }) => [kind, filledLots, restingLots]),
    ).toEqual([
      ['postOnly', 0, 0],
      ['postOnly', 0, 1],
      ['ioc', 5, 0],
      ['fok', 0, 0],
      ['fok', 5, 0],
      ['iceberg', 0, 9],
    ]);
    expect(open(stage, 'a')).toEqual([0, 9]);
    expect(stage.world.instruments[0].book.levelLots(1020)).toBe(2);
  });

  it('is known by the cause of whoever sent it', () => {
    const stage = market([quoter('bids 990x5'), { name: 'a', mode: 'unmargined' }])
      .at(SECOND, 'a', (decision) => decision.market(SELL, 1))
      .finish();
    const { cause, taker, takerSide } = stage.facts.trades[0];
    expect(cause).toBe(stage.world.populations[1].cause);
    expect([taker, takerSide]).toEqual([stage.account('a'), SELL]);
    expect(stage.facts.orders[1]).toMatchObject({ kind: 'market', priceTicks: 0, filledLots: 1 });
  });
});

describe('self-trade prevention', () => {
  function meets(selfTradePrevention: Venue['selfTradePrevention']): Stage {
    return market([quoter('asks 1002x9'), { name: 'a', wealth: 90_000, orders: 'asks 1001x3' }], {
      selfTradePrevention,
    })
      .at(SECOND, 'a', (decision) => decision.limit(BUY, 1002, 5))
      .finish();
  }

  it('cancelNewest: the incoming order goes', () => {
    const stage = meets('cancelNewest');
    expect([open(stage, 'a'), stage.lots('a')]).toEqual([[0, 3], 0]);
  });

  it('cancelOldest: the resting order goes, and is open no longer', () => {
    const stage = meets('cancelOldest');
    expect([open(stage, 'a'), stage.lots('a')]).toEqual([[0, 0], 5]);
    expect(stage.facts.cancels[0]).toMatchObject({ lots: 3, account: stage.account('a') });
  });

  it('cancelBoth: both go', () => {
    const stage = meets('cancelBoth');
    expect([open(stage, 'a'), stage.lots('a')]).toEqual([[0, 0], 0]);
  });

  it('decrement: both shrink by what they would have traded', () => {
    const stage = meets('decrement');
    expect([open(stage, 'a'), stage.lots('a')]).toEqual([[0, 0], 2]);
    expect(stage.facts.cancels[0].lots).toBe(3);
  });

  it('none: an account meets itself and holds what it held', () => {
    const stage = meets('none');
    expect([open(stage, 'a'), stage.lots('a')]).toEqual([[0, 0], 2]);
    expect(stage.facts.trades.map(({ lots }) => lots)).toEqual([3, 2]);
    expect(stage.balance('a')).toBe(90_000);
  });
});

describe('the price band', () => {
  const banded = { instruments: [instrument({ priceBandPpm: 15_500, mark: { kind: 'index' } })] };
  // 15.5 ticks around 1000, rounded down: 985 to 1015.

  it('refuses orders that would rest beyond it', () => {
    const stage = market([quoter(''), { name: 'a', mode: 'unmargined' }], banded)
      .at(1 * SECOND, 'a', (decision) => decision.limit(BUY, 1016, 1))
      .at(2 * SECOND, 'a', (decision) => decision.limit(BUY, 1015, 1))
      .at(3 * SECOND, 'a', (decision) => decision.limit(BUY, 100, 1))
      .at(4 * SECOND, 'a', (decision) => decision.postOnly(SELL, 984, 1))
      .at(5 * SECOND, 'a', (decision) => decision.limit(SELL, 3000, 1))
      .finish();
    expect(stage.facts.orders.map(({ priceTicks }) => priceTicks)).toEqual([1015, 100, 3000]);
  });

  it('stops at its edge what would trade beyond', () => {
    const stage = market(
      [
        quoter('bids 986x1 985x1 984x9 asks 1014x1 1015x1 1016x9'),
        { name: 'a', mode: 'unmargined' },
      ],
      banded,
    )
      .at(1 * SECOND, 'a', (decision) => decision.market(SELL, 9))
      .at(2 * SECOND, 'a', (decision) => decision.immediateOrCancel(BUY, 1020, 9))
      .at(3 * SECOND, 'a', (decision) => decision.fillOrKill(BUY, 1020, 1))
      .finish();
    expect(stage.facts.trades.map(({ priceTicks }) => priceTicks)).toEqual([986, 985, 1014, 1015]);
    expect(stage.facts.orders.at(-1)).toMatchObject({
      kind: 'fok',
      filledLots: 0,
      priceTicks: 1015,
    });
  });

  it('ends at the highest price there is', () => {
    const narrow = instrument({
      priceBandPpm: 500_000,
      maxPriceTicks: 1200,
      mark: { kind: 'index' },
    });
    const stage = market([quoter('bids 1x1 asks 1200x1'), { name: 'a', mode: 'unmargined' }], {
      instruments: [narrow],
    })
      .at(1 * SECOND, 'a', (decision) => decision.market(BUY, 9))
      .finish();
    expect(stage.facts.trades.map(({ priceTicks }) => priceTicks)).toEqual([1200]);
  });
});

describe('trading that is halted', () => {
  function halt(name: string, atUs: number, forUs: number): Shock {
    return { name, kind: 'tradingHalt', atUs, venue: 0, instrument: 0, forUs };
  }

  it('takes no orders, but cancels, until it reopens', () => {
    const stage = market(
      [quoter('bids 990x9'), { name: 'a', mode: 'unmargined', orders: 'bids 980x4' }],
      {},
      [halt('short', SECOND, 2 * SECOND)],
    )
      .at(2 * SECOND, 'a', (decision, own) => {
        decision.market(SELL, 1);
        decision.cancel(own.order(980));
      })
      .at(2.5 * SECOND, 'a', (decision) => decision.limit(BUY, 970, 1))
      .at(4 * SECOND, 'a', (decision) => decision.market(SELL, 1))
      .run(3.5 * SECOND);
    expect(stage.facts.trades).toEqual([]);
    expect(open(stage, 'a')).toEqual([0, 0]);
    expect(stage.facts.cancels[0].timeUs).toBe(2 * SECOND);
    stage.finish();
    expect(stage.facts.trades.map(({ timeUs }) => timeUs / SECOND)).toEqual([4]);
  });

  it('reopens when the last of several halts is over', () => {
    const stage = market([quoter('')], {}, [
      halt('long', SECOND, 5 * SECOND),
      halt('short', 2 * SECOND, SECOND),
      halt('later', 9 * SECOND, SECOND),
    ]).finish();
    expect(
      stage.facts.incidents.map(({ kind, name, timeUs, endTimeUs }) => [
        kind,
        name,
        timeUs / SECOND,
        endTimeUs / SECOND,
      ]),
    ).toEqual([
      ['tradingHalt', 'long', 1, 6],
      ['tradingHalt', 'short', 2, 3],
      ['reopening', '', 6, 6],
      ['tradingHalt', 'later', 9, 10],
      ['reopening', '', 10, 10],
    ]);
  });
});

describe('an account in liquidation', () => {
  it('gets no new orders in, nor does one that was given up', () => {
    const stage = market(
      [
        quoter('bids 990x1 asks 1010x99'),
        { ...longTo('a', 10, 991), wealth: 90 },
        { name: 'b', mode: 'unmargined' },
      ],
      { liquidation: liquidation({ giveUpAfterUs: 5 * SECOND }) },
      [
        {
          name: 's',
          kind: 'marketOrder',
          atUs: SECOND,
          venue: 0,
          instrument: 0,
          side: 'sell',
          lots: 1,
        },
      ],
    )
      .at(2 * SECOND, 'a', (decision) => {
        decision.limit(BUY, 980, 1);
        decision.market(SELL, 1);
      })
      .at(20 * SECOND, 'a', (decision) => decision.limit(BUY, 980, 1))
      .finish();
    expect(stage.end('a').endReason).toBe('bookExhausted');
    const sides = stage.facts.orders
      .filter(({ account }) => account === stage.account('a'))
      .map(({ side, kind }) => [side, kind]);
    expect(sides.every(([side, kind]) => side === SELL && kind === 'market')).toBe(true);
    expect(open(stage, 'a')).toEqual([0, 0]);
  });
});
