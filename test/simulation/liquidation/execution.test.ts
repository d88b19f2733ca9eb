import { describe, expect, it } from 'vitest';
import { BUY, SELL } from '../../../src/events/sink.js';
import type { LiquidationRules, Shock } from '../../../src/scenario/scenario.js';
import { flatMargin, instrument, liquidation, SECOND } from '../../helpers/scenarios.js';
import { longTo, quoter, type Setting, shortTo, Stage } from '../../helpers/stage.js';

function stage(
  rules: Partial<LiquidationRules>,
  setting: Setting,
  insuranceFundUnits = 1_000_000,
): Stage {
  return new Stage({
    ...setting,
    venue: { liquidation: liquidation(rules), insuranceFundUnits, ...setting.venue },
  });
}

function sale(lots: number, atUs = SECOND): Shock {
  return { name: 's', kind: 'marketOrder', atUs, venue: 0, instrument: 0, side: 'sell', lots };
}

function purchase(lots: number, atUs = SECOND): Shock {
  return { name: 's', kind: 'marketOrder', atUs, venue: 0, instrument: 0, side: 'buy', lots };
}

describe('a liquidation that closes the whole position at once', () => {
  // The shock leaves a mark of 990 and 2 lots there; the rest is at 980 and below.
  const book = quoter('bids 990x3 980x4 970x99 asks 1010x99');

  it('sells it for what the book pays, and the fund pays what is missing', () => {
    const run = stage({}, { traders: [book, longTo('a', 10, 990)], shocks: [sale(1)] }).finish();
    // 2 at 990, 4 at 980, 4 at 970: 9,780 for 10,000 less the deposit of 100.
    expect(run.end('a')).toMatchObject({
      side: BUY,
      lots: 10,
      notionalUnits: 9900,
      markTicks: 990,
      liquidationTicks: 990,
      bankruptcyTicks: 990,
      closedLots: 10,
      closedTickLots: 9780,
      shortfallUnits: 120,
      paidByInsuranceFundUnits: 120,
      endReason: 'filled',
      timeUs: SECOND,
      endTimeUs: SECOND,
    });
    expect(run.fund()).toBe(1_000_000 - 120);
    expect(run.balance('a')).toBe(0);
    expect(run.lots('a')).toBe(0);
  });

  it('buys back a short by the same rules', () => {
    const run = stage(
      {},
      {
        traders: [quoter('bids 900x9 asks 1010x3 1020x4 1030x9'), shortTo('a', 10, 1010)],
        shocks: [purchase(1)],
      },
    ).finish();
    expect(run.end('a')).toMatchObject({
      side: SELL,
      lots: 10,
      notionalUnits: 10_100,
      bankruptcyTicks: 1010,
      closedTickLots: 2 * 1010 + 4 * 1020 + 4 * 1030,
      shortfallUnits: 120,
      endReason: 'filled',
    });
  });

  it('what is left over goes to the fund, or stays with the account', () => {
    // Liquidated at 990 with 20 more than the loss there.
    const margin = flatMargin(20_000, 5_000);
    const setting = {
      venue: { instruments: [instrument({ margin })] },
      traders: [quoter('bids 990x99'), { ...longTo('a', 10, 990), wealth: 120 }],
      shocks: [sale(1)],
    };
    const toFund = (surplusTo: LiquidationRules['surplusTo']): Stage =>
      new Stage({
        ...setting,
        venue: { ...setting.venue, liquidation: liquidation({ surplusTo }) },
      }).finish();
    const kept = toFund('account');
    expect([kept.balance('a'), kept.fund()]).toEqual([20, 1_000_000]);
    expect(kept.facts.fundMoves).toHaveLength(1);
    const taken = toFund('insuranceFund');
    expect([taken.balance('a'), taken.fund()]).toEqual([0, 1_000_020]);
    expect(taken.facts.fundMoves[1]).toMatchObject({ reason: 'surplus', amountUnits: 20 });
    expect(taken.end('a')).toMatchObject({ shortfallUnits: 0, endReason: 'filled', feeUnits: 0 });
    const cohort = taken.facts.cohorts[1];
    expect(cohort).toMatchObject({ feesPaidUnits: 20, finalEquityUnits: 0, liquidatedAccounts: 1 });
  });

  it('tries again what the book did not take', () => {
    const run = stage(
      {},
      { traders: [quoter('bids 990x3'), longTo('a', 10, 990)], shocks: [sale(1)] },
    )
      .at(1.5 * SECOND, 'quoter', (decision) => decision.limit(BUY, 985, 3))
      .at(2.5 * SECOND, 'quoter', (decision) => decision.limit(BUY, 985, 99))
      .finish();
    expect(run.facts.trades.map(({ lots, timeUs }) => [timeUs / SECOND, lots])).toEqual([
      [1, 1],
      [1, 2],
      [2, 3],
      [3, 5],
    ]);
    expect(run.end('a')).toMatchObject({ endReason: 'filled', endTimeUs: 3 * SECOND });
  });

  it('gives up when nobody takes the lots, which stay open and owe', () => {
    const run = stage(
      { giveUpAfterUs: 2 * SECOND },
      { traders: [quoter('bids 990x2'), longTo('a', 10, 991)], shocks: [sale(1)] },
    )
      .at(10 * SECOND, 'quoter', (decision) => decision.limit(BUY, 900, 99))
      .finish();
    expect(run.end('a')).toMatchObject({
      closedLots: 1,
      shortfallUnits: 0,
      endReason: 'bookExhausted',
      endTimeUs: 3 * SECOND,
    });
    expect(run.lots('a')).toBe(9);
    // 10 × 991 were lent, 990 came back, 9 lots are worth 990 each.
    expect(run.facts.ended!.openDeficitUnits).toBe(10);
    expect(run.facts.starts).toHaveLength(1);
  });

  it('ends with the run', () => {
    const run = stage(
      {},
      { traders: [quoter('bids 990x3'), longTo('a', 10, 995)], shocks: [sale(1)] },
    ).finish();
    expect(run.end('a')).toMatchObject({
      closedLots: 2,
      endReason: 'horizon',
      endTimeUs: 100 * SECOND,
      shortfallUnits: 0,
    });
    expect(run.facts.ended!.openDeficitUnits).toBe(50);
  });

  it('is over when the mark came back meanwhile', () => {
    const run = stage(
      {},
      {
        traders: [
          quoter('bids 990x3'),
          { name: 'seller', mode: 'unmargined' },
          longTo('a', 10, 990),
        ],
        shocks: [sale(1)],
      },
    )
      .at(1.5 * SECOND, 'quoter', (decision) => decision.limit(BUY, 999, 1))
      .at(1.6 * SECOND, 'seller', (decision) => decision.market(SELL, 1))
      .finish();
    expect(run.end('a')).toMatchObject({ closedLots: 2, endReason: 'restored', feeUnits: 0 });
    expect(run.end('a').endTimeUs).toBe(2 * SECOND);
    expect(run.balance('a')).toBe(100 - 2 * 10);
    expect(run.lots('a')).toBe(8);
  });

  it('waits while trading is halted', () => {
    const halt: Shock = {
      name: 'halt',
      kind: 'tradingHalt',
      atUs: SECOND,
      venue: 0,
      instrument: 0,
      forUs: 2.5 * SECOND,
    };
    const run = stage(
      {},
      { traders: [quoter('bids 990x99'), longTo('a', 10, 990)], shocks: [sale(1), halt] },
    )
      .at(2 * SECOND, 'quoter', (decision) => decision.limit(BUY, 995, 9))
      .finish();
    expect(run.end('a')).toMatchObject({ endReason: 'filled', endTimeUs: 4 * SECOND });
    expect(run.facts.orders.at(-2)).toMatchObject({ lots: 9, filledLots: 0, restingLots: 0 });
    expect(run.facts.incidents.map(({ kind, timeUs }) => [kind, timeUs / SECOND])).toEqual([
      ['marketOrder', 1],
      ['tradingHalt', 1],
      ['reopening', 3.5],
    ]);
  });

  it('cancels the orders of the account before anything else', () => {
    const run = stage(
      {},
      {
        venue: { instruments: [instrument({ margin: flatMargin(0, 0) })] },
        traders: [quoter('bids 990x99'), longTo('a', 10, 990, 'bids 985x5 asks 1050x2')],
        shocks: [sale(1)],
      },
    ).finish();
    const [first, second] = run.facts.cancels;
    expect([first.lots, second.lots]).toEqual([2, 5]);
    expect([first.cause, second.cause]).toEqual([1, 1]);
    const firstSale = run.facts.lines.findIndex((line) =>
      line.includes('"taker":' + run.account('a')),
    );
    const lastCancel = run.facts.lines.findLastIndex((line) => line.startsWith('orderCancelled'));
    expect(lastCancel).toBeLessThan(firstSale);
    expect(run.world.accounts.openBuyLotsOf(run.position('a'))).toBe(0);
    expect(run.world.accounts.openSellLotsOf(run.position('a'))).toBe(0);
  });

  it('leaves its account free to trade again', () => {
    const run = stage(
      { surplusTo: 'account' },
      {
        venue: { instruments: [instrument({ margin: flatMargin(10_000, 5_000) })] },
        traders: [
          quoter('bids 990x99 asks 1000x99'),
          { name: 'a', wealth: 120, holds: [{ lots: 10 }] },
        ],
        shocks: [sale(1)],
      },
    )
      .at(2 * SECOND, 'a', (decision) => decision.market(BUY, 1))
      .finish();
    expect(run.end('a').endReason).toBe('filled');
    expect(run.lots('a')).toBe(1);
  });
});

describe('how far liquidation orders go', () => {
  const book = quoter('bids 990x1 989x4 985x4 980x99');
  const shocks = [sale(1)];

  it('none: to the end of the book', () => {
    const run = stage({ worstPrice: 'none' }, { traders: [book, longTo('a', 10, 990)], shocks });
    run.finish();
    expect(run.end('a').closedTickLots).toBe(4 * 989 + 4 * 985 + 2 * 980);
  });

  it('bankruptcy: no further than the bankruptcy price, and the rest waits', () => {
    const run = stage(
      { worstPrice: 'bankruptcy', giveUpAfterUs: SECOND },
      { traders: [quoter('bids 991x1 989x4 985x4 980x99'), longTo('a', 10, 991)], shocks },
    ).finish();
    expect(run.end('a')).toMatchObject({ closedLots: 0, endReason: 'priceLimit' });
    const better = stage(
      { worstPrice: 'bankruptcy', giveUpAfterUs: SECOND },
      {
        venue: { instruments: [instrument({ margin: flatMargin(10_000, 5_000) })] },
        traders: [
          quoter('bids 990x1 987x1 985x99'),
          { name: 'a', wealth: 147, holds: [{ lots: 10 }] },
        ],
        shocks,
      },
    ).finish();
    // Equity 47 of 9,900: the bankruptcy price is 4.7 ticks below the mark, rounded up.
    expect(better.end('a')).toMatchObject({
      bankruptcyTicks: 986,
      closedLots: 1,
      endReason: 'priceLimit',
      shortfallUnits: 0,
    });
  });

  it('an order at the bankruptcy price, immediate or cancelled, whatever the limit says', () => {
    const run = stage(
      { execution: { kind: 'iocAtBankruptcy' }, worstPrice: 'none', giveUpAfterUs: SECOND },
      { traders: [book, longTo('a', 10, 989)], shocks: [sale(2)] },
    ).finish();
    expect(run.end('a')).toMatchObject({ closedLots: 3, closedTickLots: 3 * 989 });
    expect(run.end('a').endReason).toBe('priceLimit');
    expect(run.facts.orders.at(-1)).toMatchObject({ kind: 'ioc', priceTicks: 989 });
  });

  it('fundable: to the last lot for which the fund can pay', () => {
    // Against 990: 4 lots at 989 lose 1 each, lots at 985 lose 5, at 980 lose 10.
    const closed = (fund: number): number =>
      stage(
        { worstPrice: 'fundable', giveUpAfterUs: SECOND },
        { traders: [book, longTo('a', 10, 990)], shocks },
        fund,
      )
        .finish()
        .end('a').closedLots;
    expect([0, 1, 3, 4, 8, 9, 23, 24, 33, 34].map(closed)).toEqual([0, 1, 3, 4, 4, 5, 7, 8, 8, 9]);
    expect(closed(44)).toBe(10);
  });

  it('fundable: the fund is spent to the last affordable lot, and no further', () => {
    const run = stage(
      { worstPrice: 'fundable', giveUpAfterUs: SECOND },
      { traders: [book, longTo('a', 10, 990)], shocks },
      44,
    ).finish();
    expect(run.end('a')).toMatchObject({
      shortfallUnits: 44,
      paidByInsuranceFundUnits: 44,
      endReason: 'filled',
    });
    expect(run.fund()).toBe(0);
  });

  it('fundable: the fund is promised once, though several episodes are open', () => {
    // 4 lots at 989 and 1 at 985 cost a all 9 of the fund, so b may lose nothing until bids return.
    const run = stage(
      { worstPrice: 'fundable' },
      { traders: [book, longTo('a', 10, 990), longTo('b', 10, 990)], shocks },
      9,
    );
    run.run(4 * SECOND);
    expect([run.lots('a'), run.lots('b')]).toEqual([5, 10]);
    run.at(5 * SECOND, 'quoter', (decision) => decision.limit(BUY, 990, 99)).finish();
    expect(run.end('a')).toMatchObject({ shortfallUnits: 9, paidByInsuranceFundUnits: 9 });
    expect(run.end('b')).toMatchObject({ shortfallUnits: 0, endReason: 'filled' });
  });

  it('fundable: a fund that stands not in the waterfall pays nothing', () => {
    const run = stage(
      { worstPrice: 'fundable', waterfall: [], giveUpAfterUs: SECOND },
      { traders: [book, longTo('a', 10, 990)], shocks },
    ).finish();
    expect(run.end('a')).toMatchObject({ closedLots: 0, endReason: 'priceLimit' });
  });

  it('fundable: what better fills brought in may be lost by worse ones', () => {
    // Bankrupt at 985: 4 at 989 and 4 at 985 bring 16 more than that, so 2 at 980 may lose 10.
    const run = stage(
      { worstPrice: 'fundable', giveUpAfterUs: SECOND },
      {
        venue: { instruments: [instrument({ margin: flatMargin(10_000, 5_000) })] },
        traders: [book, { name: 'a', wealth: 149, holds: [{ lots: 10 }] }],
        shocks,
      },
      0,
    ).finish();
    // 149 + 3,956 + 3,940 + 1,960 − 10,000 = 5.
    expect(run.end('a')).toMatchObject({ closedLots: 10, shortfallUnits: 0, endReason: 'filled' });
    expect(run.fund()).toBe(5);
  });

  it('a price band stops them too', () => {
    const run = stage(
      { worstPrice: 'none', giveUpAfterUs: SECOND },
      {
        venue: { instruments: [instrument({ priceBandPpm: 4_000 })] }, // 3 ticks below 990
        traders: [book, longTo('a', 10, 990)],
        shocks: [{ ...sale(1), name: 'first' }],
      },
    );
    // The shock is stopped by the band as well: 990 lies outside 4 ticks of 1000.
    run.finish();
    expect(run.tree()).toBe('');
    const wide = stage(
      { worstPrice: 'none', giveUpAfterUs: SECOND },
      {
        venue: { instruments: [instrument({ priceBandPpm: 10_000 })] }, // 9 ticks below 990
        traders: [book, longTo('a', 10, 990)],
        shocks,
      },
    ).finish();
    // At once 8 lots to 981; a second later the mark is 985 and 980 lies within 9 ticks.
    expect(wide.end('a')).toMatchObject({ endReason: 'filled', endTimeUs: 2 * SECOND });
    expect(wide.facts.trades.slice(1).map(({ lots }) => lots)).toEqual([4, 4, 2]);
  });
});

describe('a liquidation in steps', () => {
  const margin = flatMargin(100_000, 50_000);
  const everySecond = { kind: 'steps', fractionPpm: 250_000, everyUs: SECOND } as const;

  it('closes a share of what stood at the start, until the margin is restored', () => {
    // 10 lots, equity 490 at 990, required 495. Each lot closed near the mark frees 49.5.
    const run = stage(
      { execution: everySecond, surplusTo: 'account' },
      {
        venue: { instruments: [instrument({ margin })] },
        traders: [quoter('bids 990x99'), { name: 'a', wealth: 590, holds: [{ lots: 10 }] }],
        shocks: [sale(1)],
      },
    ).finish();
    expect(run.end('a')).toMatchObject({ closedLots: 3, endReason: 'restored', shortfallUnits: 0 });
    expect(run.lots('a')).toBe(7);
    expect(run.end('a').endTimeUs).toBe(SECOND);
  });

  it('goes on every so often while it is not', () => {
    const run = stage(
      { execution: everySecond },
      {
        venue: { instruments: [instrument({ margin })] },
        traders: [quoter('bids 950x99'), { name: 'a', wealth: 900, holds: [{ lots: 10 }] }],
        shocks: [sale(1)],
      },
    ).finish();
    // Equity 400 at 950: 9 lots need 428, 8 need 380.
    const steps = run.facts.trades.slice(1).map(({ lots, timeUs }) => [timeUs / SECOND, lots]);
    expect(steps).toEqual([[1, 3]]);
    const poorer = stage(
      { execution: everySecond },
      {
        venue: { instruments: [instrument({ margin })] },
        traders: [quoter('bids 950x99'), { name: 'a', wealth: 550, holds: [{ lots: 10 }] }],
        shocks: [sale(1)],
      },
    ).finish();
    // Equity 50 at 950: even one lot needs 48, so only the last step restores it.
    expect(poorer.facts.trades.slice(1).map(({ lots, timeUs }) => [timeUs / SECOND, lots])).toEqual(
      [
        [1, 3],
        [2, 3],
        [3, 3],
      ],
    );
    expect(poorer.end('a')).toMatchObject({ closedLots: 9, endReason: 'restored' });
  });

  it('stops a step where a lower tier is reached', () => {
    const tiers = [
      { upToUnits: 5_000, initialPpm: 50_000, maintenancePpm: 20_000, deductionUnits: 0 },
      { upToUnits: Infinity, initialPpm: 100_000, maintenancePpm: 50_000, deductionUnits: 150 },
    ];
    const run = stage(
      { execution: { kind: 'steps', fractionPpm: 1_000_000, everyUs: SECOND } },
      {
        venue: { instruments: [instrument({ margin: { tiers } })] },
        traders: [quoter('bids 990x99'), { name: 'a', wealth: 400, holds: [{ lots: 10 }] }],
        shocks: [sale(1)],
      },
    ).finish();
    // 9,900 at 990 needs 345 and the equity is 300; 5 lots are 4,950 and need 99.
    expect(run.end('a')).toMatchObject({ closedLots: 5, endReason: 'restored' });
  });

  it('stops where a lower tier of the schedule in force is reached, not of the one at the start', () => {
    const schedule = {
      tiers: [
        { upToUnits: 5_000, initialPpm: 50_000, maintenancePpm: 20_000, deductionUnits: 0 },
        { upToUnits: Infinity, initialPpm: 100_000, maintenancePpm: 50_000, deductionUnits: 150 },
      ],
    };
    const change = { name: 'change', atUs: 2 * SECOND, venue: 0, instrument: 0 } as const;
    const run = stage(
      { execution: { kind: 'steps', fractionPpm: 1_000_000, everyUs: SECOND } },
      {
        venue: { instruments: [instrument({ margin: flatMargin(50_000, 10_000) })] },
        traders: [quoter('bids 990x99'), { name: 'a', wealth: 400, holds: [{ lots: 10 }] }],
        shocks: [
          sale(1),
          { ...change, forUs: 60 * SECOND, kind: 'marginChange', schedule, factor: 1, of: 'both' },
        ],
      },
    ).finish();
    expect(run.end('a')).toMatchObject({ closedLots: 5, endReason: 'restored' });
  });

  it('that the book does not fill waits as long as any other attempt', () => {
    const run = stage(
      { execution: { ...everySecond, everyUs: SECOND / 10 }, retryAfterUs: 5 * SECOND },
      {
        venue: { instruments: [instrument({ margin })] },
        traders: [quoter('bids 950x1 950x4'), { name: 'a', wealth: 510, holds: [{ lots: 10 }] }],
        shocks: [sale(1)],
      },
    )
      .at(2 * SECOND, 'quoter', (decision) => decision.limit(BUY, 950, 99))
      .finish();
    expect(run.facts.trades.slice(1).map(({ lots, timeUs }) => [timeUs / SECOND, lots])).toEqual([
      [1, 3],
      [1.1, 1],
      [6.1, 3],
      [6.2, 3],
    ]);
  });
});

describe('the liquidation fee', () => {
  const shocks = [sale(1)];
  const margin = flatMargin(20_000, 10_000);

  it('is a share of what was closed, and goes to the fund', () => {
    const run = stage(
      { feePpm: 5_000, surplusTo: 'account' },
      {
        venue: { instruments: [instrument({ margin })] },
        traders: [quoter('bids 990x99'), { name: 'a', wealth: 199, holds: [{ lots: 10 }] }],
        shocks,
      },
    ).finish();
    // 0.5 % of 9,900 is 49.5, rounded up.
    expect(run.end('a')).toMatchObject({ feeUnits: 50, shortfallUnits: 0 });
    expect(run.balance('a')).toBe(49);
    expect(run.facts.fundMoves[1]).toMatchObject({
      reason: 'liquidationFee',
      amountUnits: 50,
      balanceUnits: 1_000_050,
      liquidation: 1,
    });
    expect(run.facts.cohorts[1].feesPaidUnits).toBe(50);
  });

  it('is no more than what is left', () => {
    const fee = (wealth: number): number =>
      stage(
        { feePpm: 5_000 },
        {
          venue: { instruments: [instrument({ margin })] },
          traders: [quoter('bids 990x99'), { name: 'a', wealth, holds: [{ lots: 10 }] }],
          shocks,
        },
      )
        .finish()
        .end('a').feeUnits;
    expect([151, 150, 149, 101, 100].map(fee)).toEqual([50, 50, 49, 1, 0]);
  });

  it('is never a part of a shortfall, though lots that closed before could have paid it', () => {
    const run = stage(
      { feePpm: 5_000 },
      {
        venue: { instruments: [instrument({ margin })] },
        traders: [quoter('bids 990x6'), { name: 'a', wealth: 150, holds: [{ lots: 10 }] }],
        shocks,
      },
    )
      .at(1.5 * SECOND, 'quoter', (decision) => decision.limit(BUY, 970, 99))
      .finish();
    // 5 lots at 990 and 5 at 970: 9,800 + 150 − 10,000.
    expect(run.end('a')).toMatchObject({ closedLots: 10, feeUnits: 0, shortfallUnits: 50 });
    expect(run.fund()).toBe(1_000_000 - 50);
  });

  it('is paid before an account counts as restored', () => {
    const rules = flatMargin(100_000, 50_000);
    const restored = (feePpm: number): number =>
      stage(
        {
          feePpm,
          execution: { kind: 'steps', fractionPpm: 100_000, everyUs: SECOND },
          surplusTo: 'account',
        },
        {
          venue: { instruments: [instrument({ margin: rules })] },
          traders: [quoter('bids 990x99'), { name: 'a', wealth: 590, holds: [{ lots: 10 }] }],
          shocks,
        },
      )
        .finish()
        .end('a').closedLots;
    // Equity 490; 9 lots need 446. A fee of 4.4 % of 990 leaves 446 after one lot.
    expect([restored(0), restored(43_000), restored(44_000)]).toEqual([1, 1, 2]);
  });

  it('is paid by what was closed when the run ends or nobody takes the rest', () => {
    const run = (giveUpAfterUs: number): Stage =>
      stage(
        { feePpm: 5_000, giveUpAfterUs },
        {
          venue: { instruments: [instrument({ margin })] },
          traders: [quoter('bids 990x5'), { name: 'a', wealth: 150, holds: [{ lots: 10 }] }],
          shocks,
        },
      ).finish();
    expect(run(0).end('a')).toMatchObject({
      closedLots: 4,
      feeUnits: 20,
      endReason: 'bookExhausted',
    });
    expect(run(Infinity).end('a')).toMatchObject({ feeUnits: 20, endReason: 'horizon' });
  });
});
