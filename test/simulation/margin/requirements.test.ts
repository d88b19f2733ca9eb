import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../src/scenario/expressions/parse-expression.js';
import {
  MARGIN_STEP_VARIABLES,
  type MarginSchedule,
  type MarginSteps,
} from '../../../src/scenario/scenario.js';
import type { MarginChangeShock } from '../../../src/scenario/shocks/shock.js';
import { flatMargin, instrument, SECOND } from '../../helpers/scenarios.js';
import { quoter, Stage, type Trader } from '../../helpers/stage.js';

/** From 10 s to 20 s; the rates as they are. */
function change(what: Partial<MarginChangeShock>): MarginChangeShock {
  const when = { atUs: 10 * SECOND, forUs: 10 * SECOND };
  const where = { venue: 0, instrument: 0 };
  return {
    name: 'm',
    kind: 'marginChange',
    ...when,
    ...where,
    schedule: null,
    factor: 1,
    of: 'both',
    ...what,
  };
}

const BASE = flatMargin(100_000, 50_000);

interface Setting {
  readonly margin?: MarginSchedule;
  readonly marginSteps?: MarginSteps;
  readonly traders?: readonly Trader[];
}

/** Two instruments under the same schedule at 1000; changes are aimed at the first, if not said. */
function market(changes: readonly MarginChangeShock[], setting: Setting = {}): Stage {
  const { margin = BASE, marginSteps, traders = [] } = setting;
  const rules = { mark: { kind: 'index' } as const, margin };
  const first = marginSteps ? instrument({ ...rules, marginSteps }) : instrument(rules);
  const second = instrument({ ...rules, name: 'OTHER' });
  return new Stage({
    venue: { instruments: [first, second] },
    traders: [quoter('bids 1000x99 / bids 1000x99', [0, 1]), ...traders],
    shocks: changes.map((it, row) => ({ ...it, name: `m${row}` })),
  });
}

/** [initial, maintenance] in force at a time, in parts per million. */
function rates(stage: Stage, atS: number, row = 0): number[] {
  stage.run(atS * SECOND);
  const tiers = stage.world.margin.tiers[row];
  return [tiers.initialPpm[0], tiers.maintenancePpm[0]];
}

describe('what a venue requires under margin changes', () => {
  it.each([
    ['both rates', 'both', 200_000, 100_000],
    ['the initial one alone', 'initial', 200_000, 50_000],
    ['the maintenance one alone', 'maintenance', 100_000, 100_000],
  ] as const)('is multiplied: %s', (_, of, initialPpm, maintenancePpm) => {
    const stage = market([change({ factor: 2, of })]);
    expect(rates(stage, 9)).toEqual([100_000, 50_000]);
    expect(rates(stage, 10)).toEqual([initialPpm, maintenancePpm]);
    expect(rates(stage, 20)).toEqual([100_000, 50_000]);
  });

  it('is never less to open a position than to keep it', () => {
    expect(rates(market([change({ factor: 3, of: 'maintenance' })]), 10)).toEqual([
      150_000, 150_000,
    ]);
    expect(rates(market([change({ factor: 0.25, of: 'initial' })]), 10)).toEqual([50_000, 50_000]);
  });

  it('is rounded up, but for the noise of a product of doubles', () => {
    // 50,000 × 1.1 is 55,000.00000000001 in doubles.
    expect(rates(market([change({ factor: 1.1 })]), 10)).toEqual([110_000, 55_000]);
    expect(rates(market([change({ factor: 1.000011 })]), 10)).toEqual([100_002, 50_001]);
  });

  it('is at most the whole notional, each rate by itself', () => {
    expect(rates(market([change({ factor: 15 })]), 10)).toEqual([1_000_000, 750_000]);
    expect(rates(market([change({ factor: 30 })]), 10)).toEqual([1_000_000, 1_000_000]);
  });

  it('is that of the schedule that began last, whatever their order in the scenario', () => {
    const early = change({ schedule: flatMargin(300_000, 60_000), factor: 2 });
    const late = change({ schedule: flatMargin(400_000, 70_000), atUs: 15 * SECOND });
    for (const changes of [
      [early, late],
      [late, early],
    ]) {
      const stage = market(changes);
      expect(rates(stage, 14)).toEqual([600_000, 120_000]);
      expect(rates(stage, 15)).toEqual([800_000, 140_000]);
      expect(rates(stage, 20)).toEqual([400_000, 70_000]);
      expect(rates(stage, 25)).toEqual([100_000, 50_000]);
    }
  });

  it('is that of a schedule in force from the start', () => {
    const stage = market([change({ schedule: flatMargin(300_000, 60_000), atUs: 0 })]);
    expect(rates(stage, 1)).toEqual([300_000, 60_000]);
    expect(rates(stage, 10)).toEqual([100_000, 50_000]);
  });

  it('is that of the later in the scenario where two begin at once', () => {
    const one = change({ schedule: flatMargin(300_000, 60_000) });
    const other = change({ schedule: flatMargin(400_000, 70_000) });
    expect(rates(market([one, other]), 10)).toEqual([400_000, 70_000]);
    expect(rates(market([other, one]), 10)).toEqual([300_000, 60_000]);
  });

  it('keeps a schedule in force while a change without one begins', () => {
    const stage = market([
      change({ schedule: flatMargin(300_000, 60_000) }),
      change({ factor: 2, atUs: 15 * SECOND }),
    ]);
    expect(rates(stage, 15)).toEqual([600_000, 120_000]);
  });

  it('is that of the published step times all changes', () => {
    const factor = parseExpression('3', MARGIN_STEP_VARIABLES);
    const marginSteps = { everyUs: 5 * SECOND, factor, memoryUs: SECOND, startVolatility: 0 };
    const stage = market([change({ factor: 2, of: 'maintenance' })], { marginSteps });
    expect(rates(stage, 9)).toEqual([300_000, 150_000]);
    expect(rates(stage, 10)).toEqual([300_000, 300_000]);
  });

  it('rises without a jump from tier to tier', () => {
    const margin: MarginSchedule = {
      tiers: [
        { upToUnits: 10_000, initialPpm: 100_000, maintenancePpm: 50_000, deductionUnits: 0 },
        { upToUnits: Infinity, initialPpm: 200_000, maintenancePpm: 100_000, deductionUnits: 500 },
      ],
    };
    const holder: Trader = { name: 'a', wealth: 9000, holds: [{ lots: 20 }] };
    const stage = market([change({ factor: 3 })], { margin, traders: [holder] });
    const required = (): number => stage.world.margin.maintenanceUnits(stage.account('a'));
    stage.run(9 * SECOND);
    expect(required()).toBe(1500);
    stage.run(10 * SECOND);
    expect(required()).toBe(4500); // 15 % of 10,000 and 30 % of the rest
  });

  it('concerns the instrument it is aimed at, and who has a position there', () => {
    const on = (name: string, row: number): Trader => ({
      name,
      instruments: [row],
      wealth: 900,
      holds: [{ instrument: row, lots: 10 }],
    });
    const stage = market([change({ factor: 2, instrument: 1 })], {
      traders: [on('first', 0), on('second', 1)],
    });
    expect(rates(stage, 10, 0)).toEqual([100_000, 50_000]);
    expect(rates(stage, 10, 1)).toEqual([200_000, 100_000]);
    expect(stage.tree()).toBe('rule: second');
  });

  it('is what traders know of the instrument from then on', () => {
    const stage = market([change({ factor: 2, instrument: 1 })]);
    stage.run(10 * SECOND);
    const known = stage.world.populations[0].facts.map(({ margin }) => margin.tiers[0].initialPpm);
    expect(known).toEqual([100_000, 200_000]);
  });
});
