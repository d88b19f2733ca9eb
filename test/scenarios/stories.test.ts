import { expect, it } from 'vitest';
import { type Outcome, outcomeOf } from '../helpers/outcome.js';
import { shippedScenario } from '../helpers/shipped-scenario.js';

const STORIES: Record<string, (outcome: Outcome) => void> = {
  'okex-2018': ({ paidBySocialisation, paidByDeleveraging, clawbackShare, badDebt }) => {
    expect(paidByDeleveraging).toBe(0);
    expect(paidBySocialisation).toBeGreaterThan(0.9 * badDebt);
    expect(clawbackShare).toBeGreaterThan(0.1);
    expect(clawbackShare).toBeLessThan(0.5);
  },
  'fund-exhausted': ({ paidByFund, paidByDeleveraging, paidBySocialisation }) => {
    expect(paidByFund).toBeGreaterThan(5000);
    expect(paidByDeleveraging).toBeGreaterThan(0);
    expect(paidBySocialisation).toBeGreaterThan(0);
  },
  'short-squeeze': ({ markRisePct, liquidations, cascadeDepth }) => {
    expect(markRisePct).toBeGreaterThan(5);
    expect(liquidations).toBeGreaterThan(100);
    expect(cascadeDepth).toBeGreaterThan(1);
  },
  'engine-stall': ({ badDebt }) => expect(badDebt).toBeGreaterThan(5000),
  'oracle-lag': ({ badDebt }) => expect(badDebt).toBeGreaterThan(15_000),
  'market-makers-leave': ({ markFallPct }) => expect(markFallPct).toBeGreaterThan(5),
};

it.each(Object.entries(STORIES))('%s shows what it is about', (name, check) => {
  const outcome = outcomeOf(shippedScenario(name), '1');
  expect(outcome.conservationError).toBe(0);
  check(outcome);
});

it('one account for all instruments carries a fall of one to the others', () => {
  const name = 'cross-margin-contagion';
  const cross = outcomeOf(shippedScenario(name), '1');
  const isolated = ['populations.portfolios.margin=isolated'];
  const [btc, eth, sol] = outcomeOf(shippedScenario(name, isolated), '1').liquidatedNotional;
  expect(cross.conservationError).toBe(0);
  expect(sol).toBeGreaterThan(1e6);
  expect(cross.liquidatedNotional[0]).toBeGreaterThan(100 * (btc + 1));
  expect(cross.liquidatedNotional[1]).toBeGreaterThan(100 * (eth + 1));
});

it('a crowd of shorts carries a rise further', () => {
  const crowded = outcomeOf(shippedScenario('short-squeeze'), '1');
  const empty = ['populations.shorts.standing=none'];
  const alone = outcomeOf(shippedScenario('short-squeeze', empty), '1');
  expect(crowded.markRisePct).toBeGreaterThan(alone.markRisePct + 0.5);
});
