import { expect, test } from 'vitest';
import { Printer } from '../../src/writers/printer.js';
import type { Column, Table } from '../../src/writers/table.js';
import { RECORDING_TABLES, RUN_TABLES } from '../../src/writers/tables.js';
import { insuranceFundTable } from '../../src/writers/tables/solvency.js';
import { liquidationsTable } from '../../src/writers/tables/liquidations.js';
import { timeseriesTable } from '../../src/writers/tables/timeseries.js';
import { Flows } from '../../src/metrics/flows.js';
import { fundMove, instrumentSample, liquidationEnd, scenarioOf } from '../metrics/facts.js';

/** The columns that the output of a run promises, in their order. */
const PROMISED: Record<string, string> = {
  summary:
    'scenario, seed, venue, settlement_asset, liquidations, accounts_liquidated, liquidated_notional, cascades, cascade_depth, cascade_size, branching_ratio, volume_reproduction_max, max_mark_drawdown_pct, max_mark_rise_pct, insurance_fund_start, insurance_fund_min, insurance_fund_end, insurance_fund_drawdown_pct, bad_debt, uncovered_loss, open_deficit, paid_by_insurance_fund, paid_by_backstop, paid_by_deleveraging, paid_by_socialisation, paid_by_venue, deleveraged_notional, open_interest_start, open_interest_min, open_interest_end, time_to_first_liquidation_s, min_depth_pct, max_spread_bps, conservation_error, censored, end_reason, commands',
  timeseries:
    'time_s, venue, instrument, index_price, mark_price, last_price, best_bid, best_ask, spread_bps, bid_depth_1pct, ask_depth_1pct, traded_notional, open_interest, funding_rate, liquidations, liquidated_notional, halted',
  venue_timeseries:
    'time_s, venue, settlement_asset, insurance_fund, bad_debt, accounts_at_risk, liquidations_open',
  liquidations:
    'liquidation_id, parent_id, cascade_id, generation, root_cause, venue, time_s, end_time_s, account_id, cohort, margin_mode, policy, instrument, side, size, notional, mark_price, liquidation_price, bankruptcy_price, average_fill_price, fee, shortfall, paid_by_insurance_fund, paid_by_backstop, paid_by_deleveraging, paid_by_socialisation, paid_by_venue, end_reason',
  cascades:
    'cascade_id, venue, start_time_s, end_time_s, root_cause, size, depth, notional, mark_start, mark_end, branching_ratio, shortfall, paid_by_insurance_fund, censored',
  generations:
    'venue, generation, liquidations, notional, volume_reproduction, start_time_s, end_time_s',
  insurance_fund: 'time_s, venue, settlement_asset, reason, liquidation_id, amount, balance',
  deleveraging:
    'time_s, venue, liquidation_id, account_id, cohort, instrument, side, size, price, rank, pnl_given_up',
  cohorts:
    'venue, cohort, accounts, liquidated_accounts, deposits, withdrawals, final_equity, pnl, fees_paid, funding_paid, losses_socialised, shortfall_covered, pnl_given_up',
  incidents: 'time_s, end_time_s, venue, kind, name, severity, trigger',
};

function cells<Row>(table: Table<Row>, row: Row): Record<string, string> {
  const printer = new Printer(scenarioOf());
  return Object.fromEntries(
    table.columns.map((column: Column<Row>) => [column.name, column.print(row, printer)]),
  );
}

test('every table has the columns that are promised, in their order, before any of its own', () => {
  expect(RUN_TABLES.map((table) => table.name)).toEqual(Object.keys(PROMISED));
  for (const table of RUN_TABLES) {
    const promised = PROMISED[table.name].split(', ');
    const names = table.columns.map((column) => column.name);
    expect(names.slice(0, promised.length), table.name).toEqual(promised);
    expect(new Set(names).size, table.name).toBe(names.length);
  }
});

test('every column of every table is explained, and a number of money, price or time has a unit', () => {
  for (const table of [...RUN_TABLES, ...Object.values(RECORDING_TABLES)]) {
    for (const column of table.columns) {
      expect(column.meaning, `${table.name}.${column.name}`).not.toBe('');
      if (column.name.endsWith('_s')) expect(column.unit).toBe('s');
      if (column.name.endsWith('_pct')) expect(column.unit).toBe('%');
      if (column.name.endsWith('_bps')) expect(column.unit).toBe('bp');
    }
  }
});

test('a liquidation is printed in quote, base and settlement to the last digit', () => {
  const end = liquidationEnd({
    timeUs: 1_500_000,
    endTimeUs: 61_000_001,
    lots: 1234,
    notionalUnits: 98_765_432_1,
    markTicks: 201,
    liquidationTicks: 202,
    bankruptcyTicks: 199,
    closedLots: 3,
    closedTickLots: 601,
    shortfallUnits: 5,
    paidByVenueUnits: 5,
  });
  expect(cells(liquidationsTable, end)).toMatchObject({
    liquidation_id: '1',
    parent_id: '',
    root_cause: 'index',
    venue: 'venue',
    time_s: '1.500000',
    end_time_s: '61.000001',
    cohort: 'traders',
    margin_mode: 'isolated',
    policy: 'whole',
    instrument: 'BTC-PERP',
    side: 'long',
    size: '1.234',
    notional: '98765.4321',
    mark_price: '100.5',
    liquidation_price: '101.0',
    bankruptcy_price: '99.5',
    average_fill_price: '100.167', // 601 ÷ 3 ticks of 0.5
    shortfall: '0.0005',
    paid_by_venue: '0.0005',
    paid_by_insurance_fund: '0.0000',
  });
});

test('what is undefined is printed as nothing', () => {
  const end = liquidationEnd({ closedLots: 0, closedTickLots: 0, liquidationTicks: 0 });
  expect(cells(liquidationsTable, end)).toMatchObject({
    average_fill_price: '',
    liquidation_price: '',
  });
  const sample = instrumentSample({ bestBidTicks: 0, lastTicks: 0 });
  expect(cells(timeseriesTable, { ...sample, flows: new Flows([5]) })).toMatchObject({
    best_bid: '',
    last_price: '',
    spread_bps: '',
    funding_rate: '',
    halted: 'false',
  });
  expect(cells(insuranceFundTable, fundMove())).toMatchObject({ liquidation_id: '' });
});

test('root causes are named after shocks and populations', () => {
  const rootCause = (cause: number): string | undefined =>
    cells(liquidationsTable, liquidationEnd({ rootCause: cause }))['root_cause'];
  expect(rootCause(-2)).toBe('funding');
  expect(rootCause(-5)).toBe('shock:news');
  expect(rootCause(-6)).toBe('agent:traders');
});

test('a funding rate is a decimal fraction', () => {
  const sample = instrumentSample({ fundingRatePpb: -100_000 });
  expect(cells(timeseriesTable, { ...sample, flows: new Flows([5]) })['funding_rate']).toBe(
    '-0.000100000',
  );
});
