import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sweepPlace } from '../sweep/plans.js';
import { ENDLESS, unwind, unwindStarted } from './command.js';

const FUNDS = ['--set', 'venue.insuranceFund.initial=50,500'];

interface Told {
  readonly variants: readonly {
    readonly name: string;
    readonly means: Readonly<Record<string, number>>;
    readonly differences?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly parting?: { readonly seed: string; readonly time_s: number } | null;
  }[];
}

test('two funds are set against each other on the same draws, seed by seed', () => {
  const here = sweepPlace();
  const { code, stdout } = unwind(
    here,
    'compare',
    'brief.yaml',
    ...FUNDS,
    '--seeds',
    '4',
    '--json',
  );
  expect(code).toBe(0);
  const [small, large] = (JSON.parse(stdout) as Told).variants;
  expect(small.name).toBe('venue.insuranceFund.initial=50');
  for (const [fund, variant] of [
    ['50', small],
    ['500', large],
  ] as const) {
    expect(variant.means['bad_debt']).toBeCloseTo(meanOverRuns(here, fund, 'bad_debt'), 6);
  }
  const { bad_debt: difference } = large.differences!;
  expect(difference['n']).toBe(4);
  expect(difference['mean']).toBeCloseTo(large.means['bad_debt'] - small.means['bad_debt'], 6);
});

test('the report names the variants, the verdicts and where two runs part', () => {
  const here = sweepPlace();
  const shock = '--set=shocks.dump.size=1,36';
  const { code, stdout, stderr } = unwind(here, 'compare', 'brief.yaml', shock, '--seeds', '3');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('2 variants on the same draws of 3 seeds');
  expect(stdout).toMatch(/A {2}shocks\.dump\.size=1\n {2}B {2}shocks\.dump\.size=36\n/);
  expect(stdout).toMatch(/max_mark_drawdown_pct +\S+ +\S+ +\S+ +\S+ to \S+ +higher\n/);
  expect(stdout).toMatch(/A and B part at 4 s of seed 1\n/);
  expect(unwind(here, 'compare', 'brief.yaml', shock, '--seeds', '2', '--quiet').stdout).toBe('');
});

test('metrics asked for by name are shown where they are 0, and few seeds are warned of', () => {
  const here = sweepPlace();
  const flags = ['--seeds', '2', '--metrics', 'paid_by_backstop'];
  const { stdout } = unwind(here, 'compare', 'brief.yaml', ...FUNDS, ...flags);
  expect(stdout).toMatch(/paid_by_backstop +0 +0 +0 +0 to 0 +the same in every run\n/);
  expect(stdout).toMatch(/\n {2}Warning: an interval wants 20 pairs\n$/);
  const usual = unwind(here, 'compare', 'brief.yaml', ...FUNDS, '--seeds', '2');
  expect(usual.stdout).not.toContain('paid_by_socialisation');
});

test('what two liquidations that part were paid adds up to their shortfalls', () => {
  const { stdout } = unwind(sweepPlace(), 'compare', 'brief.yaml', ...FUNDS, '--seeds', '1');
  const endings = stdout.match(/a liquidation ends .* shortfall .*/g) ?? [];
  expect(endings).toHaveLength(2);
  expect(endings[0]).not.toBe(endings[1]);
  for (const ending of endings) {
    const [, shortfall, payers] = /shortfall (\S+) paid (.*)/.exec(ending)!;
    const paid = [...payers.matchAll(/([\d.]+) by/g)].map(([, units]) => Number(units));
    expect(paid.reduce((sum, units) => sum + units, 0)).toBeCloseTo(Number(shortfall), 4);
  }
});

test('a scenario and its copy did the same in every run', () => {
  const here = sweepPlace();
  writeFileSync(join(here, 'copy.yaml'), readFileSync(join(here, 'brief.yaml')));
  const { stdout } = unwind(here, 'compare', 'brief.yaml', 'copy.yaml', '--seeds', '2');
  expect(stdout).toContain('the same in every run');
  expect(stdout).toContain('did the same under the seeds that were followed');
  expect(stdout).not.toMatch(/higher|lower/);
});

test('with --counterfactual the amplification is compared too', () => {
  const here = sweepPlace();
  const flags = ['--seeds', '2', '--counterfactual', '--metrics', 'amplification', '--json'];
  const { stdout } = unwind(here, 'compare', 'brief.yaml', ...FUNDS, ...flags);
  const [first] = (JSON.parse(stdout) as Told).variants;
  expect(first.means['amplification']).toBeGreaterThan(0);
});

test.each([
  [['brief.yaml'], /compare expected two scenarios, or --set with several values/],
  [['brief.yaml', ...FUNDS, '--seeds', '0'], /--seeds expected a whole number from 1/],
  [['brief.yaml', ...FUNDS, '--metrics', 'bad_det'], /found "bad_det"; did you mean bad_debt\?/],
  [['brief.yaml', ...FUNDS, '--metrics', 'amplification'], /"amplification": add --counterfactual/],
  [['brief.yaml', '--set', 'venue.takerFe=1bp,2bp'], /did you mean takerFee\?/],
  [['nowhere.yaml', ...FUNDS], /nowhere.yaml does not exist/],
])('%s is wrong usage', (typed, message) => {
  const { code, stdout, stderr } = unwind(sweepPlace(), 'compare', ...typed);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
});

test('a variant whose runs fail is told, and ends with 3', () => {
  const here = sweepPlace();
  const { code, stdout } = unwind(
    here,
    'compare',
    'brief.yaml',
    '--set=maxCommands=1000000,5',
    '--seeds',
    '2',
  );
  expect(code).toBe(3);
  expect(stdout).toMatch(/B: 2 runs failed and left out: .*maxCommands/);
});

test('Ctrl-C ends a comparison with 130 and tells nothing', async () => {
  const here = sweepPlace(ENDLESS);
  const { child, ended } = unwindStarted(here, 'compare', 'brief.yaml', ...FUNDS, '--seeds', '2');
  await setTimeout(2000);
  child.kill('SIGINT');
  expect(await ended).toEqual({ code: 130, stdout: '', stderr: '' });
});

/** What `unwind run` says of the same setting and seeds. */
function meanOverRuns(here: string, fund: string, column: string): number {
  let sum = 0;
  for (const seed of ['1', '2', '3', '4']) {
    const set = ['--set', `venue.insuranceFund.initial=${fund}`];
    const { stdout } = unwind(here, 'run', 'brief.yaml', '--seed', seed, ...set, '--json');
    const { summary } = JSON.parse(stdout) as {
      readonly summary: Readonly<Record<string, string>>;
    };
    sum += Number(summary[column]);
  }
  return sum / 4;
}
