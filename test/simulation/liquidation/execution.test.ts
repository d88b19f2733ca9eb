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
      { traders: [quoter('bids 990x3'), longTo('a', 10, 990)], shocks: [sale(1)] },
    )
      .at(1.5 * SECOND, 'quoter', (decision) => {
        decision.limit(BUY, 999, 1);
      })
      .at(1.6 * SECOND, 'seller', (decision) => decision.market(SELL, 1));
    expect(run).toBeDefined();
  });
});
