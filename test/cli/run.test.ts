import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contents, type Ended, readTable, SCENARIO, shell, unwind, workplace } from './command.js';

const FOLDER = join('output', 'small', '1');

function without(files: Record<string, string>, ...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));
}

test('a run writes every file, tells what happened, and leaves nothing else behind', () => {
  const place = workplace();
  const { code, stdout, stderr } = unwind(place, 'run', 'small.yaml');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(FOLDER);
  expect(stdout).toMatch(/Bad debt +[\d,.]+ USDT, paid: [\d,.]+ by the insurance fund/);
  expect(Object.keys(contents(join(place, FOLDER)))).toEqual([
    'cascades.csv',
    'cohorts.csv',
    'datapackage.json',
    'deleveraging.csv',
    'generations.csv',
    'incidents.csv',
    'insurance_fund.csv',
    'liquidations.csv',
    'run.json',
    'summary.csv',
    'timeseries.csv',
    'timing.json',
    'venue_timeseries.csv',
  ]);
  expect(readdirSync(join(place, 'output', 'small'))).toEqual(['1']);
});

test('two runs of one scenario and seed write the same bytes, timing apart', () => {
  const place = workplace();
  unwind(place, 'run', 'small.yaml', '--out', 'first');
  unwind(place, 'run', 'small.yaml', '--out', 'second');
  const first = without(contents(join(place, 'first')), 'timing.json');
  const second = without(contents(join(place, 'second')), 'timing.json');
  expect(first).toEqual(second);
});

test('another seed is another run', () => {
  const place = workplace();
  unwind(place, 'run', 'small.yaml');
  unwind(place, 'run', 'small.yaml', '--seed', 'b-2');
  const hashes = ['1', 'b-2'].map((seed) => {
    const text = readFileSync(join(place, 'output', 'small', seed, 'run.json'), 'utf8');
    return (JSON.parse(text) as { eventHash: string }).eventHash;
  });
  expect(hashes[0]).not.toBe(hashes[1]);
});

test('recordings add their files and change nothing but the data package', () => {
  const place = workplace();
  unwind(place, 'run', 'small.yaml', '--out', 'plain');
  const { code } = unwind(
    place,
    'run',
    'small.yaml',
    '--out',
    'full',
    '--record',
    'trades, orders,book',
  );
  expect(code).toBe(0);
  const plain = contents(join(place, 'plain'));
  const full = contents(join(place, 'full'));
  const added = ['book.csv', 'orders.csv', 'trades.csv'];
  const differ = ['timing.json', 'datapackage.json'];
  expect(without(full, ...added, ...differ)).toEqual(without(plain, ...differ));
  const trades = readTable(join(place, 'full'), 'trades');
  const { counts } = JSON.parse(plain['run.json']) as { counts: { trades: number } };
  expect(trades.length).toBe(counts.trades);
  expect(readTable(join(place, 'full'), 'book').length).toBe(
    readTable(join(place, 'full'), 'timeseries').length,
  );
});

test('the tables agree with one another to the last digit', () => {
  const place = workplace();
  unwind(place, 'run', 'small.yaml', '--record', 'trades');
  const folder = join(place, FOLDER);
  const [summary] = readTable(folder, 'summary');
  const liquidations = readTable(folder, 'liquidations');
  const sum = (rows: Record<string, string>[], column: string): bigint =>
    rows.reduce((total, row) => total + units(row[column]), 0n);
  const payers = ['insurance_fund', 'backstop', 'deleveraging', 'socialisation', 'venue'];
  for (const row of [...liquidations, { ...summary, shortfall: summary['bad_debt'] }]) {
    const paid = payers.reduce((total, payer) => total + units(row[`paid_by_${payer}`]), 0n);
    expect(paid).toBe(units(row['shortfall']));
  }
  expect(sum(liquidations, 'shortfall')).toBe(units(summary['bad_debt']));
  expect(sum(liquidations, 'notional')).toBe(units(summary['liquidated_notional']));
  expect(sum(readTable(folder, 'cascades'), 'shortfall')).toBe(units(summary['bad_debt']));
  expect(sum(readTable(folder, 'generations'), 'notional')).toBe(
    units(summary['liquidated_notional']),
  );
  expect(sum(readTable(folder, 'timeseries'), 'liquidated_notional')).toBe(
    units(summary['liquidated_notional']),
  );
  const fund = readTable(folder, 'insurance_fund');
  expect(sum(fund, 'amount')).toBe(units(summary['insurance_fund_end']));
  expect(fund.at(-1)?.['balance']).toBe(summary['insurance_fund_end']);
  for (const cohort of readTable(folder, 'cohorts')) {
    const column = (name: string): bigint => units(cohort[name]);
    expect(column('final_equity')).toBe(
      column('deposits') -
        column('withdrawals') +
        column('pnl') -
        column('fees_paid') -
        column('funding_paid') -
        column('losses_socialised') +
        column('shortfall_covered'),
    );
  }
  expect(summary['conservation_error']).toBe('0');
  expect(Number(summary['liquidations'])).toBeGreaterThan(10);
});

/** Money as whole units of its last digit. */
function units(text: string): bigint {
  return BigInt(text.replace('.', ''));
}

test('a complete run is not repeated: it is already there', () => {
  const place = workplace();
  unwind(place, 'run', 'small.yaml');
  const before = contents(join(place, FOLDER));
  const { code, stdout } = unwind(place, 'run', 'small.yaml');
  expect(code).toBe(0);
  expect(stdout).toContain('already there');
  expect(contents(join(place, FOLDER))).toEqual(before);
});

test('a folder with something else is left alone, or replaced when that is asked for', () => {
  const place = workplace();
  mkdirSync(join(place, FOLDER), { recursive: true });
  writeFileSync(join(place, FOLDER, 'notes.txt'), 'mine');
  const refused = unwind(place, 'run', 'small.yaml');
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/^error: .*files that are not a run.*--overwrite.*\n$/);
  expect(contents(join(place, FOLDER))).toEqual({ 'notes.txt': 'mine' });
  expect(unwind(place, 'run', 'small.yaml', '--overwrite').code).toBe(0);
  expect(existsSync(join(place, FOLDER, 'notes.txt'))).toBe(false);
  expect(existsSync(join(place, FOLDER, 'run.json'))).toBe(true);
  expect(readdirSync(join(place, 'output', 'small'))).toEqual(['1']);
});

test('a run of another scenario, seed or build, a damaged one, or one without the recordings is not the run', () => {
  const place = workplace();
  unwind(place, 'run', 'small.yaml', '--out', 'there');
  const runs: [string, string[]][] = [
    ['another scenario', ['--set', 'duration=5m']],
    ['a run with seed 1', ['--seed', '2']],
    ['this run without trades.csv', ['--record', 'trades']],
  ];
  for (const [holds, flags] of runs) {
    const { code, stderr } = unwind(place, 'run', 'small.yaml', '--out', 'there', ...flags);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(holds) });
  }
  rmSync(join(place, 'there', 'cohorts.csv'));
  expect(unwind(place, 'run', 'small.yaml', '--out', 'there').stderr).toContain(
    'missing or changed',
  );
  const path = join(place, 'there', 'run.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as { build: { id: string } };
  manifest.build.id = '0.0.0+other';
  writeFileSync(path, JSON.stringify(manifest));
  expect(unwind(place, 'run', 'small.yaml', '--out', 'there').stderr).toContain('another build');
});

test('a changed setting has a folder of its own beside the unchanged run', () => {
  const place = workplace();
  unwind(place, 'run', 'small.yaml');
  unwind(place, 'run', 'small.yaml', '--set', 'venue.insuranceFund.initial=200');
  const folders = readdirSync(join(place, 'output', 'small')).sort();
  expect(folders[0]).toBe('1');
  expect(folders[1]).toMatch(/^1-[0-9a-f]{8}$/);
  const text = readFileSync(join(place, 'output', 'small', folders[1], 'run.json'), 'utf8');
  const { scenarioHash, summary } = JSON.parse(text) as {
    scenarioHash: string;
    summary: Record<string, string>;
  };
  expect(scenarioHash.slice(0, 8)).toBe(folders[1].slice(2));
  expect(summary['insurance_fund_start']).toBe('200.0000');
});

test('the folder of the working directory, or of the scenario, is never overwritten', () => {
  const place = workplace();
  const { code, stderr } = unwind(place, 'run', 'small.yaml', '--out', '.', '--overwrite');
  expect(code).toBe(2);
  expect(stderr).toContain('never overwritten');
  mkdirSync(join(place, 'empty'));
  const scenario = join('..', 'small.yaml');
  const above = unwind(join(place, 'empty'), 'run', scenario, '--out', '..', '--overwrite');
  expect(above.code).toBe(2);
  expect(existsSync(join(place, 'small.yaml'))).toBe(true);
});

test('--json prints one document and nothing else, --quiet nothing at all', () => {
  const place = workplace();
  const json = unwind(place, 'run', 'small.yaml', '--json');
  expect(json).toMatchObject({ code: 0, stderr: '' });
  const told = JSON.parse(json.stdout) as Record<string, unknown>;
  expect(told).toMatchObject({
    folder: FOLDER,
    alreadyThere: false,
    scenario: 'small',
    seed: '1',
    endReason: 'horizon',
    summary: { scenario: 'small', settlement_asset: 'USDT', conservation_error: 0 },
  });
  const again = JSON.parse(unwind(place, 'run', 'small.yaml', '--json').stdout) as object;
  expect(again).toEqual({ ...told, alreadyThere: true });
  expect(unwind(place, 'run', 'small.yaml', '--quiet', '--out', 'quiet')).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
});

/**
 * Runs as on a disk that is full: a limit on the size of a file first cuts a write short and then
 * refuses it, once the signal that comes with it is caught.
 */
function onFullDisk(place: string, ...typed: string[]): Ended {
  writeFileSync(join(place, 'catch.mjs'), "process.on('SIGXFSZ', () => undefined);");
  const line = 'ulimit -f 20; NODE_OPTIONS="--import ./catch.mjs" $UNWIND';
  return shell(place, [line, ...typed].join(' '));
}

test('a disk that fills up is one clear line, and leaves neither folder nor leftovers', () => {
  const place = workplace();
  const { code, stdout, stderr } = onFullDisk(place, 'run', 'small.yaml');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^error: output\/small\/1 can not be written: E\w+: [^\n]+\n$/);
  expect(readdirSync(join(place, 'output', 'small'))).toEqual([]);
});

test('a full disk leaves the run that is to be overwritten as it was', () => {
  const place = workplace();
  unwind(place, 'run', 'small.yaml');
  const before = contents(join(place, FOLDER));
  const flags = ['--seed', '2', '--overwrite', '--out', FOLDER];
  expect(onFullDisk(place, 'run', 'small.yaml', ...flags).code).toBe(1);
  expect(contents(join(place, FOLDER))).toEqual(before);
});

test('a reader that leaves is no error; a result that can not be printed is', () => {
  const place = workplace();
  const closed = shell(place, '$UNWIND run small.yaml | true; echo ${PIPESTATUS[0]}');
  expect(closed).toEqual({ code: 0, stdout: '0\n', stderr: '' });
  const full = shell(place, '$UNWIND run small.yaml > /dev/full');
  expect(full.code).toBe(1);
  expect(full.stderr).toMatch(/^error: .*ENOSPC.*\n$/);
});

test('a run that needs more commands than allowed fails and names the setting', () => {
  const place = workplace();
  const { code, stderr } = unwind(place, 'run', 'small.yaml', '--set', 'maxCommands=1000');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: .*maxCommands/);
  expect(readdirSync(join(place, 'output', 'small'))).toEqual([]);
});

test('the resolved scenario in run.json is a scenario of the same meaning', () => {
  const place = workplace();
  unwind(place, 'run', 'small.yaml');
  const text = readFileSync(join(place, FOLDER, 'run.json'), 'utf8');
  const manifest = JSON.parse(text) as { resolved: object; scenarioHash: string };
  mkdirSync(join(place, 'again'));
  writeFileSync(join(place, 'again', 'small.yaml'), JSON.stringify(manifest.resolved));
  const again = unwind(place, 'run', join('again', 'small.yaml'), '--out', 'resolved', '--json');
  expect(again.code).toBe(0);
  const told = JSON.parse(again.stdout) as { scenarioHash: string; eventHash: string };
  expect(told.scenarioHash).toBe(manifest.scenarioHash);
});

test('wrong settings are reported together with their places, and nothing is written', () => {
  const place = workplace(
    SCENARIO.replace('tick: 0.1', 'tick: -1')
      .replace('levrage', 'leverage')
      .replace('count: 300', 'cuont: 300'),
  );
  const { code, stdout, stderr } = unwind(place, 'run', 'small.yaml', '--set', 'nonsense=1');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/small\.yaml:12:13 .*tick expected/);
  expect(stderr).toMatch(/small\.yaml:\d+:\d+ .*cuont.*did you mean count/);
  expect(stderr).toMatch(/--set nonsense=1/);
  expect(stderr).not.toMatch(/\n +at /);
  expect(existsSync(join(place, 'output'))).toBe(false);
});
