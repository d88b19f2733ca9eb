import { describe, expect, it } from 'vitest';
import { BUY, SELL } from '../../../src/events/sink.js';
import type { LossLayer, Shock } from '../../../src/scenario/scenario.js';
import { flatMargin, instrument, liquidation, SECOND, venue } from '../../helpers/scenarios.js';
import { longTo, quoter, shortTo, Stage, type Trader } from '../../helpers/stage.js';

function sale(lots: number, atUs = SECOND): Shock {
  return { name: 's', kind: 'marketOrder', atUs, venue: 0, instrument: 0, side: 'sell', lots };
}

/** A loses 100 beyond its deposit: 10 lots, bankrupt at 990, are sold at 980. */
function lossOf100(
  waterfall: readonly LossLayer[],
  fund: number,
  winners: readonly Trader[] = [],
): Stage {
  return new Stage({
    venue: { liquidation: liquidation({ waterfall }), insuranceFundUnits: fund },
    traders: [quoter('bids 990x1 980x999'), longTo('a', 10, 990), ...winners],
    shocks: [sale(1)],
  }).finish();
}

describe('who pays for a negative balance', () => {
  const winner = shortTo('winner', 3, 2000); // profit 30 at 990, 60 at 980

  it('the fund, and the venue where it is empty', () => {
    expect(lossOf100(['insuranceFund'], 100).end('a')).toMatchObject({
      shortfallUnits: 100,
      paidByInsuranceFundUnits: 100,
      paidByVenueUnits: 0,
    });
    const run = lossOf100(['insuranceFund'], 60);
    expect(run.end('a')).toMatchObject({ paidByInsuranceFundUnits: 60, paidByVenueUnits: 40 });
    expect(run.fund()).toBe(0);
    expect(run.world.liquidations.badDebtUnits).toBe(100);
    expect(run.world.ledger.balanceOf(run.world.venues[0].loss)).toBe(-40);
    expect(run.facts.fundMoves.map(({ reason, amountUnits }) => [reason, amountUnits])).toEqual([
      ['initial', 60],
      ['shortfall', -60],
    ]);
  });

  it('the venue alone, where no layer is named', () => {
    const run = lossOf100([], 1000);
    expect(run.end('a')).toMatchObject({ paidByInsuranceFundUnits: 0, paidByVenueUnits: 100 });
    expect(run.fund()).toBe(1000);
  });

  it('the layers in the order they are named', () => {
    const fundFirst = lossOf100(['insuranceFund', 'socialise'], 85, [winner]).end('a');
    expect(fundFirst).toMatchObject({
      paidByInsuranceFundUnits: 85,
      paidBySocialisationUnits: 15,
      paidByVenueUnits: 0,
    });
    const winnersFirst = lossOf100(['socialise', 'insuranceFund'], 85, [winner]).end('a');
    // The mark is 990 yet when they are asked.
    expect(winnersFirst).toMatchObject({
      paidByInsuranceFundUnits: 70,
      paidBySocialisationUnits: 30,
      paidByVenueUnits: 0,
    });
    const all = lossOf100(['socialise', 'insuranceFund'], 50, [winner]).end('a');
    expect(all).toMatchObject({
      paidByInsuranceFundUnits: 50,
      paidBySocialisationUnits: 30,
      paidByVenueUnits: 20,
    });
  });

  it('is made whole, and the cohorts say so', () => {
    const run = lossOf100(['socialise', 'insuranceFund'], 50, [winner]);
    expect(run.balance('a')).toBe(0);
    const [, loser, paying] = run.facts.cohorts;
    expect(loser).toMatchObject({
      pnlUnits: -200,
      shortfallCoveredUnits: 100,
      finalEquityUnits: 0,
    });
    expect(paying).toMatchObject({ lossesSocialisedUnits: 30, pnlUnits: 60 });
    expect(paying.finalEquityUnits).toBe(3000 + 60 - 30);
  });
});

describe('a loss that is shared', () => {
  it('goes by profit, to the unit: the largest remainders first, then the first account', () => {
    // Profits 10, 20 and 40 of 70 together, at 990: a loss of 33 is 4.71, 9.43 and 18.86.
    const run = new Stage({
      venue: { liquidation: liquidation({ waterfall: ['socialise'] }) },
      traders: [
        quoter('bids 990x1 957x99'),
        longTo('a', 1, 990),
        shortTo('one', 1, 2000),
        shortTo('two', 2, 2000),
        shortTo('four', 4, 2000),
      ],
      shocks: [sale(1)],
    }).finish();
    expect(run.facts.socialised.map(({ amountUnits }) => amountUnits)).toEqual([5, 9, 19]);
    expect(run.end('a')).toMatchObject({ paidBySocialisationUnits: 33, shortfallUnits: 33 });
  });

  it('asks winners only, for no more than their profit and what they own', () => {
    const run = new Stage({
      venue: { liquidation: liquidation({ waterfall: ['socialise'] }) },
      traders: [
        quoter('bids 990x1 900x99'),
        longTo('a', 10, 990),
        shortTo('winner', 2, 2000),
        longTo('loser', 1, 500),
        { name: 'flat', wealth: 5000 },
        // Entered at 500 with nothing of its own beyond: its profit is 490.
        { name: 'old', wealth: 0, holds: [{ lots: 1, at: 500 }] },
      ],
      shocks: [sale(1)],
    }).finish();
    const shared = run.facts.socialised.filter(({ liquidation: id }) => id === 1);
    expect(shared.map(({ account, amountUnits }) => [run.nameOf(account), amountUnits])).toEqual([
      ['winner', 20],
      ['old', 490],
    ]);
    expect(run.end('a')).toMatchObject({
      shortfallUnits: 900,
      paidBySocialisationUnits: 510,
      paidByVenueUnits: 390,
    });
    // Old has nothing left now, and is liquidated in turn because of it.
    expect(run.tree()).toBe('shock:s: a [old]');
  });

  it('asks nobody of another venue', () => {
    const rules = venue({ liquidation: liquidation({ waterfall: ['socialise'] }) });
    const run = new Stage({
      venues: [rules, { ...rules, name: 'elsewhere' }],
      traders: [
        quoter('bids 990x1 980x99'),
        longTo('a', 10, 990),
        { name: 'far', venue: 1, mode: 'unmargined' },
        { name: 'rich', venue: 1, wealth: 100, holds: [{ lots: 1, at: 500, instrument: 1 }] },
      ],
      shocks: [sale(1)],
    }).finish();
    expect(run.end('a')).toMatchObject({ paidBySocialisationUnits: 0, paidByVenueUnits: 100 });
    expect(run.facts.cohorts[3]).toMatchObject({
      venue: 1,
      lossesSocialisedUnits: 0,
      pnlUnits: 500,
    });
  });
});

describe('deleveraging', () => {
  /** The book takes one lot of ten at 990, where `a` is bankrupt; shorts must take the rest. */
  function forced(shorts: readonly Trader[], change: Partial<Trader> = {}): Stage {
    return new Stage({
      venue: {
        liquidation: liquidation({
          waterfall: ['deleverage', 'insuranceFund'],
          worstPrice: 'bankruptcy',
          giveUpAfterUs: 0,
        }),
      },
      traders: [
        quoter('bids 990x2 980x1 970x9'),
        { ...longTo('a', 10, 990), ...change },
        ...shorts,
      ],
      shocks: [sale(1)],
    }).finish();
  }

  function taken(run: Stage): (string | number)[][] {
    return run.facts.deleveragings.map(({ account, lots }) => [run.nameOf(account), lots]);
  }

  it('takes the lots the book did not, at the bankruptcy price and without fees', () => {
    const run = forced([shortTo('b', 20, 1500)]);
    expect(taken(run)).toEqual([['b', 9]]);
    expect(run.facts.deleveragings[0]).toMatchObject({
      side: SELL,
      priceTicks: 990,
      notionalUnits: 9 * 990,
      pnlGivenUpUnits: 0,
      liquidation: 1,
      timeUs: SECOND,
    });
    expect(run.end('a')).toMatchObject({
      endReason: 'deleveraged',
      closedLots: 10,
      shortfallUnits: 0,
      paidByDeleveragingUnits: 0,
    });
    expect([run.lots('a'), run.lots('b')]).toEqual([0, -11]);
    expect(run.balance('b')).toBe(10_000 + 90);
  });

  it('asks nobody where it does not stand in the waterfall', () => {
    const run = new Stage({
      venue: { liquidation: liquidation({ worstPrice: 'bankruptcy', giveUpAfterUs: 0 }) },
      traders: [quoter('bids 990x2 980x9'), longTo('a', 10, 990), shortTo('b', 20, 1500)],
      shocks: [sale(1)],
    }).finish();
    expect(run.facts.deleveragings).toEqual([]);
    expect(run.end('a')).toMatchObject({ closedLots: 1, endReason: 'priceLimit' });
    expect([run.lots('a'), run.lots('b')]).toEqual([9, -20]);
  });

  it('that takes all of a step leaves the next one its time', () => {
    const run = new Stage({
      venue: {
        liquidation: liquidation({
          execution: { kind: 'steps', fractionPpm: 500_000, everyUs: 3 * SECOND },
          worstPrice: 'bankruptcy',
          waterfall: ['deleverage'],
        }),
      },
      traders: [quoter('bids 990x1 980x9'), longTo('a', 10, 990), shortTo('b', 20, 1500)],
      shocks: [sale(1)],
    }).finish();
    expect(run.facts.deleveragings.map(({ timeUs, lots }) => [timeUs / SECOND, lots])).toEqual([
      [1, 5],
      [4, 5],
    ]);
  });

  it('that takes a part of a step leaves the rest to be tried again', () => {
    const run = new Stage({
      venue: {
        liquidation: liquidation({
          execution: { kind: 'steps', fractionPpm: 500_000, everyUs: 30 * SECOND },
          worstPrice: 'bankruptcy',
          waterfall: ['deleverage'],
        }),
      },
      traders: [quoter('bids 990x1 980x9'), longTo('a', 10, 990), shortTo('b', 3, 1500)],
      shocks: [sale(1)],
    })
      .at(1.5 * SECOND, 'quoter', (decision) => decision.limit(BUY, 991, 3))
      .finish();
    expect(taken(run)).toEqual([['b', 3]]);
    const sold = run.facts.trades.filter(({ cause }) => cause > 0);
    expect(sold.map(({ timeUs, lots }) => [timeUs / SECOND, lots])).toEqual([[2, 3]]);
  });

  it('begins with winners, by PnL% × leverage', () => {
    const shorts = [
      // All 1 % up; leverage 990 ÷ equity.
      { name: 'low', wealth: 2000, holds: [{ lots: -2 }] },
      { name: 'high', wealth: 500, holds: [{ lots: -2 }] },
      { name: 'middle', wealth: 1000, holds: [{ lots: -2 }] },
      // 10 % up at the leverage of the first.
      { name: 'early', wealth: 2000, holds: [{ lots: -2, at: 1100 }] },
      { name: 'loser', wealth: 2000, holds: [{ lots: -9, at: 980 }] },
    ];
    const run = forced(shorts);
    expect(taken(run)).toEqual([
      ['early', 2],
      ['high', 2],
      ['middle', 2],
      ['low', 2],
      ['loser', 1],
    ]);
    const { rank } = run.facts.deleveragings[0];
    expect(rank).toBeCloseTo((220 / 2200) * (1980 / 2220), 12);
  });

  it('goes on with losers, by PnL% ÷ leverage: the highly leveraged first', () => {
    const shorts = [
      { name: 'deep', wealth: 2000, holds: [{ lots: -3, at: 900 }] }, // −10 % at 1.7
      { name: 'leveraged', wealth: 400, holds: [{ lots: -3, at: 980 }] }, // −1 % at 8
      { name: 'calm', wealth: 3000, holds: [{ lots: -3, at: 980 }] }, // −1 % at 1
    ];
    const run = forced(shorts);
    expect(taken(run)).toEqual([
      ['leveraged', 3],
      ['calm', 3],
      ['deep', 3],
    ]);
    expect(run.facts.deleveragings[0].rank).toBeCloseTo(-30 / 2940 / (2970 / 370), 12);
  });

  it('ties go by account id', () => {
    const same = (name: string): Trader => ({ name, wealth: 500, holds: [{ lots: -4 }] });
    expect(taken(forced([same('x'), same('y'), same('z')]))).toEqual([
      ['x', 4],
      ['y', 4],
      ['z', 1],
    ]);
  });

  it('asks no long, no account without margin and nobody in liquidation', () => {
    const run = forced([
      { name: 'long', wealth: 900, holds: [{ lots: 5, at: 900 }] },
      { name: 'desk', mode: 'unmargined', holds: [{ lots: -5 }] },
      { name: 'flat', wealth: 900 },
      shortTo('b', 1, 1500),
    ]);
    expect(taken(run)).toEqual([['b', 1]]);
    expect(run.end('a')).toMatchObject({ closedLots: 2, endReason: 'priceLimit' });
    expect(run.lots('a')).toBe(8);
  });

  it('passes over those who could not bear it, and tells what was given up', () => {
    // Bankrupt at 990, `a` finds nobody at a mark of 980; then others go short at 980.
    const late = (shorts: readonly (readonly [string, number, number])[]): Stage => {
      const run = new Stage({
        venue: {
          liquidation: liquidation({
            waterfall: ['deleverage', 'insuranceFund'],
            execution: { kind: 'iocAtBankruptcy' },
            giveUpAfterUs: SECOND,
          }),
        },
        traders: [
          quoter('bids 980x99'),
          longTo('a', 10, 990),
          ...shorts.map(([name, wealth]) => ({ name, wealth })),
        ],
        shocks: [sale(1)],
      });
      for (const [name, , lots] of shorts) {
        run.at(1.5 * SECOND, name, (decision) => decision.market(SELL, lots));
      }
      return run.finish();
    };
    // 6 lots cost 60: an equity of 60 bears that, one of 59 does not.
    const run = late([
      ['bears', 60, 6],
      ['rich', 500, 9],
    ]);
    expect(taken(run)).toEqual([
      ['bears', 6],
      ['rich', 4],
    ]);
    expect(run.facts.deleveragings.map(({ pnlGivenUpUnits }) => pnlGivenUpUnits)).toEqual([60, 40]);
    expect(run.end('a')).toMatchObject({
      bankruptcyTicks: 990,
      shortfallUnits: 100,
      paidByDeleveragingUnits: 100,
      paidByInsuranceFundUnits: 0,
      endReason: 'deleveraged',
    });
    expect(run.balance('bears')).toBe(0);
    expect(run.facts.cohorts[2]).toMatchObject({ pnlGivenUpUnits: 60, pnlUnits: -60 });

    const tooPoor = late([
      ['almost', 59, 6],
      ['rich', 500, 4],
    ]);
    expect(taken(tooPoor)).toEqual([['rich', 4]]);
    expect(tooPoor.end('a')).toMatchObject({
      closedLots: 4,
      shortfallUnits: 40,
      paidByDeleveragingUnits: 40,
      endReason: 'priceLimit',
    });
    expect(tooPoor.lots('almost')).toBe(-6);
  });

  it('a price better than the mark is a gain, and no shortfall', () => {
    const run = new Stage({
      venue: {
        instruments: [instrument({ margin: flatMargin(20_000, 10_000) })],
        liquidation: liquidation({
          waterfall: ['deleverage'],
          execution: { kind: 'iocAtBankruptcy' },
        }),
      },
      traders: [
        quoter('bids 990x1 900x9'),
        { name: 'a', wealth: 150, holds: [{ lots: 10 }] },
        shortTo('b', 10, 1500),
      ],
      shocks: [sale(1)],
    }).finish();
    // Equity 50: bankrupt at 985.
    expect(run.facts.deleveragings[0]).toMatchObject({ priceTicks: 985, pnlGivenUpUnits: -50 });
    expect(run.end('a')).toMatchObject({ shortfallUnits: 0, paidByDeleveragingUnits: 0 });
    expect(run.balance('b')).toBe(5000 + 150);
  });

  it('closes shorts against longs by the same rules', () => {
    const run = new Stage({
      venue: {
        liquidation: liquidation({
          waterfall: ['deleverage', 'insuranceFund'],
          execution: { kind: 'iocAtBankruptcy' },
        }),
      },
      traders: [
        quoter('asks 1020x1 1050x9'),
        shortTo('a', 10, 1010),
        { name: 'b', wealth: 500, holds: [{ lots: 4 }] },
        { name: 'c', wealth: 5000, holds: [{ lots: 40, at: 1010 }] },
      ],
      shocks: [{ ...sale(1), side: 'buy' } as Shock],
    }).finish();
    expect(taken(run)).toEqual([
      ['b', 4],
      ['c', 6],
    ]);
    expect(run.facts.deleveragings.map(({ side }) => side)).toEqual([BUY, BUY]);
    expect(run.facts.deleveragings[0].rank).toBeCloseTo((80 / 4000) * (4080 / 580), 12);
    expect(run.end('a')).toMatchObject({ bankruptcyTicks: 1010, paidByDeleveragingUnits: 100 });
    expect([run.lots('b'), run.lots('c')]).toEqual([0, 34]);
  });

  it('may bring a counterparty into breach: a child of the liquidation', () => {
    const run = new Stage({
      venue: {
        instruments: [instrument({ margin: flatMargin(10_000, 9_000) })],
        liquidation: liquidation({
          waterfall: ['deleverage', 'insuranceFund'],
          execution: { kind: 'iocAtBankruptcy' },
          giveUpAfterUs: SECOND,
        }),
      },
      traders: [
        quoter('bids 980x99'),
        { name: 'a', wealth: 100, holds: [{ lots: 10 }] },
        { name: 'b', wealth: 118 },
      ],
      shocks: [sale(1)],
    })
      .at(1.5 * SECOND, 'b', (decision) => decision.market(SELL, 12))
      .finish();
    // b: equity 118, required 106; 10 lots cost 100 and leave 2, which require 18.
    expect(taken(run)).toEqual([['b', 10]]);
    expect(run.tree()).toBe('shock:s: a [b]');
    expect(run.end('b')).toMatchObject({ lots: 2, liquidationTicks: 980 });
  });
});

describe('cross margin', () => {
  const rules = [
    instrument({ name: 'ONE', margin: flatMargin(20_000, 10_000) }),
    instrument({ name: 'TWO', margin: flatMargin(20_000, 10_000) }),
  ];

  function crossed(book: string, wealth: number, fund: number): Stage {
    return new Stage({
      venue: { instruments: rules, insuranceFundUnits: fund },
      traders: [
        quoter(book, [0, 1]),
        {
          name: 'a',
          mode: 'cross',
          instruments: [0, 1],
          wealth,
          holds: [{ lots: 10 }, { lots: -30, instrument: 1 }],
        },
      ],
      shocks: [sale(1)],
    }).finish();
  }

  it('allots the equity to the legs by what they require', () => {
    // At 990 and 1000 the legs require 99 and 300; equity 399 is all of it.
    const run = crossed('bids 990x99 / asks 1000x99', 499, 0);
    expect(run.end('a', 0)).toMatchObject({ side: BUY, lots: 10, bankruptcyTicks: 981 });
    expect(run.end('a', 1)).toMatchObject({ side: SELL, lots: 30, bankruptcyTicks: 1010 });
    expect(run.facts.starts.map(({ isFirstLeg, isCross }) => [isFirstLeg, isCross])).toEqual([
      [true, true],
      [false, true],
    ]);
  });

  it('nets a loss on one leg against what another leaves', () => {
    // ONE closes at 970, 11 beyond bankruptcy on 10 lots; TWO at 1000, 10 better on 30.
    const run = crossed('bids 990x1 970x99 / asks 1000x99', 499, 0);
    expect(run.facts.ends.map(({ shortfallUnits }) => shortfallUnits)).toEqual([0, 0]);
    expect(run.fund()).toBe(499 - 300);
  });

  it('splits what is missing over the legs that closed beyond theirs', () => {
    // ONE at 951: 30 beyond, 300. TWO at 1030: 20 beyond, 600. Missing: 499 − 490 − 900 = −891.
    const run = crossed('bids 990x1 951x99 / asks 1030x99', 499, 500);
    const [one, two] = run.facts.ends;
    expect([one.shortfallUnits, two.shortfallUnits]).toEqual([297, 594]);
    expect([one.paidByInsuranceFundUnits, two.paidByInsuranceFundUnits]).toEqual([297, 203]);
    expect([one.paidByVenueUnits, two.paidByVenueUnits]).toEqual([0, 391]);
    expect(run.world.ledger.balanceOf(run.world.venues[0].loss)).toBe(-391);
  });

  it('gives the crumb to the leg that is furthest beyond', () => {
    // ONE 31 beyond on 10, TWO 20 beyond on 30: 310 and 600 of 910; missing 901.
    const run = crossed('bids 990x1 950x99 / asks 1030x99', 499, 5000);
    const [one, two] = run.facts.ends;
    expect([one.shortfallUnits, two.shortfallUnits]).toEqual([306, 595]); // 306.9 and 594.1
  });

  it('charges no leg that closed within its price', () => {
    const run = crossed('bids 990x1 900x99 / asks 1000x99', 499, 5000);
    // Missing 499 − 1000 = −501, all of it from ONE.
    expect(run.facts.ends.map(({ shortfallUnits }) => shortfallUnits)).toEqual([501, 0]);
  });
});
