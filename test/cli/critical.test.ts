import { expect, test } from 'vitest';
import { sweepPlace } from '../sweep/plans.js';
import { unwind } from './command.js';

const DUMP = ['--vary', 'shocks.dump.size=1..36', '--until', 'liquidations > 0'];

interface Told {
  readonly direction: string;
  readonly below: string;
  readonly above: string;
  readonly trials: readonly { readonly value: string; readonly seeds: number }[];
  readonly runs: number;
}

test('the smallest order that liquidates is bracketed by values that were tried', () => {
  const here = sweepPlace();
  const flags = ['--seeds', '8', '--tolerance', '10%', '--json'];
  const { code, stdout } = unwind(here, 'critical', 'brief.yaml', ...DUMP, ...flags);
  expect(code).toBe(0);
  const told = JSON.parse(stdout) as Told;
  expect(told.direction).toBe('rising');
  expect(Number(told.below)).toBeLessThan(Number(told.above));
  const tried = told.trials.map(({ value }) => value);
  expect(tried).toContain(told.below);
  expect(tried).toContain(told.above);
  expect(told.runs).toBe(told.trials.reduce((sum, { seeds }) => sum + seeds, 0));
  for (const [size, isAbove] of [
    [told.below, false],
    [told.above, true],
  ] as const) {
    let held = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const set = ['--set', `shocks.dump.size=${size}`, '--seed', String(seed)];
      const run = unwind(here, 'run', 'brief.yaml', ...set, '--json');
      const { summary } = JSON.parse(run.stdout) as { summary: { liquidations: number } };
      if (summary.liquidations > 0) held += 1;
    }
    expect(held > 4).toBe(isAbove);
  }
});

test('the report says the bracket, the runs, and whether the response was monotone', () => {
  const here = sweepPlace();
  const fund = ['--vary', 'venue.insuranceFund.initial=1..100k', '--until', 'paid_by_venue > 0'];
  const flags = ['--seeds', '8', '--tolerance', '20%', '--scale', 'log'];
  const { code, stdout, stderr } = unwind(here, 'critical', 'brief.yaml', ...fund, ...flags);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^paid_by_venue > 0 in more than 50 % of seeds\n/);
  expect(stdout).toMatch(/between \S+ \(exceeded\) and (\S+) \(not exceeded\): \1 is enough/);
  expect(stdout).toMatch(/Response +monotone in all of 8 seeds\n/);
  expect(stdout).toMatch(/Runs +\d+\n$/);
});

test.each([
  [['--vary', 'x', '--until', 'bad_debt > 0'], /--vary expected path=from\.\.to/],
  [['--vary', 'a.b=1bp..2s', '--until', 'bad_debt > 0'], /two numbers of one unit/],
  [['--vary', 'venue.takerFee=1bp..2bp', '--until', 'bad_det > 0'], /did you mean bad_debt\?/],
  [['--vary', 'venue.takerFee=1bp..2bp', '--until', 'bad_debt > 10k'], /plain numbers.*found "k"/],
  [['--vary', 'venue.takerFee=1bp..2bp', '--until', 'amplification > 1'], /only run and compare/],
  [['--vary', 'venue.takerFee=1bp..2bp', '--until', 'bad_debt'], /--until expected a condition/],
  [[...DUMP, '--probability', '2'], /--probability expected a share between 0 and 1/],
  [[...DUMP, '--tolerance', '0'], /--tolerance expected a share/],
  [[...DUMP, '--scale', 'cubic'], /--scale expected linear or log/],
  [['--vary', 'shocks.dmp.size=1..2', '--until', 'bad_debt > 0'], /dmp/],
])('%s is wrong usage', (flags, message) => {
  const { code, stdout, stderr } = unwind(sweepPlace(), 'critical', 'brief.yaml', ...flags);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
});

test('a run that fails ends the search with 3, for what it would have said nobody knows', () => {
  const flags = ['--seeds', '2', '--set', 'maxCommands=5'];
  const { code, stderr } = unwind(sweepPlace(), 'critical', 'brief.yaml', ...DUMP, ...flags);
  expect(code).toBe(3);
  expect(stderr).toMatch(/a run failed.*maxCommands/);
});
