import { describe, expect, it } from 'vitest';
import { BUY, SELL } from '../../src/events/sink.js';
import type { FundingRules, Shock } from '../../src/scenario/scenario.js';
import { exchangeLots } from '../../src/simulation/settlement.js';
import { flatMargin, instrument, SECOND } from '../helpers/scenarios.js';
import { quoter, shortTo, Stage, type Trader } from '../helpers/stage.js';

/** One trader and the quoter who takes the other side; lots + are bought, − sold. */
function traded(...trades: readonly (readonly [number, number])[]): Stage {
  const stage = new Stage({ traders: [quoter(''), { name: 'a', wealth: 1_000_000 }] });
  const { world } = stage;
  const own = stage.position('a');
  const other = stage.position('quoter');
  for (const [lots, priceTicks] of trades) {
    const [buyer, seller] = lots > 0 ? [own, other] : [other, own];
    exchangeLots(world, world.instruments[0], buyer, seller, Math.abs(lots), priceTicks);
  }
  return stage;
}

function cost(stage: Stage, name = 'a'): number {
  return stage.world.ledger.costOf(stage.position(name));
}

function realised(stage: Stage): number {
  return stage.balance('a') - 1_000_000;
}

describe('the cost of a position', () => {
  it('adds up while it grows', () => {
    const stage = traded([3, 100], [2, 110]);
    expect([stage.lots('a'), cost(stage), realised(stage)]).toEqual([5, 520, 0]);
    expect([stage.lots('quoter'), cost(stage, 'quoter')]).toEqual([-5, -520]);
  });

  it('is kept in part when a part is closed, the rest is profit', () => {
    const stage = traded([3, 100], [2, 110], [-2, 130]);
    expect([stage.lots('a'), cost(stage), realised(stage)]).toEqual([3, 312, 52]); // 260 − 208
    const short = traded([-3, 100], [-2, 110], [2, 130]);
    expect([short.lots('a'), cost(short), realised(short)]).toEqual([-3, -312, -52]);
  });

  it('that does not divide keeps its crumb in the position, and equity stays', () => {
    const stage = traded([3, 100], [-1, 100], [0 + 2, 101], [-1, 100]);
    // 200 + 202 for 4 lots; one closed: 301.5 is kept as 301.
    expect([stage.lots('a'), cost(stage), realised(stage)]).toEqual([3, 301, -1]);
    const short = traded([-3, 100], [1, 100], [-2, 101], [1, 100]);
    expect([short.lots('a'), cost(short), realised(short)]).toEqual([-3, -301, 1]);
  });

  it('is nothing when all is closed', () => {
    const stage = traded([3, 100], [-3, 90]);
    expect([stage.lots('a'), cost(stage) + 0, realised(stage)]).toEqual([0, 0, -30]);
    expect(cost(stage, 'quoter') + 0).toBe(0);
  });

  it('begins anew when the position turns around', () => {
    const stage = traded([3, 100], [-5, 90]);
    expect([stage.lots('a'), cost(stage), realised(stage)]).toEqual([-2, -180, -30]);
    const short = traded([-3, 100], [4, 90]);
    expect([short.lots('a'), cost(short), realised(short)]).toEqual([1, 90, 30]);
  });

  it('begins anew, too, when it turns around and grows by it', () => {
    const stage = traded([3, 100], [-10, 90]);
    expect([stage.lots('a'), cost(stage), realised(stage)]).toEqual([-7, -630, -30]);
    const short = traded([-3, 100], [9, 90]);
    expect([short.lots('a'), cost(short), realised(short)]).toEqual([6, 540, 30]);
  });

  it('does not change when an account meets itself', () => {
    const stage = traded([3, 100]);
    const own = stage.position('a');
    exchangeLots(stage.world, stage.world.instruments[0], own, own, 5, 500);
    expect([stage.lots('a'), cost(stage), realised(stage)]).toEqual([3, 300, 0]);
    expect(stage.world.instruments[0].openInterestLots).toBe(3);
  });
});

describe('open interest', () => {
  it('is what the longs hold', () => {
    const interest = (...trades: (readonly [number, number])[]): number =>
      traded(...trades).world.instruments[0].openInterestLots;
    expect(interest([3, 100])).toBe(3);
    expect(interest([-3, 100])).toBe(3);
    expect(interest([3, 100], [2, 100])).toBe(5);
    expect(interest([-3, 100], [-2, 100])).toBe(5);
    expect(interest([3, 100], [-1, 100])).toBe(2);
    expect(interest([3, 100], [-3, 100])).toBe(0);
    expect(interest([3, 100], [-8, 100])).toBe(5);
  });

  it('stays when a position passes to a third', () => {
    const stage = new Stage({
      traders: [quoter(''), { name: 'a', holds: [{ lots: 4 }], wealth: 999 }, { name: 'b' }],
    });
    const { world } = stage;
    exchangeLots(world, world.instruments[0], stage.position('b'), stage.position('a'), 4, 1010);
    expect(world.instruments[0].openInterestLots).toBe(4);
    expect(stage.balance('a')).toBe(999 + 40);
  });
});

describe('fees', () => {
  function charged(makerFeePpm: number, takerFeePpm: number): Stage {
    return new Stage({
      venue: { makerFeePpm, takerFeePpm },
      traders: [
        quoter(''),
        { name: 'maker', wealth: 10_000, orders: 'asks 1001x3' },
        { name: 'taker', wealth: 10_000 },
      ],
    })
      .at(SECOND, 'taker', (decision) => decision.market(BUY, 3))
      .finish();
  }

  it('are rounded up against both sides', () => {
    const stage = charged(200, 500); // of 3,003: 0.6 and 1.5
    expect([stage.balance('maker'), stage.balance('taker')]).toEqual([9999, 9998]);
    expect(stage.world.ledger.balanceOf(stage.world.venues[0].fees)).toBe(3);
    expect(stage.facts.trades[0]).toMatchObject({ makerFeeUnits: 1, takerFeeUnits: 2 });
    const [, maker, taker] = stage.facts.cohorts;
    expect([maker.feesPaidUnits, taker.feesPaidUnits]).toEqual([1, 2]);
  });

  it('may be rebates to the maker, which are rounded down', () => {
    const stage = charged(-400, 1_000); // of 3,003: 1.2 and 3.003
    expect([stage.balance('maker'), stage.balance('taker')]).toEqual([10_001, 9996]);
    expect(stage.facts.trades[0].makerFeeUnits).toBe(-1);
    expect(stage.world.ledger.balanceOf(stage.world.venues[0].fees)).toBe(3);
    expect(stage.facts.cohorts[1].feesPaidUnits).toBe(-1);
  });

  it('nobody pays where they are 0', () => {
    const stage = charged(0, 0);
    expect(stage.world.ledger.balanceOf(stage.world.venues[0].fees)).toBe(0);
    expect([stage.balance('maker'), stage.balance('taker')]).toEqual([10_000, 10_000]);
  });
});

describe('the root of a breach by one’s own trade', () => {
  /** Sells one of ten lots: 1 lost by the price, a fee on top. */
  function sold(wealth: number, takerFeePpm: number, priceTicks: number): string {
    return new Stage({
      venue: {
        takerFeePpm,
        instruments: [instrument({ mark: { kind: 'index' }, margin: flatMargin(10_000, 9_000) })],
      },
      traders: [quoter(`bids ${priceTicks}x99`), { name: 'a', wealth, holds: [{ lots: 10 }] }],
    })
      .at(SECOND, 'a', (decision) => decision.market(SELL, 1))
      .finish()
      .tree();
  }

  it('is the fee, when without it the account were sound', () => {
    // 9 lots need 81. 91 at first; sold at 1000, a fee of 1 % is 10.
    expect(sold(92, 10_000, 1000)).toBe('');
    expect(sold(91, 10_000, 1000)).toBe('fee: a');
  });

  it('is the trader, when the price alone did it', () => {
    expect(sold(91, 0, 991)).toBe('');
    expect(sold(91, 0, 990)).toBe('agent:a: a');
    expect(sold(91, 10_000, 990)).toBe('agent:a: a');
  });
});

describe('the root of a breach by another’s trade', () => {
  it('is the maker’s fee, when without it the account were sound', () => {
    const run = (wealth: number): string =>
      new Stage({
        venue: {
          makerFeePpm: 10_000,
          instruments: [instrument({ mark: { kind: 'index' }, margin: flatMargin(0, 9_000) })],
        },
        traders: [quoter(''), { name: 'a', wealth, holds: [{ lots: 10 }], orders: 'asks 1000x1' }],
      })
        .at(SECOND, 'quoter', (decision) => decision.market(BUY, 1))
        .finish()
        .tree();
    expect(run(92)).toBe('');
    expect(run(91)).toBe('fee: a');
  });
});

describe('funding', () => {
  const rules: FundingRules = {
    everyUs: 10 * SECOND,
    interestPpb: 1_500_000, // 0.15 %
    clampPpb: 10_000_000,
    capPpb: 10_000_000,
  };

  function funded(traders: readonly Trader[], change: Partial<FundingRules> = {}): Stage {
    return new Stage({
      venue: { instruments: [instrument({ funding: { ...rules, ...change } })] },
      traders: [quoter(''), ...traders],
      scenario: { durationUs: 15 * SECOND },
    });
  }

  it('goes from longs to shorts, rounded against both, the crumb to its account', () => {
    const stage = funded([
      { name: 'long', wealth: 100_000, holds: [{ lots: 3 }] }, // 4.5
      { name: 'other', wealth: 100_000, holds: [{ lots: 5 }] }, // 7.5
      { name: 'short', wealth: 100_000, holds: [{ lots: -7 }] }, // 10.5
    ]).finish();
    expect(['long', 'other', 'short'].map((name) => stage.balance(name))).toEqual([
      99_995, 99_992, 100_010,
    ]);
    expect(stage.balance('quoter')).toBe(1); // 1.5: short one lot
    expect(stage.world.ledger.balanceOf(stage.world.venues[0].rounding)).toBe(2);
    expect(stage.facts.fundings).toEqual([
      { timeUs: 10 * SECOND, instrument: 0, ratePpb: 1_500_000, paidUnits: 13 },
    ]);
    expect(stage.facts.cohorts.map(({ fundingPaidUnits }) => fundingPaidUnits)).toEqual([
      -1, 5, 8, -10, 0,
    ]);
  });

  it('goes from shorts to longs when the rate is below 0', () => {
    const stage = funded(
      [
        { name: 'long', wealth: 100_000, holds: [{ lots: 3 }] },
        { name: 'short', wealth: 100_000, holds: [{ lots: -3 }] },
      ],
      { interestPpb: -1_500_000 },
    ).finish();
    expect([stage.balance('long'), stage.balance('short')]).toEqual([100_004, 99_995]);
    expect(stage.facts.fundings[0]).toMatchObject({ ratePpb: -1_500_000, paidUnits: 5 });
  });

  it('moves nothing at a rate of 0, and comes again after its interval', () => {
    const stage = new Stage({
      venue: { instruments: [instrument({ funding: { ...rules, interestPpb: 0 } })] },
      traders: [quoter(''), { name: 'long', wealth: 100_000, holds: [{ lots: 3 }] }],
      scenario: { durationUs: 35 * SECOND },
    }).finish();
    expect(stage.balance('long')).toBe(100_000);
    expect(stage.facts.fundings.map(({ timeUs }) => timeUs / SECOND)).toEqual([10, 20, 30]);
    expect(stage.facts.fundings[0]).toMatchObject({ ratePpb: 0, paidUnits: 0 });
  });

  it('that brings an account into breach is the root of its liquidation', () => {
    const stage = funded([
      { name: 'long', wealth: 5, holds: [{ lots: 3 }] },
      { name: 'richer', wealth: 6, holds: [{ lots: 3 }] },
      shortTo('short', 7, 1100),
    ]).finish();
    expect(stage.tree()).toBe('funding: long');
  });

  it('goes by the mark, and by the premium since the last settlement', () => {
    const jump: Shock = {
      name: 'jump',
      kind: 'priceJump',
      atUs: 5 * SECOND,
      venue: 0,
      instrument: 0,
      size: 0.2,
    };
    const stage = new Stage({
      venue: {
        instruments: [
          instrument({
            mark: { kind: 'index' },
            funding: { ...rules, interestPpb: 0, clampPpb: 0, capPpb: 900_000_000 },
          }),
        ],
      },
      traders: [
        quoter('bids 1004x9 asks 1006x9'),
        { name: 'long', wealth: 100_000, holds: [{ lots: 3 }] },
      ],
      shocks: [jump],
      scenario: { durationUs: 25 * SECOND },
    }).finish();
    // 0.5 % for 5 s, then 1005 against 1200: −16.25 % for 5 s, and for the next 10 s.
    expect(stage.facts.fundings.map(({ ratePpb }) => ratePpb)).toEqual([-78_750_000, -162_500_000]);
    // 3 × 1200 × rate: 283.5 and 585.
    expect(stage.balance('long')).toBe(100_000 + 283 + 585);
  });
});
