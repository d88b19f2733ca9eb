import { describe, expect, it } from 'vitest';
import type { Units } from '../../../src/core/units.js';
import { BUY, SELL } from '../../../src/events/sink.js';
import { compareWithout } from '../../../src/metrics/counterfactual.js';
import { RunMetrics } from '../../../src/metrics/run-metrics.js';
import { summarise, type Summary } from '../../../src/metrics/summary.js';
import { fanOut } from '../../../src/metrics/fan-out.js';
import type { Shock } from '../../../src/scenario/scenario.js';
import { findOffers } from '../../../src/simulation/liquidation/keeper-offers.js';
import {
  fixed,
  flatMargin,
  idle,
  instrument,
  liquidation,
  SECOND,
} from '../../helpers/scenarios.js';
import { longTo, quoter, type Setting, shortTo, Stage } from '../../helpers/stage.js';

const plain = { venue: 0, instrument: 0 };

function sale(lots: number, atUs = SECOND): Shock {
  return { ...plain, name: 's', kind: 'marketOrder', atUs, side: 'sell', lots };
}

function purchase(lots: number, atUs = SECOND): Shock {
  return { ...plain, name: 'p', kind: 'marketOrder', atUs, side: 'buy', lots };
}

function without(setting: Setting): Stage {
  return new Stage({ ...setting, isCounterfactual: true });
}

/** Lots that the desk holds on an instrument, and its money. */
function deskOf({ world }: Stage, row = 0): { lots: number; balance: Units } {
  const { counterfactualDesk } = world.venues[world.instruments[row].venue];
  const position = world.margin.positionOn(counterfactualDesk, row);
  const { ledger } = world;
  return { lots: ledger.lotsOf(position), balance: ledger.balanceOf(counterfactualDesk) };
}

function summaryOf(stage: Stage): Summary {
  const metrics = new RunMetrics(stage.world.scenario);
  stage.sink = fanOut([stage.facts, ...metrics.listeners]);
  stage.finish();
  return summarise(stage.world.scenario, '1', metrics);
}

describe('without forced sales (LIQ-22)', () => {
  const ladder = quoter('bids 990x1 980x1 970x1 960x1 950x9');
  const cascade: Setting = {
    traders: [ladder, longTo('a', 1, 990), longTo('b', 1, 980), longTo('c', 1, 970)],
    shocks: [sale(1)],
  };

  it('the mark falls by what sets off the cascade, and the rest is self-made', () => {
    // With: the shock ends at 990, a sells at 980, b at 970, c at 960. Without: 990.
    const withSales = summaryOf(new Stage(cascade));
    const withoutSales = summaryOf(without(cascade));
    expect(withSales).toMatchObject({ maxMarkDrawdownPct: 4, liquidations: 3, cascadeDepth: 3 });
    expect(withoutSales).toMatchObject({ maxMarkDrawdownPct: 1, liquidations: 1, cascadeDepth: 1 });
    expect(compareWithout(withSales, withoutSales).counterfactual).toEqual({
      maxMarkDrawdownPct: 1,
      amplification: 4,
      netBranchingRatio: 1 - 1 / 3,
    });
  });

  it('the position goes to the desk at the mark, and no order is sent', () => {
    const run = without(cascade).finish();
    expect(run.end('a')).toMatchObject({
      side: BUY,
      lots: 1,
      closedLots: 1,
      closedTickLots: 990,
      shortfallUnits: 0,
      endReason: 'takenOver',
      timeUs: SECOND,
      endTimeUs: SECOND,
    });
    expect(run.facts.trades.map(({ taker }) => taker)).toEqual([run.world.shockDesk]);
    expect(run.lots('a')).toBe(0);
    expect(deskOf(run)).toEqual({ lots: 1, balance: 0 });
    expect(run.fund()).toBe(1_000_000);
  });

  it('a short goes there too, and open interest counts what the desk holds', () => {
    const setting = {
      traders: [quoter('bids 990x9 asks 1010x9'), longTo('a', 5, 990), shortTo('b', 2, 1010)],
      shocks: [sale(1), purchase(1, 2 * SECOND)],
    };
    const run = without(setting);
    const openLots = (): number => run.world.instruments[0].openInterestLots;
    run.run(SECOND);
    // a's long is the desk's, and the quoter bought one from the shock.
    expect([deskOf(run).lots, openLots()]).toEqual([5, 5]);
    run.finish();
    expect(run.end('b')).toMatchObject({ side: SELL, closedTickLots: 2 * 1010 });
    // b's short and a part of a's long are one position now, and net.
    expect(deskOf(run).lots).toBe(3);
    expect(openLots()).toBe(3);
  });

  it('nobody pays a fee, and what is left over stays with the account', () => {
    const rules = liquidation({ feePpm: 5_000, surplusTo: 'insuranceFund' });
    const margin = flatMargin(20_000, 5_000);
    const run = without({
      venue: { liquidation: rules, instruments: [instrument({ margin })] },
      traders: [quoter('bids 990x99'), { ...longTo('a', 10, 990), wealth: 120 }],
      shocks: [sale(1)],
    }).finish();
    expect(run.end('a')).toMatchObject({ feeUnits: 0, closedLots: 10 });
    expect(run.balance('a')).toBe(20);
    expect(run.fund()).toBe(1_000_000);
  });

  it('the desk pays what the account can not, and no fund, winner or venue is asked', () => {
    // Marks come every five seconds, after the price fell from 1000 to 970: 20 beyond what it has.
    const run = without({
      venue: {
        markEveryUs: 5 * SECOND,
        liquidation: liquidation({ waterfall: ['insuranceFund', 'deleverage', 'socialise'] }),
      },
      traders: [ladder, longTo('a', 1, 990), shortTo('winner', 1, 1500)],
      shocks: [sale(3)],
    }).finish();
    expect(run.end('a')).toMatchObject({ shortfallUnits: 0, closedTickLots: 970 });
    expect(run.balance('a')).toBe(0);
    expect(deskOf(run)).toEqual({ lots: 1, balance: -20 });
    expect(run.fund()).toBe(1_000_000);
    expect(run.facts.deleveragings).toEqual([]);
    expect(run.facts.socialised).toEqual([]);
    expect(run.facts.ended).toMatchObject({ openDeficitUnits: 0, conservationError: 0 });
    expect(run.facts.cohorts[1]).toMatchObject({ shortfallCoveredUnits: 20, finalEquityUnits: 0 });
  });

  it('open orders are cancelled first, in the name of the liquidation', () => {
    const run = without({
      ...cascade,
      traders: [ladder, longTo('a', 1, 990, 'asks 1100x1')],
    }).finish();
    expect(run.facts.cancels).toMatchObject([{ account: run.account('a'), lots: 1, cause: 1 }]);
  });

  it('the whole position goes at once where the rulebook closes it in steps', () => {
    const execution = { kind: 'steps', fractionPpm: 250_000, everyUs: SECOND } as const;
    const setting: Setting = {
      venue: { liquidation: liquidation({ execution }) },
      traders: [quoter('bids 990x3 980x99'), longTo('a', 10, 990)],
      shocks: [sale(1)],
    };
    expect(new Stage(setting).finish().end('a').endTimeUs).toBeGreaterThan(SECOND);
    expect(without(setting).finish().end('a')).toMatchObject({
      closedLots: 10,
      closedTickLots: 9900,
      endTimeUs: SECOND,
    });
  });

  it('keepers find nothing to buy', () => {
    const keeper = {
      ...idle('keeper', { wealth: fixed(1_000_000) }),
      kind: 'keeper',
      lookRate: 50,
      requiredProfit: fixed(0),
      costPpm: 0,
      disposalFraction: 1,
    } as const;
    const setting: Setting = {
      venue: {
        liquidation: liquidation({ execution: { kind: 'keepers', discountPpm: 10_000 } }),
        instruments: [instrument({ margin: flatMargin(20_000, 15_000) })],
      },
      traders: [ladder, { ...longTo('a', 1, 970) }],
      others: [keeper],
      shocks: [sale(2), { ...plain, name: 'h', kind: 'tradingHalt', atUs: SECOND, forUs: SECOND }],
    };
    const withSales = new Stage(setting).finish();
    expect(withSales.end('a')).toMatchObject({ endReason: 'takenOver', closedTickLots: 971 });
    const run = without(setting).run(1.5 * SECOND);
    expect(run.world.liquidations.open.size).toBe(1); // it waits for the end of the halt
    expect(findOffers(run.world, 0, Infinity)).toEqual([]);
    run.finish();
    expect(run.end('a')).toMatchObject({ endReason: 'takenOver', closedTickLots: 980 });
    expect(run.balance('a')).toBe(10);
  });

  it('it waits while trading is halted, and who is sound again then is not touched', () => {
    const halt = {
      ...plain,
      name: 'h',
      kind: 'tradingHalt',
      atUs: SECOND,
      forUs: 2 * SECOND,
    } as const;
    const waits = without({ ...cascade, shocks: [sale(1), halt] }).finish();
    expect(waits.end('a')).toMatchObject({ endReason: 'takenOver', timeUs: SECOND });
    expect(waits.end('a').endTimeUs).toBeGreaterThanOrEqual(3 * SECOND);
    const jump = { ...plain, name: 'j', kind: 'priceJump', size: -0.02 } as const;
    const byIndex: Setting = {
      venue: { instruments: [instrument({ mark: { kind: 'index' } })] },
      traders: [ladder, longTo('a', 1, 990)],
      shocks: [
        halt,
        { ...jump, atUs: SECOND },
        { ...jump, name: 'k', size: 0.05, atUs: 2 * SECOND },
      ],
    };
    const restored = without(byIndex).finish();
    expect(restored.end('a')).toMatchObject({ endReason: 'restored', closedLots: 0 });
    expect(restored.lots('a')).toBe(1);
  });

  it('it waits for an engine that is stalled', () => {
    const stall = { name: 'x', kind: 'liquidationEngineStall', venue: 0, instrument: 0 } as const;
    const shocks: Shock[] = [{ ...stall, atUs: SECOND / 2, forUs: 5 * SECOND }, sale(1)];
    const run = without({ ...cascade, shocks }).finish();
    expect(run.end('a')).toMatchObject({ endReason: 'takenOver', endTimeUs: 5.5 * SECOND });
  });

  it('it takes no turn at the matching engine', () => {
    const setting: Setting = {
      venue: { matching: { throughput: 1, queueLimit: 100 } },
      traders: [quoter('bids 990x9'), longTo('a', 1, 990), longTo('b', 1, 990)],
      shocks: [sale(1)],
    };
    const ends = (run: Stage): number[] => run.facts.ends.map(({ endTimeUs }) => endTimeUs);
    expect(ends(new Stage(setting).finish())).toEqual([SECOND, 2 * SECOND]);
    expect(ends(without(setting).finish())).toEqual([SECOND, SECOND]);
  });

  it('an account in cross margin hands over all its positions, each at its mark', () => {
    const two = [instrument({ name: 'ONE' }), instrument({ name: 'TWO', unitsPerTickLot: 3 })];
    const run = without({
      venue: { instruments: two },
      traders: [
        quoter('bids 950x99 asks 1050x9 / bids 900x9 asks 1001x9', [0, 1]),
        {
          name: 'a',
          mode: 'cross',
          instruments: [0, 1],
          wealth: 400,
          holds: [{ lots: 10 }, { instrument: 1, lots: -7 }],
        },
      ],
      shocks: [sale(1)],
    }).finish();
    expect(run.end('a')).toMatchObject({ instrument: 0, closedLots: 10, closedTickLots: 9500 });
    expect(run.end('a', 1)).toMatchObject({ instrument: 1, closedLots: 7, closedTickLots: 7000 });
    expect([deskOf(run, 0), deskOf(run, 1)]).toEqual([
      { lots: 10, balance: -100 },
      { lots: -7, balance: -100 },
    ]);
    expect(run.balance('a')).toBe(0);
  });

  it('each venue has a desk of its own, which pays funding like anyone', () => {
    const funding = { everyUs: 10 * SECOND, interestPpb: 1_000_000, clampPpb: 1e9, capPpb: 1e9 };
    const base = new Stage({ traders: [quoter('')] }).world.scenario.venues[0];
    const venues = ['one', 'two'].map((name) => ({
      ...base,
      name,
      instruments: [instrument({ funding })],
    }));
    const run = without({
      venues,
      traders: [
        quoter('bids 990x9 asks 1010x9', [0]),
        { ...quoter('bids 990x9 asks 1010x9'), name: 'other', venue: 1, instruments: [0] },
        longTo('a', 4, 990),
      ],
      shocks: [sale(1)],
    }).finish();
    expect(deskOf(run, 1)).toEqual({ lots: 0, balance: 0 });
    // Ten settlements of 0.1 % on 4 lots at 990, rounded up.
    expect(deskOf(run, 0)).toEqual({ lots: 4, balance: -40 });
    expect(run.facts.ended?.conservationError).toBe(0);
  });
});
