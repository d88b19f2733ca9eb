import { describe, expect, it } from 'vitest';
import { type Outcome, outcomeOf } from '../helpers/outcome.js';
import { pairedDifference } from '../helpers/paired-difference.js';
import { shippedScenario } from '../helpers/shipped-scenario.js';

const SEEDS = ['1', '2', '3', '4', '5'];

/** What the seeds of a scenario come to, with these settings changed. */
function arm(name: string, ...overrides: string[]): readonly Outcome[] {
  const scenario = shippedScenario(name, overrides);
  return SEEDS.map((seed) => outcomeOf(scenario, seed));
}

/** Expects more in the first arm: the 95 % interval of the mean difference lies above `atLeast`. */
function expectMore(
  of: (outcome: Outcome) => number,
  [changed, other]: readonly (readonly Outcome[])[],
  atLeast = 0,
): void {
  expect(pairedDifference(changed.map(of), other.map(of)).low).toBeGreaterThan(atLeast);
}

describe('failures act the right way round, on the same draws', () => {
  it('a liquidation engine that stalls in a fall leaves more bad debt', () => {
    const shortened = 'duration=28m';
    const arms = [arm('engine-stall', shortened), arm('engine-stall', shortened, 'shocks={}')];
    expectMore(({ badDebt }) => badDebt, arms);
    expectMore(({ meanLiquidationS }) => meanLiquidationS, arms);
  });

  it('an oracle that lags liquidates later and at larger shortfalls; a median mark helps', () => {
    const median = 'venue.instruments.BTC-PERP.mark={kind: median}';
    const [late, onTime, lateMedian] = ['duration=28m', 'shocks={}', median].map((change) =>
      arm('oracle-lag', 'duration=28m', change),
    );
    expectMore(({ firstLiquidationS }) => firstLiquidationS, [late, onTime]);
    expectMore(({ meanLiquidationS }) => meanLiquidationS, [late, onTime], 60);
    expectMore(({ badDebt, liquidations }) => badDebt / liquidations, [late, onTime]);
    expectMore(({ badDebt }) => badDebt, [late, lateMedian]);
  });

  it('a market falls further where makers take longer to come back', () => {
    const name = 'market-makers-leave';
    const soon = 'shocks.retreat.refill=30s';
    const arms = [arm(name, 'duration=15m'), arm(name, 'duration=15m', soon)];
    expectMore(({ markFallPct }) => markFallPct, arms, 1);
    expectMore(({ liquidations }) => liquidations, arms);
  });

  it('a market falls further on a tenth of the depth', () => {
    const depth = 'populations.makers.depth.lognormal.median';
    const arms = [0.4, 4].map((size) =>
      arm('market-makers-leave', 'duration=15m', 'shocks.retreat.share=0.1%', `${depth}=${size}`),
    );
    expectMore(({ markFallPct }) => markFallPct, arms);
  });

  it('a smaller insurance fund leaves more of the losses to others', () => {
    const arms = ['0', '50k'].map((initial) =>
      arm('fund-exhausted', 'duration=17m', `venue.insuranceFund.initial=${initial}`),
    );
    expectMore(({ uncoveredLoss }) => uncoveredLoss, arms);
    expectMore(({ paidBySocialisation }) => paidBySocialisation, arms);
  });
});
