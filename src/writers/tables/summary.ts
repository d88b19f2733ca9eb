import type { Summary } from '../../metrics/summary.js';
import type { Printer } from '../printer.js';
import {
  type Column,
  flag,
  integer,
  measure,
  money,
  optional,
  type Table,
  text,
  time,
} from '../table.js';

function openInterest(
  name: string,
  meaning: string,
  lots: (row: Summary) => number,
): Column<Summary> {
  return {
    name,
    type: 'number',
    unit: 'base',
    meaning: `${meaning}; empty with several instruments, whose sizes do not add up`,
    mayBeEmpty: true,
    print: (row, printer) => printer.size(0, lots(row)),
  };
}

/** A run in one row. */
export const summaryTable: Table<Summary> = {
  name: 'summary',
  rowIs: 'the run',
  columns: [
    text('scenario', 'name of the scenario', (run) => run.scenario),
    text('seed', 'seed of the run', (run) => run.seed),
    text('venue', 'venue; several are joined by +', (run) => run.venue),
    text('settlement_asset', 'asset of all money', (run) => run.settlementAsset),
    integer('liquidations', 'liquidation episodes', (run) => run.liquidations),
    integer(
      'accounts_liquidated',
      'accounts liquidated at least once',
      (run) => run.accountsLiquidated,
    ),
    money(
      'liquidated_notional',
      'notional of all liquidations when they started',
      (run) => run.liquidatedNotionalUnits,
    ),
    integer('cascades', 'trees of liquidations', (run) => run.cascades),
    integer('cascade_depth', 'highest generation in any tree', (run) => run.cascadeDepth),
    integer('cascade_size', 'episodes of the largest tree', (run) => run.cascadeSize),
    measure(
      'branching_ratio',
      '',
      'children ÷ episodes over all trees',
      (run) => run.branchingRatio,
    ),
    measure(
      'volume_reproduction_max',
      '',
      'largest volume_reproduction of any generation',
      (run) => run.volumeReproductionMax,
    ),
    measure(
      'max_mark_drawdown_pct',
      '%',
      'largest fall of a mark price from a peak to any later value',
      (run) => run.maxMarkDrawdownPct,
    ),
    measure(
      'max_mark_rise_pct',
      '%',
      'largest rise of a mark price from a trough to any later value',
      (run) => run.maxMarkRisePct,
    ),
    money(
      'insurance_fund_start',
      'insurance fund at the start',
      (run) => run.insuranceFundStartUnits,
    ),
    money('insurance_fund_min', 'smallest insurance fund', (run) => run.insuranceFundMinUnits),
    money('insurance_fund_end', 'insurance fund at the end', (run) => run.insuranceFundEndUnits),
    measure(
      'insurance_fund_drawdown_pct',
      '%',
      'largest (peak − value) ÷ peak of the insurance fund; empty without a fund',
      (run) => run.insuranceFundDrawdownPct,
    ),
    money('bad_debt', 'Σ shortfall of all liquidations', (run) => run.badDebtUnits),
    money(
      'uncovered_loss',
      'bad debt that the insurance fund did not pay',
      (run) => run.uncoveredLossUnits,
    ),
    money(
      'open_deficit',
      'Σ max(0, −equity) of accounts at the end, outside bad debt',
      (run) => run.openDeficitUnits,
    ),
    money(
      'paid_by_insurance_fund',
      'bad debt paid by the insurance fund',
      (run) => run.paidByInsuranceFundUnits,
    ),
    money(
      'paid_by_backstop',
      'bad debt paid by the backstop vault',
      (run) => run.paidByBackstopUnits,
    ),
    money(
      'paid_by_deleveraging',
      'bad debt paid by deleveraged counterparties',
      (run) => run.paidByDeleveragingUnits,
    ),
    money(
      'paid_by_socialisation',
      'bad debt paid by winners pro rata',
      (run) => run.paidBySocialisationUnits,
    ),
    money('paid_by_venue', 'bad debt paid by the venue', (run) => run.paidByVenueUnits),
    money(
      'deleveraged_notional',
      'notional of positions reduced by deleveraging, at the mark',
      (run) => run.deleveragedNotionalUnits,
    ),
    openInterest(
      'open_interest_start',
      'open interest at the first sample',
      (run) => run.openInterestStartLots,
    ),
    openInterest(
      'open_interest_min',
      'smallest open interest at a sample',
      (run) => run.openInterestMinLots,
    ),
    openInterest(
      'open_interest_end',
      'open interest at the last sample',
      (run) => run.openInterestEndLots,
    ),
    optional(
      time(
        'time_to_first_liquidation_s',
        'start of the first liquidation; empty without one',
        (run) => run.timeToFirstLiquidationUs,
      ),
    ),
    measure(
      'min_depth_pct',
      '%',
      'smallest two-sided depth within 1 % of the mid, of the opening one',
      (run) => run.minDepthPct,
    ),
    measure(
      'max_spread_bps',
      'bp',
      'widest spread at a sample with both sides standing',
      (run) => run.maxSpreadBps,
    ),
    integer(
      'conservation_error',
      'distance of the books from balance in units and lots: 0',
      (run) => run.conservationError,
    ),
    flag('censored', 'the run ended inside a cascade', (run) => run.censored),
    text('end_reason', 'horizon, or interrupted', (run) => run.endReason),
    integer('commands', 'commands executed', (run) => run.commands),
  ],
};

/** The same, where the run was made a second time without forced sales. */
export const counterfactualSummaryTable: Table<Summary> = {
  ...summaryTable,
  columns: [
    ...summaryTable.columns,
    measure(
      'counterfactual_max_mark_drawdown_pct',
      '%',
      'largest fall of a mark price on the same draws without forced sales; this and the next two are empty when the counterfactual was interrupted',
      ({ counterfactual }) => counterfactual?.maxMarkDrawdownPct ?? NaN,
    ),
    measure(
      'amplification',
      '',
      'max_mark_drawdown_pct ÷ counterfactual_max_mark_drawdown_pct; empty where the latter is 0',
      ({ counterfactual }) => counterfactual?.amplification ?? NaN,
    ),
    measure(
      'net_branching_ratio',
      '',
      '1 − liquidations without ÷ with forced sales; empty where nobody is liquidated. Counts what others do because of them too: never to be mixed with branching_ratio',
      ({ counterfactual }) => counterfactual?.netBranchingRatio ?? NaN,
    ),
  ],
};

/** The table that has all that a summary says. */
export function summaryTableOf(summary: Summary): Table<Summary> {
  return summary.counterfactual === undefined ? summaryTable : counterfactualSummaryTable;
}

/** The row of a summary as it is printed: what stands in summary.csv, cell by cell. */
export function summaryCells(summary: Summary, printer: Printer): string[] {
  return summaryTableOf(summary).columns.map((column) => column.print(summary, printer));
}
