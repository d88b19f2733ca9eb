import { assert } from '../core/assert.js';
import type { Lots, TimeUs, Units } from '../core/units.js';
import type { RunEndReason } from '../events/sink.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Counterfactual } from './counterfactual.js';
import type { RunMetrics } from './run-metrics.js';

/** A run in one row: the columns of summary.csv. Undefined numbers are NaN. */
export interface Summary {
  readonly scenario: string;
  readonly seed: string;
  /** Names of the venues, joined by + when there are several. */
  readonly venue: string;
  readonly settlementAsset: string;
  readonly liquidations: number;
  readonly accountsLiquidated: number;
  readonly liquidatedNotionalUnits: Units;
  readonly cascades: number;
  readonly cascadeDepth: number;
  readonly cascadeSize: number;
  readonly branchingRatio: number;
  readonly volumeReproductionMax: number;
  readonly maxMarkDrawdownPct: number;
  readonly maxMarkRisePct: number;
  readonly insuranceFundStartUnits: Units;
  readonly insuranceFundMinUnits: Units;
  readonly insuranceFundEndUnits: Units;
  readonly insuranceFundDrawdownPct: number;
  readonly badDebtUnits: Units;
  readonly uncoveredLossUnits: Units;
  readonly openDeficitUnits: Units;
  readonly paidByInsuranceFundUnits: Units;
  readonly paidByBackstopUnits: Units;
  readonly paidByDeleveragingUnits: Units;
  readonly paidBySocialisationUnits: Units;
  readonly paidByVenueUnits: Units;
  readonly deleveragedNotionalUnits: Units;
  readonly openInterestStartLots: Lots;
  readonly openInterestMinLots: Lots;
  readonly openInterestEndLots: Lots;
  readonly timeToFirstLiquidationUs: TimeUs;
  readonly minDepthPct: number;
  readonly maxSpreadBps: number;
  readonly conservationError: number;
  readonly censored: boolean;
  readonly endReason: RunEndReason;
  readonly commands: number;
  /** Beside the same run without forced sales; absent where that was not asked for. */
  readonly counterfactual?: Counterfactual;
}

/** The summary of a run that has ended. */
export function summarise(scenario: Scenario, seed: string, metrics: RunMetrics): Summary {
  const { cascades, cohorts, end, generations, market, solvency } = metrics;
  assert(end !== null, 'a run is summarised after its end');
  return {
    scenario: scenario.name,
    seed,
    venue: scenario.venues.map((venue) => venue.name).join('+'),
    settlementAsset: scenario.settlement.asset,
    liquidations: cascades.episodes,
    accountsLiquidated: cohorts.liquidatedAccounts,
    liquidatedNotionalUnits: cascades.notionalUnits,
    cascades: cascades.trees,
    cascadeDepth: cascades.deepest,
    cascadeSize: cascades.largest,
    branchingRatio: cascades.branchingRatio,
    volumeReproductionMax: generations.volumeReproductionMax,
    maxMarkDrawdownPct: market.maxMarkDrawdownPct,
    maxMarkRisePct: market.maxMarkRisePct,
    insuranceFundStartUnits: solvency.fundStartUnits,
    insuranceFundMinUnits: solvency.fundMinUnits,
    insuranceFundEndUnits: solvency.fundEndUnits,
    insuranceFundDrawdownPct: solvency.fundDrawdownPct,
    badDebtUnits: solvency.badDebtUnits,
    uncoveredLossUnits: solvency.uncoveredLossUnits,
    openDeficitUnits: end.openDeficitUnits,
    paidByInsuranceFundUnits: solvency.paidByInsuranceFundUnits,
    paidByBackstopUnits: solvency.paidByBackstopUnits,
    paidByDeleveragingUnits: solvency.paidByDeleveragingUnits,
    paidBySocialisationUnits: solvency.paidBySocialisationUnits,
    paidByVenueUnits: solvency.paidByVenueUnits,
    deleveragedNotionalUnits: solvency.deleveragedNotionalUnits,
    openInterestStartLots: market.openInterestStartLots,
    openInterestMinLots: market.openInterestMinLots,
    openInterestEndLots: market.openInterestEndLots,
    timeToFirstLiquidationUs: cascades.firstUs,
    minDepthPct: market.minDepthPct,
    maxSpreadBps: market.maxSpreadBps,
    conservationError: end.conservationError,
    censored: cascades.censoredTrees > 0,
    endReason: end.endReason,
    commands: end.commands,
  };
}
