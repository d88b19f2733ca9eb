import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTable, unwind, workplace } from './command.js';

type Rows = readonly Record<string, string>[];

/** Money as whole units of its last digit. */
function units(text: string): bigint {
  return BigInt(text.replace('.', ''));
}

function sum(rows: Rows, column: string): bigint {
  return rows.reduce((total, row) => total + units(row[column]), 0n);
}

function ofReason(rows: Rows, ...reasons: readonly string[]): Rows {
  return rows.filter((row) => reasons.includes(row['reason']));
}

test.each([
  ['the fund and then the venue', '[insuranceFund]', 'paid_by_venue'],
  ['the fund and then all winners', '[insuranceFund, socialise]', 'paid_by_socialisation'],
  ['counterparties who are deleveraged', '[deleverage]', 'paid_by_deleveraging'],
])('money balances as the output reference says, paid by %s', (_, waterfall, payer) => {
  const place = workplace();
  const deleverage = waterfall === '[deleverage]' ? 'bankruptcy' : 'none';
  const rules = `venue.liquidation={waterfall: ${waterfall}, worstPrice: ${deleverage}, fee: 50bp}`;
  const flags = ['--set', rules, '--record', 'trades', '--out', 'run', '--quiet'];
  expect(unwind(place, 'run', 'small.yaml', ...flags)).toMatchObject({ code: 0, stderr: '' });
  const table = (name: string): Rows => readTable(join(place, 'run'), name);
  const [summary] = table('summary');
  const said = (column: string): bigint => units(summary[column]);
  const [cohorts, fund, trades] = [table('cohorts'), table('insurance_fund'), table('trades')];

  expect(said(payer)).toBeGreaterThan(0n);
  expect(sum(cohorts, 'pnl')).toBe(0n);
  const crumbs = sum(cohorts, 'funding_paid');
  expect(crumbs).toBeGreaterThan(0n);
  expect(crumbs).toBeLessThan(10_000n);
  expect(sum(cohorts, 'losses_socialised')).toBe(said('paid_by_socialisation'));
  expect(sum(cohorts, 'shortfall_covered')).toBe(said('bad_debt') - said('paid_by_deleveraging'));
  expect(sum(table('liquidations'), payer)).toBe(said(payer));
  expect(sum(ofReason(fund, 'shortfall'), 'amount')).toBe(-said('paid_by_insurance_fund'));

  const earned = sum(trades, 'taker_fee') + sum(trades, 'maker_fee');
  const toFund = sum(ofReason(fund, 'liquidationFee', 'surplus'), 'amount');
  expect(sum(cohorts, 'fees_paid')).toBe(toFund + earned);
  const end = sum(cohorts, 'final_equity') + said('insurance_fund_end');
  const start = sum(cohorts, 'deposits') - sum(cohorts, 'withdrawals');
  expect(end + earned + crumbs - said('paid_by_venue')).toBe(start + said('insurance_fund_start'));
});
