import { describe, expect, it } from 'vitest';
import { BUY, SELL } from '../../../src/events/sink.js';
import type { Keeper } from '../../../src/scenario/scenario.js';
import type { OpenLiquidation } from '../../../src/simulation/agents/agent.js';
import { Keepers } from '../../../src/simulation/agents/keeper.js';
import { contextOf, facts, populationBase, TestView, Waker } from './view.js';

const population: Keeper = {
  ...populationBase(3),
  kind: 'keeper',
  lookRate: 2,
  requiredProfit: { kind: 'fixed', value: 1_000 },
  costPpm: 1_000, // 10 ticks a lot at 10,000
  disposalFraction: 0.2,
};

const longAtDiscount: OpenLiquidation = {
  liquidation: 7,
  instrument: 0,
  side: BUY,
  lots: 10,
  priceTicks: 9_890,
  markTicks: 10_000,
};

function look(
  { liquidations = [longAtDiscount], ...change }: Partial<TestView>,
  of: Keeper = population,
): string[] {
  const view = Object.assign(new TestView(), change, { liquidations });
  return new Waker().wake(new Keepers(of, contextOf()), 0, view);
}

describe('keepers', () => {
  it('take lots when the discount less the costs brings the profit they require', () => {
    // (110 − 10) ticks × 10 lots = 1,000 units, just what is required.
    expect(look({})).toEqual(['take over 10 of 7']);
    expect(look({ liquidations: [{ ...longAtDiscount, priceTicks: 9_891 }] })).toEqual([]);
    expect(look({ liquidations: [{ ...longAtDiscount, lots: 9 }] })).toEqual([]);
  });

  it('take shorts that are closed above the mark', () => {
    const short = { ...longAtDiscount, side: SELL, priceTicks: 10_110 } as const;
    expect(look({ liquidations: [short] })).toEqual(['take over 10 of 7']);
    expect(look({ liquidations: [{ ...short, priceTicks: 9_890 }] })).toEqual([]);
  });

  it('take no more than their capital carries, over all liquidations together', () => {
    // 150,000 units carry 1,500 lots at 1 % of 10,000 ticks.
    const large = { ...longAtDiscount, lots: 1_000 };
    const liquidations = [large, { ...large, liquidation: 8 }, { ...large, liquidation: 9 }];
    const view = { equityUnits: 150_000, liquidations };
    expect(look(view)).toEqual(['take over 1000 of 7', 'take over 500 of 8']);
    expect(look({ ...view, positionLots: 1_450 })).toEqual(['take over 50 of 7']);
    expect(look({ ...view, positionLots: 1_500 })).toEqual([]);
    expect(look({ ...view, equityUnits: -1 })).toEqual([]);
    const unmargined = { ...population, marginMode: 'unmargined' as const };
    expect(look({ ...view, equityUnits: 0 }, unmargined)).toHaveLength(3);
  });

  it('leave liquidations on other instruments to other looks', () => {
    expect(look({ liquidations: [{ ...longAtDiscount, instrument: 1 }] })).toEqual([]);
  });

  it('dispose of a share of their inventory at each look, at least one lot', () => {
    const disposed = (inventoryLots: number): string[] => look({ inventoryLots, liquidations: [] });
    expect(disposed(100)).toEqual(['dispose of 20']);
    expect(disposed(-100)).toEqual(['dispose of 20']);
    expect(disposed(1)).toEqual(['dispose of 1']);
    expect(disposed(-2)).toEqual(['dispose of 1']);
    expect(disposed(0)).toEqual([]);
  });

  it('neither take over nor dispose of lots while they wait for an answer', () => {
    expect(look({ inventoryLots: 100, messagesOnTheWay: 1 })).toEqual([]);
  });

  it('look at each instrument at their rate, each with a required profit of its own', () => {
    const drawn = {
      ...population,
      requiredProfit: { kind: 'uniform', from: 0, to: 2_000 } as const,
    };
    const two = contextOf([facts, { ...facts, row: 1 }]);
    expect(new Keepers(drawn, two).wakesPerSecond).toBe(3 * 2 * 2);

    const keepers = new Keepers({ ...drawn, count: 200 }, contextOf());
    const view = Object.assign(new TestView(), { liquidations: [longAtDiscount] });
    let willing = 0;
    for (let agent = 0; agent < 200; agent++) {
      willing += new Waker().wake(keepers, agent, view).length;
    }
    expect(Math.abs(willing - 100)).toBeLessThan(3.5 * Math.sqrt(50));
  });
});
