import { expect, it } from 'vitest';
import { moments } from '../../src/metrics/statistics/moments.js';
import type { Summary } from '../../src/metrics/summary.js';
import { simulateScenario } from '../../src/run/simulate-scenario.js';
import { shippedScenario } from '../helpers/shipped-scenario.js';

const SEEDS = 100;

function summaries(overrides: readonly string[]): readonly Summary[] {
  const scenario = shippedScenario('small-venue', overrides);
  return Array.from(
    { length: SEEDS },
    (_, row) => simulateScenario(scenario, String(row + 1)).summary,
  );
}

function losses(runs: readonly Summary[]): readonly number[] {
  return runs.map(({ uncoveredLossUnits }) => uncoveredLossUnits);
}

/** Variance of the differences ÷ that of differences of independent runs, as in pairs.csv. */
function varianceRatio(left: readonly number[], right: readonly number[]): number {
  const differences = left.map((value, row) => value - right[row]);
  const independent = moments([...left]).variance + moments([...right]).variance;
  return moments(differences).variance / independent;
}

it('on the same draws, twice the fund differs from once by far less than between independent runs', () => {
  const once = summaries([]);
  const twice = losses(summaries(['venue.insuranceFund.initial=20k']));
  const branching = once.map((run) => run.branchingRatio).filter((ratio) => !Number.isNaN(ratio));
  expect(moments(branching).mean).toBeGreaterThan(0.1);
  expect(moments(branching).mean).toBeLessThan(0.9); // subcritical
  expect(varianceRatio(losses(once), twice)).toBeLessThan(0.2);
  const otherDraws = [...twice.slice(1), twice[0]];
  expect(varianceRatio(losses(once), otherDraws)).toBeGreaterThan(0.5);
});
