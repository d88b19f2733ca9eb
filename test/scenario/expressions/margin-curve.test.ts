import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MarginSchedule } from '../../../src/scenario/scenario.js';
import { loadScenario } from '../../../src/scenario/load.js';
import {
  initialUnits,
  maintenanceUnits,
  MarginTiers,
} from '../../../src/simulation/margin/margin-schedule.js';
import { edited, problemsOf } from '../scenario-text.js';

const TIERS = `      margin:
        tiers:
          - { upTo: 50k, initial: 0.8%, maintenance: 0.4% }
          - { upTo: 250k, initial: 1%, maintenance: 0.5% }
          - { initial: 2%, maintenance: 1% }`;
const UNITS = 10_000; // a unit is 0.0001 USDT

function withMargin(margin: string): string {
  return edited([TIERS, `      margin: ${margin}`]);
}

function scheduleOf(margin: string): MarginSchedule {
  return loadScenario('x.yaml', withMargin(margin)).scenario.venues[0].instruments[0].margin;
}

describe('margin rates as formulas of the notional', () => {
  const curve = (edges: string) =>
    `{ initial: "min(1, max(0.01, 2e-5 * sqrt(notional)))", maintenance: "min(0.5, max(0.005, 1e-5 * sqrt(notional)))", edges: ${edges} }`;

  it('become tiers whose edges hold the formulas', () => {
    const { tiers } = scheduleOf(curve('[250k, 1M, 4M]'));
    expect(tiers).toEqual([
      { upToUnits: 2_500_000_000, initialPpm: 10_000, maintenancePpm: 5000, deductionUnits: 0 },
      // 10,000 at 1M and 1250 at 250k: (10000 − 1250) ÷ 750000, upwards
      {
        upToUnits: 10_000_000_000,
        initialPpm: 20_000,
        maintenancePpm: 11_667,
        deductionUnits: 16_667_500,
      },
      {
        upToUnits: Infinity,
        initialPpm: 40_000,
        maintenancePpm: 23_334,
        deductionUnits: 133_337_500,
      },
    ]);
  });

  it('are never below the formula, nor a millionth of the notional above it at the edges', () => {
    const tiers = new MarginTiers(scheduleOf(curve('{ from: 10k, to: 100M, count: 40 }')));
    const maintenance = (notional: number) =>
      notional * Math.max(0.005, 1e-5 * Math.sqrt(notional));
    expect(tiers.count).toBe(40);
    for (const edge of tiers.upToUnits.subarray(0, -1)) {
      const exact = maintenance(edge / UNITS) * UNITS;
      expect(maintenanceUnits(tiers, edge)).toBeGreaterThanOrEqual(exact - 1);
      expect(maintenanceUnits(tiers, edge)).toBeLessThanOrEqual(exact + edge / 1e6 + 2);
    }
    const units = fc.integer({ min: 1, max: 1_000_000 * UNITS * 100 });
    fc.assert(
      fc.property(units, (notional) => {
        const exact = maintenance(notional / UNITS) * UNITS;
        expect(maintenanceUnits(tiers, notional)).toBeGreaterThanOrEqual(exact - 1);
        expect(initialUnits(tiers, notional)).toBeGreaterThanOrEqual(2 * exact - 1);
      }),
      { seed: 20210519, numRuns: 500 },
    );
  });

  it.each([
    [0.01, 10_000],
    [0.0023456789, 2346],
  ])('of %d everywhere are flat at %d millionths', (rate, ratePpm) => {
    const edges = '{ from: 1k, to: 77M, count: 100 }';
    const { tiers } = scheduleOf(`{ initial: 0.02, maintenance: ${rate}, edges: ${edges} }`);
    expect(new Set(tiers.map((tier) => tier.maintenancePpm))).toEqual(new Set([ratePpm]));
    expect(tiers.every((tier) => tier.deductionUnits === 0)).toBe(true);
  });

  it.each([
    ['{ initial: "0.1 - notional / 1e8", maintenance: 0.01, edges: [1M, 2M] }', /never fall/],
    ['{ initial: 0.1, maintenance: "0.02 - notional / 1e9", edges: [1M, 9M] }', /never fall/],
    [
      '{ initial: 0.01, maintenance: 0.02, edges: [1M] }',
      /found initial 0.01 and maintenance 0.02 at a notional of 1000000$/,
    ],
    ['{ initial: "2 + notional", maintenance: 0.02, edges: [1M] }', /rates from 0 to 1/],
    ['{ initial: 1, maintenance: "notional / 10k", edges: [1k] }', /found "k"/],
    [
      '{ initial: 1, maintenance: "min(1, notional / 1e6)", edges: [100k, 1M] }',
      /no faster than the notional/,
    ],
    [
      '{ initial: 1, maintenance: 0.1, edges: [2M, 1M] }',
      /margin\.edges\[1\] expected more than the edge before, found 1000000$/,
    ],
    ['{ initial: 1, maintenance: 0.1, edges: [] }', /expected from 1 to 100 edges, found 0$/],
    [
      '{ initial: 1, maintenance: 0.1, edges: { from: 2M, to: 1M, count: 3 } }',
      /edges expected more than the edge before/,
    ],
    [
      '{ initial: "1 +* notional", maintenance: 0.1, edges: [1M] }',
      /expected an expression that can be read/,
    ],
    [
      '{ initial: 1, maintenance: "volatility", edges: [1M] }',
      /maintenance expected a variable \(notional\), found "volatility"$/,
    ],
  ])('%s is refused', (margin, report) => {
    const problems = problemsOf(withMargin(margin));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(report);
  });

  it('are written out in the resolved scenario, which is read back as the same', () => {
    const loaded = loadScenario('x.yaml', withMargin(curve('[250k, 1M]')));
    const again = loadScenario('x.yaml', JSON.stringify(loaded.resolved));
    expect(again.scenario).toEqual(loaded.scenario);
    expect(again.hash).toBe(loaded.hash);
    expect(JSON.stringify(loaded.resolved)).toContain('2e-5 * sqrt(notional)');
  });
});
