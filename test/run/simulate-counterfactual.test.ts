import { describe, expect, it } from 'vitest';
import { simulateScenario } from '../../src/run/simulate-scenario.js';
import { simulateCounterfactual } from '../../src/run/simulate-counterfactual.js';
import { shippedScenario } from '../helpers/shipped-scenario.js';

/** Every scenario that ships, as far as its first liquidations go in a second or so. */
const LENGTHS = [
  ['august-2024', '1m', 0],
  ['benchmark', '1s', 0],
  ['calm-market', '1m', 0],
  ['cross-margin-contagion', '25m5s', 100],
  ['engine-stall', '15m', 10],
  ['fund-exhausted', '12m55s', 10],
  ['market-makers-leave', '11m30s', 10],
  ['may-2021-crash', '90m', 100],
  ['okex-2018', '12m', 10],
  ['oracle-lag', '19m', 10],
  ['replay', '85m40s', 10],
  ['short-squeeze', '9m15s', 10],
  ['small-venue', '10m', 0],
  ['thin-book', '19m', 2],
] as const;

describe('the counterfactual of a scenario that ships', () => {
  it.each(LENGTHS)('%s keeps its books, and asks no layer for anything', (name, length, least) => {
    const scenario = shippedScenario(name, [`duration=${length}`]);
    const { counterfactual, factual, summary } = simulateCounterfactual(scenario, '1');
    const without = counterfactual.summary;
    expect(without.conservationError).toBe(0);
    expect(without.insuranceFundEndUnits).toBe(without.insuranceFundStartUnits);
    expect(without.insuranceFundMinUnits).toBe(without.insuranceFundStartUnits);
    expect([without.badDebtUnits, without.deleveragedNotionalUnits]).toEqual([0, 0]);
    expect(factual.summary.liquidations).toBeGreaterThanOrEqual(least);
    // Where nobody is liquidated: event for event the same run.
    const isQuiet = factual.summary.liquidations === 0;
    expect(isQuiet).toBe(least === 0);
    expect(counterfactual.eventHash === factual.eventHash).toBe(isQuiet);
    const { maxMarkDrawdownPct } = factual.summary;
    if (isQuiet) {
      const netBranchingRatio = NaN;
      const same = { maxMarkDrawdownPct, amplification: 1, netBranchingRatio };
      expect(summary.counterfactual).toEqual(same);
    } else {
      expect(without.liquidations).toBeGreaterThan(0);
      expect(without.maxMarkDrawdownPct).toBe(summary.counterfactual!.maxMarkDrawdownPct);
      if (name === 'may-2021-crash') {
        expect(summary.counterfactual!.amplification).toBeGreaterThanOrEqual(1);
      }
    }
  });
});

describe('a run beside its counterfactual', () => {
  it('is the run alone, and each has listeners of its own', () => {
    const scenario = shippedScenario('okex-2018', ['duration=12m']);
    const alone = simulateScenario(scenario, '1');
    const heard = { factual: 0, counterfactual: 0 };
    const { counterfactual, factual, summary } = simulateCounterfactual(scenario, '1', {
      factual: { liquidationStarted: ({ isFirstLeg }) => (heard.factual += Number(isFirstLeg)) },
      counterfactual: {
        liquidationStarted: ({ isFirstLeg }) => (heard.counterfactual += Number(isFirstLeg)),
      },
    });
    expect(factual.eventHash).toBe(alone.eventHash);
    const { counterfactual: _, ...same } = summary;
    expect(same).toEqual(alone.summary);
    expect(heard).toEqual({
      factual: factual.summary.liquidations,
      counterfactual: counterfactual.summary.liquidations,
    });
    expect(heard.factual).toBeGreaterThan(heard.counterfactual);
    expect(heard.counterfactual).toBeGreaterThan(0);
  });
});
