import { describe, expect, it } from 'vitest';
import { BUY, SELL } from '../../../src/events/sink.js';
import type { Keeper, LiquidationRules, Shock, Venue } from '../../../src/scenario/scenario.js';
import {
  fixed,
  flatMargin,
  idle,
  instrument,
  liquidation,
  SECOND,
} from '../../helpers/scenarios.js';
import { longTo, quoter, shortTo, Stage, type Trader } from '../../helpers/stage.js';

function sale(lots: number, atUs = SECOND): Shock {
  return { name: 's', kind: 'marketOrder', atUs, venue: 0, instrument: 0, side: 'sell', lots };
}

/** Sold at 1 % below the mark to whoever wants them. */
function auction(
  traders: readonly Trader[],
  rules: Partial<LiquidationRules> = {},
  shocks: readonly Shock[] = [],
  change: Partial<Venue> = {},
): Stage {
  return new Stage({
    venue: {
      instruments: [instrument({ margin: flatMargin(100_000, 50_000) })],
      takerFeePpm: 1_000,
      liquidation: liquidation({
        execution: { kind: 'keepers', discountPpm: 10_000 },
        surplusTo: 'account',
        giveUpAfterUs: 5 * SECOND,
        ...rules,
      }),
      ...change,
    },
    traders,
    shocks: [sale(1), ...shocks],
  });
}

describe('lots that keepers take', () => {
  const book = quoter('bids 990x1 980x50 970x99 asks 1010x9');
  const debtor = { name: 'a', wealth: 590, holds: [{ lots: 10 }] }; // 490 at 990, required 495

  it('are not sold on while orders are collected for an auction', () => {
    const halting = instrument({
      margin: flatMargin(100_000, 50_000),
      volatilityHalt: {
        price: 'mark',
        movePpm: 15_000,
        windowUs: 60 * SECOND,
        haltForUs: 4 * SECOND,
        reopening: 'auction',
      },
    });
    const keeper: Trader = { name: 'keeper', mode: 'unmargined' };
    const run = auction([book, debtor, keeper], {}, [{ ...sale(1, 3 * SECOND), name: 'further' }], {
      instruments: [halting],
    })
      .at(2 * SECOND, 'keeper', (decision) => decision.takeOver(1, 10))
      .at(4 * SECOND, 'keeper', (decision) => decision.dispose(6)) // halted from 3 s to 7 s
      .at(5 * SECOND, 'keeper', (decision) => decision.dispose(6))
      .run(8 * SECOND);
    expect(run.lots('keeper')).toBe(10);
    run.at(9 * SECOND, 'keeper', (decision) => decision.dispose(6)).finish();
    expect(run.lots('keeper')).toBe(4);
  });

  it('change hands at the mark less the discount, and the account keeps the rest', () => {
    const run = auction([book, debtor, { name: 'keeper', wealth: 5000 }])
      .at(2 * SECOND, 'keeper', (decision) => decision.takeOver(1, 10))
      .finish();
    // 1 % of 990 is 9.9 ticks, rounded down to 9.
    expect(run.end('a')).toMatchObject({
      closedLots: 10,
      closedTickLots: 9810,
      endReason: 'takenOver',
      endTimeUs: 2 * SECOND,
      shortfallUnits: 0,
    });
    expect(run.balance('a')).toBe(590 - 190);
    expect(run.lots('keeper')).toBe(10);
    expect(run.balance('keeper')).toBe(5000); // no fee
  });

  it('wait while trading is halted', () => {
    const halt = { name: 'h', kind: 'tradingHalt', venue: 0, instrument: 0 } as const;
    const run = auction([book, debtor, { name: 'keeper', wealth: 5000 }], {}, [
      { ...halt, atUs: 1.5 * SECOND, forUs: SECOND },
    ])
      .at(2 * SECOND, 'keeper', (decision) => decision.takeOver(1, 10))
      .at(3 * SECOND, 'keeper', (decision) => decision.takeOver(1, 10))
      .finish();
    expect(run.end('a')).toMatchObject({ endReason: 'takenOver', endTimeUs: 3 * SECOND });
  });

  it('never cost less than the bankruptcy price', () => {
    const run = auction([book, longTo('a', 10, 985), { name: 'keeper', wealth: 5000 }])
      .at(2 * SECOND, 'keeper', (decision) => decision.takeOver(1, 10))
      .finish();
    // Liquidated at once (150 of 500): 1 % below 1000 is 990, above its bankruptcy price of 985.
    expect(run.end('a')).toMatchObject({ bankruptcyTicks: 985, markTicks: 1000 });
    const poor = auction([
      book,
      { name: 'a', wealth: 540, holds: [{ lots: 10, at: 1050 }] },
      { name: 'keeper', wealth: 5000 },
    ])
      .at(SECOND / 2, 'keeper', (decision) => decision.takeOver(1, 10))
      .finish();
    // 40 left at 1000: bankrupt at 996, above the 990 that the discount would make it.
    expect(poor.end('a')).toMatchObject({ closedTickLots: 9960, shortfallUnits: 0 });
    expect(poor.balance('a')).toBe(0);
  });

  it('of a short are bought above the mark', () => {
    const run = auction([
      quoter('asks 1010x1 1020x99'),
      { name: 'a', wealth: 590, holds: [{ lots: -10 }] },
      { name: 'keeper', wealth: 5000 },
    ]);
    run
      .at(1.5 * SECOND, 'quoter', (decision) => decision.limit(BUY, 1005, 1))
      .at(1.6 * SECOND, 'keeper', (decision) => decision.market(BUY, 1))
      .at(2 * SECOND, 'keeper', (decision) => decision.takeOver(1, 10))
      .finish();
    // The mark is 1010 by the keeper's own purchase; 1 % is 10 ticks.
    expect(run.end('a')).toMatchObject({ side: SELL, closedTickLots: 10_200 });
    expect(run.lots('keeper')).toBe(1 - 10);
  });

  it('may be a part; the rest is offered on, or the account restored', () => {
    const run = auction([book, debtor, { name: 'keeper', wealth: 5000 }])
      .at(2 * SECOND, 'keeper', (decision) => decision.takeOver(1, 1))
      .finish();
    // 481 are left and 9 lots require 446.
    expect(run.end('a')).toMatchObject({ closedLots: 1, endReason: 'restored' });
    expect(run.lots('a')).toBe(9);
  });

  it('are no more than stand open, however many are asked for', () => {
    const run = auction([
      book,
      debtor,
      { name: 'one', wealth: 5000 },
      { name: 'two', wealth: 5000 },
    ])
      .at(2 * SECOND, 'one', (decision) => decision.takeOver(1, 99))
      .at(2 * SECOND, 'two', (decision) => decision.takeOver(1, 99))
      .finish();
    expect([run.lots('one'), run.lots('two')]).toEqual([10, 0]);
  });

  it('need capital', () => {
    const run = auction([book, debtor, { name: 'keeper', wealth: 900 }], {
      giveUpAfterUs: Infinity,
    })
      .at(2 * SECOND, 'keeper', (decision) => decision.takeOver(1, 10)) // needs 990
      .at(3 * SECOND, 'keeper', (decision) => decision.takeOver(1, 9))
      .finish();
    expect(run.lots('keeper')).toBe(9);
  });

  it('are not sold to the account itself, nor of an episode that is over', () => {
    const run = auction([book, debtor, { name: 'keeper', wealth: 5000 }])
      .at(1.5 * SECOND, 'keeper', (decision) => decision.takeOver(7, 1))
      .at(2 * SECOND, 'keeper', (decision) => decision.takeOver(1, 10))
      .at(3 * SECOND, 'keeper', (decision) => decision.takeOver(1, 10))
      .finish();
    expect(run.lots('keeper')).toBe(10);
  });

  it('pay the liquidation fee out of what is left of the account', () => {
    const run = auction([book, debtor, { name: 'keeper', wealth: 5000 }], { feePpm: 10_000 })
      .at(2 * SECOND, 'keeper', (decision) => decision.takeOver(1, 10))
      .finish();
    expect(run.end('a').feeUnits).toBe(99); // 1 % of 9,810, rounded up
    expect(run.balance('a')).toBe(590 - 190 - 99);
  });

  it('are offered while the account is short, and no longer once its mark is back', () => {
    const run = auction([book, debtor, { name: 'buyer', mode: 'unmargined' }])
      .at(2.5 * SECOND, 'buyer', (decision) => decision.market(BUY, 1)) // 1010
      .finish();
    expect(run.end('a')).toMatchObject({
      endReason: 'restored',
      endTimeUs: 3 * SECOND,
      closedLots: 0,
    });
  });
});

describe('what keepers do with the lots', () => {
  it('carries the cause of the liquidation whose lots they were, the oldest first', () => {
    const margin = flatMargin(10_000, 0);
    const run = new Stage({
      venue: {
        instruments: [instrument({ margin, mark: { kind: 'last' } })],
        liquidation: liquidation({ execution: { kind: 'keepers', discountPpm: 0 } }),
      },
      traders: [
        quoter('bids 990x1 980x4 970x4 960x99'),
        longTo('a', 4, 991),
        longTo('b', 4, 990),
        longTo('c', 1, 980),
        longTo('d', 1, 970),
        longTo('e', 1, 965),
        { name: 'keeper', mode: 'unmargined' },
      ],
      shocks: [sale(1)],
    })
      .at(2 * SECOND, 'keeper', (decision) => {
        decision.takeOver(2, 4); // b's first, so b's are the oldest
        decision.takeOver(1, 4);
      })
      .at(3 * SECOND, 'keeper', (decision) => decision.dispose(3)) // 980 by b
      .at(4 * SECOND, 'keeper', (decision) => decision.dispose(2)) // 980 by b, 970 by a
      .at(5 * SECOND, 'keeper', (decision) => decision.market(SELL, 4)) // 960 by itself
      .finish();
    expect(run.facts.trades.slice(1, 4).map(({ lots, cause }) => [lots, cause])).toEqual([
      [3, 2],
      [1, 2],
      [1, 1],
    ]);
    expect(run.tree()).toBe('shock:s: a [d]; shock:s: b [c]; agent:keeper: e');
  });

  it('stops where the book has nothing left', () => {
    const run = auction(
      [
        quoter('bids 990x1 980x3'),
        { name: 'a', wealth: 590, holds: [{ lots: 10 }] },
        { name: 'keeper', wealth: 50_000 },
      ],
      {},
    )
      .at(2 * SECOND, 'keeper', (decision) => decision.takeOver(1, 10))
      .at(3 * SECOND, 'keeper', (decision) => decision.dispose(10))
      .at(4 * SECOND, 'keeper', (decision) => decision.dispose(10))
      .finish();
    expect(run.lots('keeper')).toBe(7);
    expect(run.world.keeperInventory.lotsOf(run.account('keeper'), 0)).toBe(7);
    // A keeper's sale pays the taker fee: 0.1 % of 3 × 980.
    expect(run.facts.trades.at(-1)).toMatchObject({ lots: 3, takerFeeUnits: 3, cause: 1 });
  });

  it('is forgotten of lots that a keeper lost in its own liquidation', () => {
    const run = auction(
      [
        quoter('bids 990x1 980x3 700x99'),
        { name: 'a', wealth: 590, holds: [{ lots: 10 }] },
        { name: 'keeper', wealth: 1000 },
        { name: 'rescuer', wealth: 50_000 },
      ],
      {},
    )
      .at(2 * SECOND, 'keeper', (decision) => decision.takeOver(1, 10))
      .at(3 * SECOND, 'rescuer', (decision) => decision.market(SELL, 4)) // 700
      .at(3.5 * SECOND, 'rescuer', (decision) => decision.takeOver(2, 10))
      .finish();
    expect(run.tree()).toBe('shock:s: a; agent:rescuer: keeper');
    expect(run.lots('keeper')).toBe(0);
    expect(run.world.keeperInventory.lotsOf(run.account('keeper'), 0)).toBe(0);
  });
});

describe('an account below zero that no keeper wants', () => {
  const book = quoter('bids 990x1 900x1 890x99');

  it('goes through the waterfall after a while', () => {
    const run = auction([book, longTo('a', 10, 900), shortTo('b', 10, 1200)], {
      waterfall: ['deleverage', 'insuranceFund'],
    })
      .at(2 * SECOND, 'quoter', (decision) => decision.limit(SELL, 1100, 1))
      .finish();
    // Equity 1000 − 100 = 900 > 495 at 990: nobody is liquidated.
    expect(run.tree()).toBe('');
    const poor = auction(
      [
        book,
        { name: 'seller', mode: 'unmargined' },
        { name: 'a', wealth: 590, holds: [{ lots: 10 }] },
        shortTo('b', 10, 1200),
      ],
      { waterfall: ['deleverage', 'insuranceFund'] },
    )
      .at(2 * SECOND, 'seller', (decision) => decision.market(SELL, 1)) // 900: a is at −410
      .finish();
    // Bankrupt at 941; the mark is 900, so b gives up 41 a lot.
    expect(poor.end('a')).toMatchObject({
      bankruptcyTicks: 941,
      endReason: 'deleveraged',
      endTimeUs: 6 * SECOND,
      shortfallUnits: 410,
      paidByDeleveragingUnits: 410,
    });
    expect(poor.lots('b')).toBe(0);
  });

  it('stays where it is when nobody stands in the waterfall', () => {
    const poor = auction([
      book,
      { name: 'seller', mode: 'unmargined' },
      { name: 'a', wealth: 590, holds: [{ lots: 10 }] },
      shortTo('b', 10, 1200), // could take them
    ])
      .at(2 * SECOND, 'seller', (decision) => decision.market(SELL, 1))
      .finish();
    expect(poor.end('a')).toMatchObject({ endTimeUs: 6 * SECOND, closedLots: 0 });
    expect(poor.end('a').endReason).toBe('priceLimit');
    expect(poor.facts.ended!.openDeficitUnits).toBe(410);
  });

  it('waits while it is worth nothing, but owes nothing', () => {
    const run = auction([
      quoter('bids 990x1 941x1 890x99'),
      { name: 'seller', mode: 'unmargined' },
      { name: 'a', wealth: 590, holds: [{ lots: 10 }] },
    ])
      .at(2 * SECOND, 'seller', (decision) => decision.market(SELL, 1)) // 941: nothing is left
      .finish();
    expect(run.world.margin.equityUnits(run.account('a'))).toBe(0);
    expect(run.end('a')).toMatchObject({ endReason: 'horizon', endTimeUs: 100 * SECOND });
  });

  it('waits as long as it is worth something', () => {
    const run = auction([book, { name: 'a', wealth: 590, holds: [{ lots: 10 }] }]).finish();
    expect(run.end('a')).toMatchObject({ endReason: 'horizon', endTimeUs: 100 * SECOND });
  });
});

/** Ten keepers who each look a hundred times a second. */
function keepers(change: Partial<Keeper>): Keeper {
  return {
    ...idle('keepers', { count: 10, wealth: fixed(20_000), marginMode: 'isolated' }),
    kind: 'keeper',
    lookRate: 100,
    requiredProfit: fixed(1),
    costPpm: 1_000,
    disposalFraction: 0.5,
    ...change,
  };
}

/** A long of 100 lots at 1000 that is liquidated after a second; nobody buys what keepers took. */
function sellOff(change: Partial<Keeper>): Stage {
  return new Stage({
    venue: {
      instruments: [instrument({ margin: flatMargin(100_000, 50_000) })],
      liquidation: liquidation({ execution: { kind: 'keepers', discountPpm: 10_000 } }),
    },
    traders: [quoter('bids 960x1'), { name: 'a', wealth: 5010, holds: [{ lots: 100 }] }],
    others: [keepers(change)],
    shocks: [sale(1)],
    scenario: { durationUs: 10 * SECOND },
  });
}

describe('late keepers', () => {
  it.each([0, 5])('know of a liquidation only after their reaction time: %d s', (seconds) => {
    const run = sellOff({ reactionTime: fixed(seconds * SECOND) }).finish();
    const { endTimeUs, endReason } = run.end('a');
    expect(endReason).toBe('takenOver');
    expect(run.facts.starts[0].timeUs).toBe(SECOND);
    expect(endTimeUs).toBeGreaterThanOrEqual((1 + seconds) * SECOND);
    expect(endTimeUs).toBeLessThan((1.1 + seconds) * SECOND);
  });
});

describe('the capital of keepers', () => {
  /** Lots that were taken over, and by how many keepers. */
  function taken(change: Partial<Keeper>) {
    const run = sellOff(change);
    run.run(1.5 * SECOND);
    const { firstAccount } = run.world.populations[2];
    const lots = Array.from({ length: 10 }, (_, agent) =>
      run.world.keeperInventory.lotsOf(firstAccount + agent, 0),
    );
    return { lots: lots.reduce((sum, own) => sum + own), most: Math.max(...lots) };
  }

  it('bounds what each of them takes over, by the initial margin', () => {
    // 400 carry 4 lots at 10 % of 960: ten keepers take 40 of 100 lots.
    expect(taken({ wealth: fixed(400) })).toEqual({ lots: 40, most: 4 });
    expect(taken({ wealth: fixed(90) }).lots).toBe(0);
    expect(taken({ wealth: fixed(20_000) })).toEqual({ lots: 100, most: 100 });
  });

  it('is worth nothing below the profit they require', () => {
    // 9 ticks of discount less 0.96 of costs on 100 lots.
    expect(taken({ requiredProfit: fixed(803) }).lots).toBe(100);
    expect(taken({ requiredProfit: fixed(805) }).lots).toBe(0);
  });
});

describe('keepers of a scenario', () => {
  it('take what pays and sell it off', () => {
    const keepers: Keeper = {
      ...idle('keepers', { count: 3, wealth: fixed(20_000), marginMode: 'isolated' }),
      kind: 'keeper',
      lookRate: 2,
      requiredProfit: fixed(1),
      costPpm: 1_000,
      disposalFraction: 0.5,
    };
    const run = new Stage({
      venue: {
        instruments: [instrument({ margin: flatMargin(100_000, 50_000) })],
        liquidation: liquidation({ execution: { kind: 'keepers', discountPpm: 10_000 } }),
      },
      traders: [
        quoter('bids 990x1 980x500'),
        { name: 'a', wealth: 590, holds: [{ lots: 10 }] },
        { name: 'b', wealth: 5900, holds: [{ lots: 100 }] },
      ],
      others: [keepers],
      shocks: [sale(1)],
    }).finish();
    expect(run.end('a').endReason).toBe('takenOver');
    const sold = run.facts.trades.filter(({ cause }) => cause > 0);
    expect(sold.length).toBeGreaterThan(5);
    const lots = sold.reduce((sum, trade) => sum + trade.lots, 0);
    const held = run.world.populations[3].firstAccount;
    let left = 0;
    for (let agent = 0; agent < 3; agent++) {
      left += run.world.keeperInventory.lotsOf(held + agent, 0);
    }
    expect(lots + left).toBe(run.end('a').closedLots + run.end('b').closedLots);
  });
});
