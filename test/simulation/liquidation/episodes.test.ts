import { describe, expect, it } from 'vitest';
import { BUY, SELL } from '../../../src/events/sink.js';
import type { LiquidationRules, Shock } from '../../../src/scenario/scenario.js';
import type { Episode, Leg } from '../../../src/simulation/liquidation/liquidations.js';
import { splitLoss } from '../../../src/simulation/liquidation/split-loss.js';
import { largestRemainder } from '../../../src/core/pro-rata.js';
import { flatMargin, instrument, liquidation, SECOND } from '../../helpers/scenarios.js';
import { longTo, quoter, shortTo, Stage, type Trader } from '../../helpers/stage.js';

function sale(lots: number, atUs = SECOND, instrumentRow = 0): Shock {
  return {
    name: 's',
    kind: 'marketOrder',
    atUs,
    venue: 0,
    instrument: instrumentRow,
    side: 'sell',
    lots,
  };
}

/** The shock puts the mark to 990; a lot at a tick is worth 3 units. */
function inThrees(
  rules: Partial<LiquidationRules>,
  traders: readonly Trader[],
  insuranceFundUnits = 1_000_000,
): Stage {
  const margin = flatMargin(20_000, 10_000);
  return new Stage({
    venue: {
      insuranceFundUnits,
      instruments: [instrument({ unitsPerTickLot: 3, margin })],
      liquidation: liquidation({ giveUpAfterUs: 0, ...rules }),
    },
    traders,
    shocks: [sale(1)],
  }).finish();
}

describe('where a lot at a price of one tick is worth several units', () => {
  // 10 lots are worth 29,700 at 990 and require 297; 597 − 300 are left.
  const debtor = { name: 'a', wealth: 597, holds: [{ lots: 10 }] };

  it('notional, fee and surplus count in units', () => {
    const run = inThrees({ feePpm: 1_000 }, [quoter('bids 990x99'), debtor]);
    expect(run.end('a')).toMatchObject({
      notionalUnits: 29_700,
      bankruptcyTicks: 981, // 297 of 30 a tick
      closedTickLots: 9_900,
      feeUnits: 30,
    });
    expect(run.fund()).toBe(1_000_000 + 297);
  });

  it('the fund is spent to the last affordable lot', () => {
    const closed = (fund: number): number =>
      inThrees({ worstPrice: 'fundable' }, [quoter('bids 990x1 971x99'), debtor], fund).end('a')
        .closedLots;
    // Bankrupt at 981 with 27 units to spare; each lot at 971 loses 30.
    expect([0, 2, 3, 32, 33, 272, 273].map(closed)).toEqual([0, 0, 1, 1, 2, 9, 10]);
  });

  it('what is given up and what is missing count in units', () => {
    const gap = new Stage({
      venue: {
        instruments: [instrument({ unitsPerTickLot: 3 })],
        liquidation: liquidation({
          waterfall: ['deleverage', 'insuranceFund'],
          execution: { kind: 'iocAtBankruptcy' },
          giveUpAfterUs: 0,
        }),
      },
      traders: [
        quoter('bids 980x1 970x9'),
        { name: 'a', wealth: 300, holds: [{ lots: 10 }] },
        { name: 'b', wealth: 9_000, holds: [{ lots: -10 }] },
      ],
      shocks: [sale(1)],
    }).finish();
    expect(gap.end('a')).toMatchObject({
      bankruptcyTicks: 990,
      closedTickLots: 9_900,
      shortfallUnits: 300,
      paidByDeleveragingUnits: 300,
    });
    expect(gap.facts.deleveragings[0]).toMatchObject({
      pnlGivenUpUnits: 300,
      notionalUnits: 10 * 980 * 3,
    });
  });

  it('keepers pay the fee on what they paid', () => {
    const run = new Stage({
      venue: {
        instruments: [instrument({ unitsPerTickLot: 3, margin: flatMargin(20_000, 10_000) })],
        liquidation: liquidation({ execution: { kind: 'keepers', discountPpm: 0 }, feePpm: 1_000 }),
      },
      traders: [quoter('bids 990x9'), debtor, { name: 'keeper', mode: 'unmargined' }],
      shocks: [sale(1)],
    })
      .at(2 * SECOND, 'keeper', (decision) => decision.takeOver(1, 10))
      .finish();
    expect(run.end('a').feeUnits).toBe(30); // 0.1 % of 29,700
  });

  it('a step ends where the lower tier begins', () => {
    const tiers = [
      { upToUnits: 14_850, initialPpm: 20_000, maintenancePpm: 5_000, deductionUnits: 0 },
      { upToUnits: Infinity, initialPpm: 20_000, maintenancePpm: 10_000, deductionUnits: 0 },
    ];
    const closed = (upToUnits: number): number =>
      new Stage({
        venue: {
          instruments: [
            instrument({
              unitsPerTickLot: 3,
              margin: { tiers: [{ ...tiers[0], upToUnits }, tiers[1]] },
            }),
          ],
          liquidation: liquidation({
            execution: { kind: 'steps', fractionPpm: 1_000_000, everyUs: SECOND },
          }),
        },
        traders: [quoter('bids 990x99'), debtor],
        shocks: [sale(1)],
      })
        .finish()
        .end('a').closedLots;
    // 5 lots at 990 are 14,850, the most of the tier; 14,849 holds 4.
    expect([closed(14_850), closed(14_849)]).toEqual([5, 6]);
    expect(closed(29_699)).toBe(1);
  });
});

describe('many liquidations', () => {
  it('each find their place in their tree, however many there are', () => {
    const rungs = Array.from({ length: 40 }, (_, row) => 990 - row);
    const run = new Stage({
      traders: [
        quoter(`bids ${rungs.map((ticks) => `${ticks}x1`).join(' ')} 900x9`),
        ...rungs.map((ticks, row) => longTo(`a${row}`, 1, ticks)),
      ],
      shocks: [sale(1)],
    }).finish();
    expect(run.facts.starts.map(({ generation }) => generation)).toEqual(
      rungs.map((_, row) => row + 1),
    );
    expect(run.facts.starts.every(({ cascade }) => cascade === 1)).toBe(true);
  });

  it('of the start are the work of the index, or of whoever moved the opening mark', () => {
    const mark = { kind: 'mid' } as const;
    const run = new Stage({
      venue: { instruments: [instrument({ mark })] },
      // Without equity at 1000, before anyone quoted; liquidatable at the mid of 980 that they bring.
      traders: [longTo('a', 1, 1000), longTo('b', 1, 985), quoter('bids 970x9 asks 990x9')],
    }).run(0);
    expect(run.tree()).toBe('index: a; agent:quoter: b');
  });

  it('found by one mark update open in order of account, each a tree of its own', () => {
    const names = Array.from({ length: 40 }, (_, row) => `a${row}`);
    const run = new Stage({
      traders: [quoter('bids 900x999'), ...names.map((name) => longTo(name, 1, 950))],
      shocks: [
        { ...sale(1), name: 'first' },
        { ...sale(1, 2 * SECOND), name: 'second' },
      ],
    }).finish();
    expect(run.facts.starts.map(({ account }) => run.nameOf(account))).toEqual(names);
    expect(run.facts.starts.map(({ cascade }) => cascade)).toEqual(names.map((_, row) => row + 1));
    expect(run.tree().split('; ')).toEqual(names.map((name) => `shock:first: ${name}`));
  });

  it('brought about by the fills of one order open in order of account too', () => {
    // The maker's fee takes both below; the later account has the better price.
    const run = new Stage({
      venue: {
        makerFeePpm: 10_000,
        instruments: [instrument({ mark: { kind: 'index' }, margin: flatMargin(0, 9_000) })],
      },
      traders: [
        quoter(''),
        { name: 'a', wealth: 91, holds: [{ lots: 10 }], orders: 'asks 1001x1' },
        { name: 'b', wealth: 91, holds: [{ lots: 10 }], orders: 'asks 1000x1' },
      ],
    })
      .at(SECOND, 'quoter', (decision) => decision.market(BUY, 2))
      .finish();
    expect(run.facts.trades.slice(0, 2).map(({ maker }) => run.nameOf(maker))).toEqual(['b', 'a']);
    expect(run.facts.starts.map(({ account }) => run.nameOf(account))).toEqual(['a', 'b']);
  });

  it('is none where the same command takes the breach away again', () => {
    // The first fill costs 10 by its fee; the last one closes the position.
    const run = new Stage({
      venue: {
        makerFeePpm: 10_000,
        instruments: [instrument({ mark: { kind: 'index' }, margin: flatMargin(0, 9_000) })],
      },
      traders: [
        quoter(''),
        { name: 'a', wealth: 91, holds: [{ lots: 10 }], orders: 'asks 1000x1 1500x9' },
      ],
    })
      .at(SECOND, 'quoter', (decision) => decision.market(BUY, 10))
      .finish();
    expect(run.facts.starts).toEqual([]);
    expect(run.world.liquidations.count).toBe(0);
    expect(run.lots('a')).toBe(0);
    expect(run.fund()).toBe(1_000_000);
  });

  it('is one, where several fills of one command leave an account in breach', () => {
    const run = new Stage({
      venue: {
        makerFeePpm: 10_000,
        instruments: [instrument({ mark: { kind: 'index' }, margin: flatMargin(0, 9_000) })],
        liquidation: liquidation({ worstPrice: 'bankruptcy' }),
      },
      traders: [
        quoter(''),
        { name: 'a', wealth: 91, holds: [{ lots: 10 }], orders: 'asks 1000x1 1001x1 1002x1' },
      ],
    })
      .at(SECOND, 'quoter', (decision) => decision.market(BUY, 3))
      .finish();
    expect(run.facts.starts).toHaveLength(1);
    expect(run.facts.starts[0].lots).toBe(7);
    expect(run.tree()).toBe('fee: a');
  });
});

describe('who stands across in deleveraging', () => {
  const two = [instrument({ name: 'ONE' }), instrument({ name: 'TWO' })];

  function taken(run: Stage): (string | number)[][] {
    return run.facts.deleveragings.map(({ account, lots }) => [run.nameOf(account), lots]);
  }

  it('holds the same instrument, on the other side', () => {
    const run = new Stage({
      venue: {
        instruments: two,
        liquidation: liquidation({
          waterfall: ['deleverage'],
          execution: { kind: 'iocAtBankruptcy' },
          giveUpAfterUs: 0,
        }),
      },
      traders: [
        quoter('asks 1020x1 1050x9', [0, 1]),
        shortTo('a', 10, 1010),
        { name: 'elsewhere', instruments: [1], wealth: 900, holds: [{ lots: 9, instrument: 1 }] },
        { name: 'flat', wealth: 900 },
        { name: 'same', wealth: 9_000, holds: [{ lots: -9 }] },
        { name: 'b', wealth: 900, holds: [{ lots: 4 }] },
      ],
      shocks: [{ ...sale(1), side: 'buy' } as Shock],
    }).finish();
    expect(taken(run)).toEqual([['b', 4]]);
    expect(run.end('a')).toMatchObject({ closedLots: 4, endReason: 'priceLimit' });
  });

  it('is not in liquidation itself', () => {
    // Both legs of the market breach at once: the index jumps up for the short and the long is cross
    // with a loss on TWO.
    const run = new Stage({
      venue: {
        instruments: two.map((rules) => ({ ...rules, mark: { kind: 'index' as const } })),
        markEveryUs: SECOND,
        liquidation: liquidation({
          waterfall: ['deleverage'],
          execution: { kind: 'iocAtBankruptcy' },
          giveUpAfterUs: 0,
        }),
      },
      traders: [
        quoter('', [0, 1]),
        shortTo('a', 10, 1010),
        {
          name: 'b',
          mode: 'cross',
          instruments: [0, 1],
          wealth: 900,
          holds: [{ lots: 10 }, { lots: 10, instrument: 1 }],
        },
      ],
      shocks: [
        { name: 'up', kind: 'priceJump', atUs: SECOND / 2, venue: 0, instrument: 0, size: 0.02 },
        { name: 'down', kind: 'priceJump', atUs: SECOND / 2, venue: 0, instrument: 1, size: -0.2 },
      ],
    }).finish();
    expect(run.tree()).toBe('shock:up: a; shock:down: b');
    // When a's turn comes b is in liquidation; when b's comes, a was given up and may be asked.
    expect(taken(run)).toEqual([]);
  });

  it('is asked for no more than the book left', () => {
    const run = new Stage({
      venue: {
        liquidation: liquidation({ waterfall: ['deleverage', 'insuranceFund'], giveUpAfterUs: 0 }),
      },
      traders: [quoter('bids 990x1 980x10'), longTo('a', 10, 990), shortTo('b', 20, 1500)],
      shocks: [sale(1)],
    }).finish();
    expect(taken(run)).toEqual([]);
    expect(run.end('a')).toMatchObject({ endReason: 'filled', shortfallUnits: 100 });
  });

  it('may hold too little: what is left tries again', () => {
    const run = new Stage({
      venue: {
        liquidation: liquidation({
          waterfall: ['deleverage', 'insuranceFund'],
          worstPrice: 'bankruptcy',
        }),
      },
      traders: [
        quoter('bids 990x3 980x9'),
        longTo('a', 10, 990),
        { name: 'late', wealth: 90_000 },
        shortTo('b', 3, 1500),
      ],
      shocks: [sale(1)],
    })
      .at(1.5 * SECOND, 'late', (decision) => decision.market(SELL, 6))
      .finish();
    // 2 on the book and 3 of b; then 5 of the 6 that came late.
    expect(taken(run)).toEqual([
      ['b', 3],
      ['late', 5],
    ]);
    expect(run.end('a')).toMatchObject({ endReason: 'deleveraged', endTimeUs: 2 * SECOND });
    expect(run.lots('late')).toBe(-1);
  });

  it('has something to lose', () => {
    // Without equity there is no leverage to rank by: such an account is passed over.
    const run = new Stage({
      venue: {
        instruments: [instrument({ mark: { kind: 'index' } })],
        liquidation: liquidation({
          waterfall: ['deleverage'],
          execution: { kind: 'iocAtBankruptcy' },
          giveUpAfterUs: 0,
        }),
      },
      traders: [
        quoter(''),
        longTo('a', 5, 990),
        longTo('later', 5, 950),
        shortTo('b', 4, 1100),
        shortTo('given up', 2, 1010),
      ],
      shocks: [
        { name: 'up', kind: 'priceJump', atUs: SECOND, venue: 0, instrument: 0, size: 0.02 },
      ],
    }).finish();
    // The short is given up at 1020, bankrupt at 1010: a and later take it, at a loss of 10 a lot.
    expect(taken(run)).toEqual([['a', 2]]);
    expect(run.lots('given up')).toBe(0);
  });
});

describe('a halt on one of two legs', () => {
  it('makes the whole episode wait', () => {
    const run = new Stage({
      venue: { instruments: [instrument({ name: 'ONE' }), instrument({ name: 'TWO' })] },
      traders: [
        quoter('bids 980x99 / bids 1000x99', [0, 1]),
        {
          name: 'a',
          mode: 'cross',
          instruments: [0, 1],
          wealth: 250,
          holds: [{ lots: 20 }, { lots: 5, instrument: 1 }],
        },
      ],
      shocks: [
        { name: 'halt', kind: 'tradingHalt', atUs: 1, venue: 0, instrument: 1, forUs: 5 * SECOND },
        sale(1),
      ],
    }).finish();
    expect(run.facts.trades.slice(1).map(({ timeUs }) => timeUs / SECOND)).toEqual([6, 6]);
    expect(run.facts.ends.map(({ closedLots }) => closedLots)).toEqual([20, 5]);
  });
});

describe('giving up', () => {
  function cross(bookOfTwo: string, lotsOfTwo: number): Stage {
    return new Stage({
      venue: {
        instruments: [instrument({ name: 'ONE' }), instrument({ name: 'TWO' })],
        liquidation: liquidation({ giveUpAfterUs: 0, worstPrice: 'bankruptcy' }),
      },
      traders: [
        quoter(`bids 980x3 / ${bookOfTwo}`, [0, 1]),
        {
          name: 'a',
          mode: 'cross',
          instruments: [0, 1],
          wealth: 40,
          holds: [{ lots: 2 }, { lots: lotsOfTwo, instrument: 1 }],
        },
      ],
      shocks: [sale(1)],
    }).finish();
  }

  it('the book is exhausted where the side that an open leg needs is empty', () => {
    // ONE sold out: its bids are gone, but nothing of it is open.
    expect(cross('bids 900x9', 3).facts.ends.map(({ closedLots }) => closedLots)).toEqual([2, 0]);
    expect(cross('bids 900x9', 3).end('a').endReason).toBe('priceLimit');
    expect(cross('asks 1100x9', 3).end('a').endReason).toBe('bookExhausted');
    expect(cross('asks 1100x9', -3).end('a').endReason).toBe('priceLimit');
    expect(cross('bids 900x9', -3).end('a').endReason).toBe('bookExhausted');
  });
});

describe('socialised losses', () => {
  it('ask nobody whose own liquidation is under way', () => {
    // Both are found at 990; a is settled first, and rich, with a profit of 189, is not asked.
    const run = new Stage({
      venue: {
        instruments: [instrument({ margin: flatMargin(20_000, 10_000) })],
        liquidation: liquidation({ waterfall: ['socialise'] }),
      },
      traders: [
        quoter('bids 990x1 980x10 970x99'),
        { name: 'a', wealth: 190, holds: [{ lots: 10 }] },
        { name: 'rich', wealth: 0, holds: [{ lots: 21, at: 981 }] },
        shortTo('b', 1, 1500),
      ],
      shocks: [sale(1)],
    }).finish();
    expect(run.facts.starts.map(({ account }) => run.nameOf(account))).toEqual(['a', 'rich']);
    const shared = run.facts.socialised.filter(({ liquidation: id }) => id === 1);
    expect(shared.map(({ account }) => run.nameOf(account))).toEqual(['b']);
  });

  it('are split by largest remainder, the first of equals first', () => {
    expect(largestRemainder(10, [1, 1, 1], 3)).toEqual([4, 3, 3]);
    expect(largestRemainder(11, [1, 1, 1], 3)).toEqual([4, 4, 3]);
    expect(largestRemainder(9, [1, 1, 1], 3)).toEqual([3, 3, 3]);
    expect(largestRemainder(7, [5, 3, 2], 10)).toEqual([4, 2, 1]); // 3.5, 2.1, 1.4
    expect(largestRemainder(0, [5, 3], 8)).toEqual([0, 0]);
    const huge = 2 ** 52;
    expect(largestRemainder(huge, [huge - 1, 1], huge)).toEqual([huge - 1, 1]);
  });
});

describe('a shortfall in cross margin', () => {
  const rules = ['ONE', 'TWO', 'THREE'].map((name) =>
    instrument({ name, unitsPerTickLot: 2, margin: flatMargin(20_000, 10_000) }),
  );

  function crossed(books: string, fund: number, waterfall: LiquidationRules['waterfall']): Stage {
    return new Stage({
      venue: {
        instruments: rules,
        insuranceFundUnits: fund,
        liquidation: liquidation({ waterfall }),
      },
      traders: [
        quoter(books, [0, 1, 2]),
        {
          name: 'a',
          mode: 'cross',
          instruments: [0, 1, 2],
          wealth: 798,
          holds: [{ lots: 10 }, { lots: -10, instrument: 1 }, { lots: 10, instrument: 2 }],
        },
        shortTo('winner', 20, 1500),
      ],
      shocks: [sale(1)],
    }).finish();
  }

  it('is paid leg by leg by the layers in turn, and adds up', () => {
    // Equity 598 at 990, 1000, 1000, allotted by requirements of 198, 200, 200: bankrupt at 981
    // (allotted 198), 1010 and 990.
    const run = crossed('bids 990x1 951x99 / asks 1030x99 / bids 970x99', 500, [
      'insuranceFund',
      'socialise',
    ]);
    expect(run.facts.starts.map(({ bankruptcyTicks }) => bankruptcyTicks)).toEqual([
      981, 1010, 990,
    ]);
    // 798 − 980 − 600 − 600 = −1,382; beyond by 600, 400, 400.
    const parts = run.facts.ends.map((end) => [
      end.shortfallUnits,
      end.paidByInsuranceFundUnits,
      end.paidBySocialisationUnits,
      end.paidByVenueUnits,
    ]);
    // 592.28, 394.85, 394.85: the crumb of 2 goes to the first. The winner has 400 at 990.
    expect(parts).toEqual([
      [594, 500, 94, 0],
      [394, 0, 306, 88],
      [394, 0, 0, 394],
    ]);
  });

  it('goes to the leg of the largest notional where none closed beyond its price', () => {
    const { world } = new Stage({
      venue: { instruments: rules },
      traders: [quoter('', [0, 1, 2])],
    });
    const leg = (row: number, notionalUnits: number): Leg => ({
      instrument: row,
      position: 0,
      side: BUY,
      lots: 10,
      notionalUnits,
      markTicks: 990,
      liquidationTicks: 990,
      bankruptcyTicks: 980,
      closedLots: 10,
      closedTickLots: 9_800,
      feeUnits: 0,
      feeOwedUnits: 0,
      deleveragedUnits: 7 * row,
    });
    const episode: Episode = {
      id: 1,
      parent: 0,
      venue: 0,
      account: 0,
      startUs: 0,
      legs: [leg(0, 500), leg(1, 800), leg(2, 800)],
      wasTakenOver: false,
      wasDeleveraged: false,
    };
    const losses = splitLoss(world, episode, {
      insuranceFundUnits: 3,
      socialisedUnits: 2,
      venueUnits: 1,
    });
    expect(losses.map((loss) => Object.values(loss))).toEqual([
      [0, 0, 0, 0, 0],
      [13, 3, 7, 2, 1],
      [14, 0, 14, 0, 0],
    ]);
  });
});

describe('keepers', () => {
  const rules = [
    instrument({ name: 'ONE', margin: flatMargin(20_000, 10_000) }),
    instrument({ name: 'TWO', margin: flatMargin(20_000, 10_000) }),
  ];

  function auction(traders: readonly Trader[]): Stage {
    return new Stage({
      venue: {
        instruments: rules,
        liquidation: liquidation({
          execution: { kind: 'keepers', discountPpm: 0 },
          surplusTo: 'account',
        }),
      },
      traders,
      shocks: [sale(1)],
    });
  }
  const book = quoter('bids 990x1 980x99 / bids 990x99 asks 1010x99', [0, 1]);
  const keeper: Trader = { name: 'keeper', mode: 'unmargined', instruments: [0, 1] };
  const debtor: Trader = {
    name: 'a',
    mode: 'cross',
    instruments: [0, 1],
    wealth: 299,
    holds: [{ lots: 10 }, { lots: -10, instrument: 1 }],
  };

  it('buy each leg on its own instrument, and remember its sign', () => {
    const run = auction([book, debtor, keeper])
      .at(2 * SECOND, 'keeper', (decision) => decision.takeOver(1, 99), 1)
      .run(2 * SECOND);
    const { keeperInventory } = run.world;
    expect([run.lots('keeper', 0), run.lots('keeper', 1)]).toEqual([0, -10]);
    expect(keeperInventory.lotsOf(run.account('keeper'), 1)).toBe(-10);
    expect(keeperInventory.lotsOf(run.account('keeper'), 0)).toBe(0);
    // 199 are left and ONE requires 99: the account is restored.
    expect(run.facts.ends.map(({ closedLots, endReason }) => [closedLots, endReason])).toEqual([
      [0, 'restored'],
      [10, 'restored'],
    ]);
    run.at(3 * SECOND, 'keeper', (decision) => decision.dispose(10), 1).finish();
    // Bought back, at 1010.
    expect(run.lots('keeper', 1)).toBe(0);
    expect(run.facts.trades.at(-1)).toMatchObject({ takerSide: BUY, priceTicks: 1010, cause: 1 });
  });

  it('take nothing where nothing of the leg is open, or is not offered', () => {
    const run = auction([
      book,
      { name: 'a', instruments: [0], wealth: 199, holds: [{ lots: 10 }] },
      keeper,
    ])
      .at(1.5 * SECOND, 'keeper', (decision) => decision.takeOver(1, 5), 1) // not its instrument
      .at(2 * SECOND, 'keeper', (decision) => decision.takeOver(1, 0))
      .at(2.5 * SECOND, 'keeper', (decision) => decision.takeOver(2, 5)) // no such episode
      .run(2.6 * SECOND);
    expect(run.facts.ends).toEqual([]);
    expect([run.lots('keeper', 0), run.lots('keeper', 1)]).toEqual([0, 0]);
    expect(run.world.keeperInventory.lotsOf(run.account('keeper'), 0)).toBe(0);
  });

  it('leave an account in liquidation that is not sound yet', () => {
    const run = auction([
      book,
      { name: 'a', instruments: [0], wealth: 140, holds: [{ lots: 10 }] },
      keeper,
    ])
      .at(2 * SECOND, 'keeper', (decision) => decision.takeOver(1, 2))
      .run(2 * SECOND);
    expect(run.facts.ends).toEqual([]);
    run.at(2.5 * SECOND, 'keeper', (decision) => decision.takeOver(1, 99)).run(2.5 * SECOND);
    expect(run.end('a')).toMatchObject({ closedLots: 10, endReason: 'takenOver' });
  });

  it('see what is offered on their instrument and open still, oldest first', () => {
    const run = auction([
      book,
      debtor,
      { name: 'b', instruments: [0], wealth: 199, holds: [{ lots: 10 }] },
      keeper,
    ]).run(SECOND);
    const { view, instruments } = run.world;
    const offers = (row: number): (number | string)[][] => {
      view.aim(run.world, instruments[row], run.account('keeper'), run.position('keeper', row), 0);
      return Array.from({ length: view.openLiquidationCount }, (_, at) => {
        const open = view.openLiquidation(at);
        return [
          open.liquidation,
          open.instrument,
          open.side,
          open.lots,
          open.priceTicks,
          open.markTicks,
        ];
      });
    };
    expect(offers(0)).toEqual([
      [1, 0, BUY, 10, 990, 990],
      [2, 0, BUY, 10, 990, 990],
    ]);
    expect(offers(1)).toEqual([[1, 1, SELL, 10, 1000, 1000]]);
    run.at(2 * SECOND, 'keeper', (decision) => decision.takeOver(2, 4)).run(2 * SECOND);
    run.at(2.5 * SECOND, 'keeper', (decision) => decision.takeOver(1, 10)).run(2.5 * SECOND);
    expect(offers(0).map((offer) => offer[0])).not.toContain(1);
  });

  it('are offered nothing where the venue sells on the book itself', () => {
    const run = new Stage({
      venue: { liquidation: liquidation({ worstPrice: 'bankruptcy' }) },
      traders: [quoter('bids 990x1'), longTo('a', 5, 990), { name: 'keeper', mode: 'unmargined' }],
      shocks: [sale(1)],
    }).run(SECOND);
    const { view, instruments } = run.world;
    view.aim(run.world, instruments[0], run.account('keeper'), run.position('keeper'), 0);
    expect(run.world.liquidations.open.size).toBe(1);
    expect(view.openLiquidationCount).toBe(0);
  });
});

describe('a start that is told', () => {
  it('says whether the account is cross, and names each leg’s own level', () => {
    const run = new Stage({
      traders: [quoter('bids 990x9'), longTo('a', 5, 990)],
      shocks: [sale(1)],
    }).finish();
    expect(run.facts.starts[0]).toMatchObject({ isCross: false, isFirstLeg: true, cohort: 1 });
  });

  it('has no leg where a cross account holds nothing', () => {
    const run = new Stage({
      venue: { instruments: [instrument({ name: 'ONE' }), instrument({ name: 'TWO' })] },
      traders: [
        quoter('bids 990x9 / bids 990x9', [0, 1]),
        {
          name: 'a',
          mode: 'cross',
          instruments: [0, 1],
          wealth: 50,
          holds: [{ lots: 5, instrument: 1 }],
        },
      ],
      shocks: [sale(1, SECOND, 1)],
    }).finish();
    expect(run.facts.starts.map(({ instrument: row, isFirstLeg }) => [row, isFirstLeg])).toEqual([
      [1, true],
    ]);
  });
});
