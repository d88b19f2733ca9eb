import { simulateScenario } from '../../src/run/simulate-scenario.js';
import type { Scenario } from '../../src/scenario/scenario.js';

/** What a run came to, as far as stories of failures speak of it; money in the settlement asset. */
export interface Outcome {
  readonly badDebt: number;
  readonly uncoveredLoss: number;
  readonly paidByFund: number;
  readonly paidByDeleveraging: number;
  readonly paidBySocialisation: number;
  readonly markFallPct: number;
  readonly markRisePct: number;
  readonly liquidations: number;
  readonly cascadeDepth: number;
  readonly firstLiquidationS: number;
  readonly meanLiquidationS: number;
  /** Liquidated notional by instrument, in the order of the scenario. */
  readonly liquidatedNotional: readonly number[];
  /** What winners paid as a share of the profits that they would have kept. */
  readonly clawbackShare: number;
  readonly conservationError: number;
}

export function outcomeOf(scenario: Scenario, seed: string): Outcome {
  const perAsset = 10 ** scenario.settlement.decimals;
  const startsS: number[] = [];
  const liquidatedNotional = scenario.venues[0].instruments.map(() => 0);
  let profits = 0;
  const { summary } = simulateScenario(scenario, seed, {
    liquidationStarted: ({ timeUs, isFirstLeg, instrument, notionalUnits }) => {
      if (isFirstLeg) startsS.push(timeUs / 1e6);
      liquidatedNotional[instrument] += notionalUnits / perAsset;
    },
    cohortClosed: ({ pnlUnits }) => (profits += Math.max(0, pnlUnits) / perAsset),
  });
  return {
    badDebt: summary.badDebtUnits / perAsset,
    uncoveredLoss: summary.uncoveredLossUnits / perAsset,
    paidByFund: summary.paidByInsuranceFundUnits / perAsset,
    paidByDeleveraging: summary.paidByDeleveragingUnits / perAsset,
    paidBySocialisation: summary.paidBySocialisationUnits / perAsset,
    markFallPct: summary.maxMarkDrawdownPct,
    markRisePct: summary.maxMarkRisePct,
    liquidations: summary.liquidations,
    cascadeDepth: summary.cascadeDepth,
    firstLiquidationS: summary.timeToFirstLiquidationUs / 1e6,
    meanLiquidationS: startsS.reduce((sum, startS) => sum + startS, 0) / startsS.length,
    liquidatedNotional,
    clawbackShare: summary.paidBySocialisationUnits / perAsset / profits,
    conservationError: summary.conservationError,
  };
}
