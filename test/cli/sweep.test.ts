import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { BRIEF, runsOf, sweepPlace, tables } from '../sweep/plans.js';
import { ENDLESS, type Running, shell, unwind, unwindStarted, until } from './command.js';

const SWEEP = `question: How large must the fund be?
scenario: brief.yaml
axes:
  fund: { path: venue.insuranceFund.initial, list: [50, 500] }
seeds: 3
metrics: [bad_debt, max_mark_drawdown_pct]
`;
const FOLDER = join('output', 'funds');

function place(sweep = SWEEP, scenario = BRIEF): string {
  const folder = sweepPlace(scenario);
  writeFileSync(join(folder, 'funds.yaml'), sweep);
  return folder;
}

function linesOf(folder: string): number {
  const path = join(folder, FOLDER, 'journal.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
}

test('a sweep writes its tables, tells them in a few lines, and leaves nothing else behind', () => {
  const here = place();
  const { code, stdout, stderr } = unwind(here, 'sweep', 'funds.yaml');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^funds: 2 cells, 6 runs in [\d.]+ s\n/);
  expect(stdout).toMatch(/\n +fund +bad_debt +max_mark_drawdown_pct\n +50 +\S+ ± \S+ +\S+ ± \S+\n/);
  expect(stdout).toMatch(/Files +output\/funds\n +Again +unwind sweep funds.yaml\n$/);
  expect(readdirSync(join(here, 'output'))).toEqual(['funds']);
  expect(readdirSync(join(here, FOLDER))).toEqual(
    expect.arrayContaining(['journal.jsonl', 'plan.json', 'runs.csv', 'sweep.json', 'timing.json']),
  );
  const before = tables(join(here, FOLDER));
  const again = unwind(here, 'sweep', 'funds.yaml', '--json');
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(again.stdout)).toMatchObject({
    name: 'funds',
    complete: true,
    interrupted: false,
    cells: 2,
    seedsOfCells: [3, 3],
    runs: { asked: 6, done: 6, missing: 0 },
  });
  expect(tables(join(here, FOLDER))).toEqual(before);
  expect(unwind(here, 'sweep', 'funds.yaml', '--quiet').stdout).toBe('');
});

test('a dry run counts cells and runs, guesses the time and writes nothing', () => {
  const here = place();
  const { code, stdout } = unwind(here, 'sweep', 'funds.yaml', '--dry-run', '--workers', '2');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^funds: 2 cells, 6 runs\n +about \S+ on 2 workers, \S+ a run/);
  expect(readdirSync(here).sort()).toEqual(['brief.yaml', 'funds.yaml']);
});

test('Ctrl-C ends a dry run', async () => {
  const here = place(SWEEP, ENDLESS.replace('sampleEvery: 1h', 'sampleEvery: 10s'));
  const { child, ended } = unwindStarted(here, 'sweep', 'funds.yaml', '--dry-run');
  await setTimeout(3000); // it writes nothing that tells how far it is
  child.kill('SIGINT');
  expect(await ended).toEqual({ code: 130, stdout: '', stderr: 'interrupted\n' });
});

test.each([
  [['--workers', '0'], /--workers expected a whole number from 1 to 1024, found "0"/],
  [['--shard', '4/3'], /--shard expected i\/n.* found "4\/3"/],
  [['--format', 'xls'], /--format expected csv or parquet, found "xls"/],
  [['--out', ''], /--out expected a folder/],
])('%s is wrong usage', (flags, message) => {
  const here = place();
  const { code, stderr } = unwind(here, 'sweep', 'funds.yaml', ...flags);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
  expect(existsSync(join(here, 'output'))).toBe(false);
});

test('runs that fail are rows and end the sweep with 3, the rest is run', () => {
  const sweep = SWEEP.replace(
    'venue.insuranceFund.initial, list: [50, 500]',
    'maxCommands, list: [100, 1M]',
  );
  const here = place(sweep);
  const { code, stdout } = unwind(here, 'sweep', 'funds.yaml');
  expect(code).toBe(3);
  expect(stdout).toContain('3 done, 3 failed');
  expect(stdout).toContain('3 × the run took 100 commands before its end');
  const rows = runsOf(join(here, FOLDER));
  expect(rows.map(({ status }) => status)).toEqual([
    ...Array<string>(3).fill('failed'),
    ...Array<string>(3).fill('done'),
  ]);
});

test('Ctrl-C keeps what is there, marks it and exits 130; the same command goes on', async () => {
  const here = place(SWEEP.replace('seeds: 3', 'seeds: 12'));
  const { child, ended } = unwindStarted(here, 'sweep', 'funds.yaml', '--workers', '2');
  await until(() => linesOf(here) > 3);
  child.kill('SIGINT');
  const { code, stderr, stdout } = await ended;
  expect({ code, stderr }).toEqual({
    code: 130,
    stderr: 'interrupted: writing what there is; Ctrl-C again leaves at once\n',
  });
  const report = JSON.parse(readFileSync(join(here, FOLDER, 'sweep.json'), 'utf8')) as {
    interrupted: boolean;
    runs: Record<string, number>;
  };
  expect(report.interrupted).toBe(true);
  expect(report.runs['missing']).toBeGreaterThan(0);
  expect(runsOf(join(here, FOLDER))).toHaveLength(report.runs['done']);
  expect(stdout).toContain(`${report.runs['missing']} runs: the same sweep again makes them`);
  const next = unwind(here, 'sweep', 'funds.yaml');
  expect(next.code).toBe(0);
  expect(next.stdout).toContain(`${report.runs['missing']} runs in`);
});

test('a second sweep into the folder of one that runs is told so at once', async () => {
  const endless = ENDLESS.replace('sampleEvery: 1h', 'sampleEvery: 10s');
  const here = place(SWEEP, endless);
  const { child, ended } = unwindStarted(here, 'sweep', 'funds.yaml');
  await until(() => linesOf(here) === 1);
  const second = unwind(here, 'sweep', 'funds.yaml');
  expect(second).toMatchObject({ code: 2, stdout: '' });
  expect(second.stderr).toMatch(/^error: another process is writing .*output\/funds\n$/);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(130);
});

test('a sweep killed at any of 20 moments comes to the bytes of an undisturbed one', async () => {
  const sweep = SWEEP.replace('seeds: 3', 'seeds: 40');
  const whole = place(sweep);
  expect(unwind(whole, 'sweep', 'funds.yaml').code).toBe(0);
  const here = place(sweep);
  let kills = 0;
  for (let moment = 0; moment < 20; moment++) {
    const started = unwindStarted(here, 'sweep', 'funds.yaml', '--quiet');
    const lines = linesOf(here);
    // From before the first byte to the middle of the tables: by what is written, then by time.
    await Promise.race([until(() => linesOf(here) > lines + (moment % 5)), started.ended]);
    await setTimeout((moment * 37) % 50);
    if (await killed(started)) kills += 1;
    // A lock has to grow old before another process takes it; here it is known that nobody has it.
    rmSync(join(here, `${FOLDER}.lock`), { recursive: true, force: true });
  }
  expect(kills).toBeGreaterThan(10);
  expect(unwind(here, 'sweep', 'funds.yaml').code).toBe(0);
  expect(tables(join(here, FOLDER))).toEqual(tables(join(whole, FOLDER)));
  expect(readdirSync(join(here, 'output'))).toEqual(['funds']);
}, 120_000);

async function killed({ child, ended }: Running): Promise<boolean> {
  child.kill('SIGKILL');
  return (await ended).code === null;
}

test('a full disk is a clear error, nothing is lost, and the sweep goes on when there is room', ({
  skip,
}) => {
  const here = place(SWEEP.replace('seeds: 3', 'seeds: 20'));
  const disk = join(here, 'disk');
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', disk]);
  skip(mounted.status !== 0, 'only the superuser may mount');
  onTestFinished(() => void spawnSync('umount', ['-l', disk]));
  const flags = ['sweep', 'funds.yaml', '--out', join('disk', 'sweep')];
  const full = unwind(here, ...flags);
  expect(full.code).toBe(1);
  expect(full.stderr).toMatch(/^error: .*(journal\.jsonl|sweep) can not be written: ENOSPC.*\n$/);
  const journal = readFileSync(join(disk, 'sweep', 'journal.jsonl'), 'utf8');
  expect(journal).toMatch(/}\n$/);
  const kept = journal.split('\n').length - 2;
  expect(kept).toBeGreaterThan(3);
  expect(kept).toBeLessThan(40);
  spawnSync('mount', ['-o', 'remount,size=1m', disk]);
  const next = unwind(here, ...flags);
  expect(next).toMatchObject({ code: 0, stderr: '' });
  expect(next.stdout).toContain(`${40 - kept} runs in`);
  expect(unwind(here, 'sweep', 'funds.yaml').code).toBe(0);
  expect(tables(join(disk, 'sweep'))).toEqual(tables(join(here, FOLDER)));
});

test('shards are merged to the sweep; runs that are missing are counted, with exit code 3', () => {
  const here = place();
  for (const shard of ['1/2', '2/2']) {
    expect(unwind(here, 'sweep', 'funds.yaml', '--shard', shard).code).toBe(0);
  }
  expect(readdirSync(join(here, FOLDER))).toEqual(['shard-1-of-2', 'shard-2-of-2']);
  const partly = unwind(here, 'merge', join(FOLDER, 'shard-2-of-2'), '--out', 'partly');
  expect(partly).toMatchObject({ code: 3, stderr: 'missing runs: 3\n' });
  expect(partly.stdout).toMatch(/^funds: 2 cells, 3 of 6 runs\n/);
  const merged = shell(here, '$UNWIND merge output/funds/shard-* --out output/funds');
  expect(merged).toMatchObject({ code: 0, stderr: '' });
  expect(merged.stdout).toMatch(/^funds: 2 cells, 6 runs\n/);
  const rest = unwind(here, 'sweep', 'funds.yaml', '--out', 'partly');
  expect(rest.stdout).toContain('3 runs in');
  expect(unwind(here, 'sweep', 'funds.yaml', '--out', 'whole').code).toBe(0);
  const whole = tables(join(here, 'whole'));
  expect(tables(join(here, 'partly'))).toEqual(whole);
  rmSync(join(here, FOLDER, 'shard-1-of-2'), { recursive: true });
  rmSync(join(here, FOLDER, 'shard-2-of-2'), { recursive: true });
  expect(tables(join(here, FOLDER))).toEqual(whole);
});

test('a shell completes the commands of sweeps', () => {
  const { stdout } = unwind(place(), 'completion', 'bash');
  expect(stdout).toContain('--shard');
  expect(stdout).toContain('merge');
});
