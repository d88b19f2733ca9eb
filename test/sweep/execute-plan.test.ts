import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  planIn,
  BRIEF,
  built,
  buildOf,
  execute,
  NO_LIMITS,
  runsOf,
  sweepPlace,
  tables,
} from './plans.js';
import type { SweepPlan } from '../../src/sweep/plan.js';
import type { SweepOutcome } from '../../src/sweep.js';

const FUNDS = [50, 500, 5000];

/** Executes a plan until so many runs have ended, then interrupts it. */
async function interrupted(place: string, plan: SweepPlan, runs: number): Promise<SweepOutcome> {
  const controller = new AbortController();
  return execute(place, plan, {
    workers: 2,
    signal: controller.signal,
    onProgress: ({ made }) => {
      if (made === runs) controller.abort();
    },
  });
}

test('every run of a plan is a row, cell by cell in the order of the design', async () => {
  const place = sweepPlace();
  const plan = await planIn(place, { funds: FUNDS, seeds: 3 });
  const { report, made } = await execute(place, plan, { workers: 2 });
  expect(made).toBe(9);
  expect(report.runs).toMatchObject({ asked: 9, done: 9, missing: 0 });
  const rows = runsOf(join(place, 'out'));
  expect(rows.map(({ cell, fund, seed }) => `${cell} ${fund} ${seed}`)).toEqual(
    FUNDS.flatMap((fund, cell) => ['1', '2', '3'].map((seed) => `${cell + 1} ${fund} ${seed}`)),
  );
  for (const row of rows) {
    expect(row).toMatchObject({ scenario: 'brief', status: 'done', reason: '' });
    expect(row['insurance_fund_start']).toBe(`${row['fund']}.0000`);
  }
});

test('one worker, two and five write the same bytes', async () => {
  const place = sweepPlace();
  const stop = { metric: 'max_mark_drawdown_pct', halfWidth: 0.6 };
  const plan = await planIn(place, { funds: [50], seeds: 36, plan: { stop } });
  for (const workers of [1, 2, 5]) {
    const { report } = await execute(place, plan, { workers, out: join(place, `w${workers}`) });
    expect(report.seedsOfCells.every((seeds) => seeds >= 32)).toBe(true);
  }
  const one = tables(join(place, 'w1'));
  expect(Object.keys(one)).toEqual(expect.arrayContaining(['plan.json', 'runs.csv', 'sweep.json']));
  expect(tables(join(place, 'w2'))).toEqual(one);
  expect(tables(join(place, 'w5'))).toEqual(one);
});

test('an interrupted sweep says so, and goes on to the bytes of an undisturbed one', async () => {
  const place = sweepPlace();
  const plan = await planIn(place, { funds: FUNDS, seeds: 4 });
  const first = await interrupted(place, plan, 5);
  expect(first.report).toMatchObject({ interrupted: true, complete: false });
  expect(first.report.runs).toMatchObject({ asked: 12, missing: 7, done: 5 });
  expect(runsOf(join(place, 'out'))).toHaveLength(5);
  const second = await execute(place, plan);
  expect(second.made).toBe(7);
  expect(second.report).toMatchObject({ interrupted: false, complete: true });
  await execute(place, plan, { out: join(place, 'whole') });
  expect(tables(join(place, 'out'))).toEqual(tables(join(place, 'whole')));
});

test('a value more on an axis runs only what is new', async () => {
  const place = sweepPlace();
  await execute(place, await planIn(place, { funds: [50, 5000], seeds: 3 }));
  const larger = await planIn(place, { funds: [50, 500, 5000], seeds: 4 });
  const { made } = await execute(place, larger);
  expect(made).toBe(4 + 2); // the new cell, and a seed more in both old ones
  await execute(place, larger, { out: join(place, 'whole') });
  expect(tables(join(place, 'out'))).toEqual(tables(join(place, 'whole')));
});

test('a sweep that is complete makes no run again', async () => {
  const place = sweepPlace();
  const plan = await planIn(place, { funds: FUNDS, seeds: 2 });
  await execute(place, plan);
  const before = tables(join(place, 'out'));
  expect((await execute(place, plan)).made).toBe(0);
  expect(tables(join(place, 'out'))).toEqual(before);
});

test('runs of another build are never used, and it is said how many are made again', async () => {
  const place = sweepPlace();
  const old = await planIn(place, { funds: [50, 5000], seeds: 2, build: 'test+old' });
  await execute(place, old);
  const notes: string[] = [];
  const onNote = (note: string): void => void notes.push(note);
  const plan = await planIn(place, { funds: [50, 500, 5000], seeds: 2 });
  expect((await execute(place, plan, { onNote })).made).toBe(6);
  expect(notes).toEqual([expect.stringMatching(/^running 4 again that another build/)]);
  notes.length = 0;
  expect((await execute(place, plan, { onNote })).made).toBe(0);
  expect(notes).toEqual([]);
  expect((await execute(place, old)).made).toBe(0); // its own are still there
});

test('another limit of commands is another run; another limit of the clock is not', async () => {
  const place = sweepPlace();
  const settings = { funds: [50], seeds: 2 };
  await execute(place, await planIn(place, settings));
  const clock = { ...NO_LIMITS, wallClockMs: 60_000, memoryBytes: 4e9 };
  const slower = await planIn(place, { ...settings, plan: { limits: clock } });
  expect((await execute(place, slower)).made).toBe(0);
  const short = await planIn(place, { ...settings, plan: { limits: { ...clock, commands: 99 } } });
  const { made, report } = await execute(place, short);
  expect(made).toBe(2);
  expect(report.runs).toMatchObject({ limited: 2, done: 0 });
});

test('half a line at the end of the journal is dropped and said, its run is made again', async () => {
  const place = sweepPlace();
  const plan = await planIn(place, { funds: [50], seeds: 3 });
  await execute(place, plan);
  const whole = tables(join(place, 'out'));
  const journal = join(place, 'out', 'journal.jsonl');
  writeFileSync(journal, readFileSync(journal, 'utf8').slice(0, -50));
  const notes: string[] = [];
  const { made } = await execute(place, plan, { onNote: (note) => void notes.push(note) });
  expect(made).toBe(1);
  expect(notes).toEqual([expect.stringMatching(/^dropped the half line/)]);
  expect(tables(join(place, 'out'))).toEqual(whole);
});

test('a run that is stopped has its row and is tried again, one that fails is not', async () => {
  const place = sweepPlace();
  const bad = BRIEF.replace('populations:\n', 'maxCommands: 100\npopulations:\n');
  writeFileSync(join(place, 'brief.yaml'), bad);
  const failing = await planIn(place, { funds: [50], seeds: 2 });
  const first = await execute(place, failing);
  expect(first.report.runs).toMatchObject({ failed: 2, done: 0 });
  expect(runsOf(join(place, 'out'))[0]).toMatchObject({
    cell: '1',
    seed: '1',
    scenario: '',
    commands: '',
    status: 'failed',
    reason: expect.stringContaining('raise maxCommands') as string,
  });
  expect((await execute(place, failing)).made).toBe(0);

  writeFileSync(join(place, 'brief.yaml'), BRIEF);
  const limits = { ...NO_LIMITS, memoryBytes: 1e6 };
  const poor = await planIn(place, { funds: [50], seeds: 2, plan: { limits } });
  expect((await execute(place, poor)).report.runs).toMatchObject({ stopped: 2 });
  const rich = await planIn(place, { funds: [50], seeds: 2 });
  const { made, report } = await execute(place, rich);
  expect(made).toBe(2);
  expect(report.runs).toMatchObject({ done: 2, stopped: 0 });
});

test('runs of a scenario that changed meanwhile fail, and are made when it is as before', async () => {
  const place = sweepPlace(`include: [part.yaml]\n${BRIEF}`);
  writeFileSync(join(place, 'part.yaml'), 'sampleEvery: 3s\n');
  const scenario = join(place, 'brief.yaml');
  const text = readFileSync(scenario, 'utf8').replace('sampleEvery: 4s\n', '');
  writeFileSync(scenario, text);
  const plan = await planWithParts(place);
  writeFileSync(join(place, 'part.yaml'), 'sampleEvery: 2s\n');
  const { report } = await execute(place, plan);
  expect(report.runs).toMatchObject({ failed: 2 });
  expect(runsOf(join(place, 'out'))[0]['reason']).toMatch(/^scenario changed/);
  writeFileSync(join(place, 'part.yaml'), 'sampleEvery: 3s\n');
  expect((await execute(place, plan)).report.runs).toMatchObject({ done: 2, failed: 0 });
});

async function planWithParts(place: string): Promise<SweepPlan> {
  const scenarioFile = join(place, 'brief.yaml');
  const text = readFileSync(scenarioFile, 'utf8');
  const { loaded } = await built.loadWithModules(scenarioFile, text, [], (path) =>
    readFileSync(path, 'utf8'),
  );
  const cell = { values: [''], at: [0], overrides: [], scenarioHash: loaded.hash };
  writeFileSync(scenarioFile, BRIEF);
  const plan = await planIn(place, { funds: [50], seeds: 2 });
  writeFileSync(scenarioFile, text);
  return { ...plan, cells: [cell] };
}

test.each([
  ['files that are not a sweep', (out: string) => writeFileSync(join(out, 'notes.txt'), 'mine')],
  [
    'files that are not a sweep',
    (out: string) => writeFileSync(join(out, 'plan.json'), '{"format":"another"}'),
  ],
  [
    'files that are not a sweep',
    (out: string) => writeFileSync(join(out, 'plan.json'), '{"format":"unwind sweep plan 1"}'),
  ],
])('a folder that holds %s is left alone, unless it is told to start anew', async (holds, fill) => {
  const place = sweepPlace();
  const out = join(place, 'out');
  mkdirSync(out);
  fill(out);
  const plan = await planIn(place, { funds: [50], seeds: 1 });
  await expect(execute(place, plan)).rejects.toThrow(`holds ${holds}: --overwrite starts anew`);
  expect(readdirSync(out)).toHaveLength(1);
  await execute(place, plan, { overwrite: true });
  expect(readdirSync(out)).not.toContain('notes.txt');
  expect(readdirSync(place).sort()).toEqual(['brief.yaml', 'out']);
});

test('a folder of another sweep is left alone; with --overwrite a sweep starts anew', async () => {
  const place = sweepPlace();
  const plan = await planIn(place, { funds: [50], seeds: 2 });
  await execute(place, plan);
  const other = { ...plan, name: 'depths' };
  await expect(execute(place, other)).rejects.toThrow('holds the sweep funds');
  expect((await execute(place, other, { overwrite: true })).made).toBe(2);
});

test('a folder that contains the scenario is never emptied', async () => {
  const place = sweepPlace();
  const plan = await planIn(place, { funds: [50], seeds: 1 });
  await expect(execute(place, plan, { out: place, overwrite: true })).rejects.toThrow(
    /contains .*\.yaml and is never overwritten/,
  );
  expect(readdirSync(place)).toEqual(['brief.yaml']);
});

test('a damaged journal stops the sweep with its line, and nothing is lost', async () => {
  const place = sweepPlace();
  const plan = await planIn(place, { funds: [50], seeds: 2 });
  await execute(place, plan);
  const journal = join(place, 'out', 'journal.jsonl');
  appendFileSync(journal, 'oops\n{}\n');
  await expect(execute(place, plan)).rejects.toThrow(/line 4 of .* is damaged/);
  expect(readFileSync(journal, 'utf8').split('\n')).toHaveLength(6);
});

test('shards split by cell, and merge to the bytes of the sweep that is not split', async () => {
  const place = sweepPlace();
  const plan = await planIn(place, { funds: [50, 500, 5000, 50_000], seeds: 3 });
  const folders = [1, 2, 3].map((index) => join(place, `part-${index}`));
  for (const [row, out] of folders.entries()) {
    const shard = { index: row + 1, of: 3 };
    const { report, made } = await execute(place, plan, { shard, out });
    expect(report.complete).toBe(true);
    expect(made).toBe(report.seedsOfCells.reduce((sum, seeds) => sum + seeds, 0));
    expect(report.seedsOfCells.map((seeds) => seeds > 0)).toEqual(
      [0, 1, 2, 3].map((cell) => cell % 3 === row),
    );
  }
  const merge = {
    format: 'csv',
    overwrite: false,
    onWaiting: () => undefined,
    build: plan.build,
  } as const;
  const merged = await built.mergeSweeps({ ...merge, folders, out: join(place, 'merged') });
  expect(merged.report.complete).toBe(true);
  await execute(place, plan, { out: join(place, 'whole') });
  expect(tables(join(place, 'merged'))).toEqual(tables(join(place, 'whole')));

  const partly = { ...merge, folders: folders.slice(0, 2), out: join(place, 'partly') };
  const { report } = await built.mergeSweeps(partly);
  expect(report.runs.missing).toBe(3); // the cell that shard 3 has
  const { made } = await execute(place, plan, { out: join(place, 'partly') });
  expect(made).toBe(merged.report.seedsOfCells[2]);
  expect(tables(join(place, 'partly'))).toEqual(tables(join(place, 'whole')));
  const again = await built.mergeSweeps({ ...merge, folders, out: join(place, 'merged') });
  expect(again.report).toEqual(merged.report);
});

test('shards of machines that have the scenario in other places are one sweep', async () => {
  const place = sweepPlace();
  const elsewhere = sweepPlace();
  const settings = { funds: [50, 500], seeds: 1 };
  const folders = [join(place, 'one'), join(elsewhere, 'two')];
  const plan = await planIn(place, settings);
  await execute(place, plan, { shard: { index: 1, of: 2 }, out: folders[0] });
  const same = await planIn(elsewhere, settings);
  await execute(elsewhere, same, { shard: { index: 2, of: 2 }, out: folders[1] });
  const merge = { format: 'csv', overwrite: false, onWaiting: () => undefined } as const;
  const out = join(place, 'merged');
  const merged = await built.mergeSweeps({ ...merge, folders, out, build: plan.build });
  expect(merged.report.complete).toBe(true);
  await execute(place, plan, { out: join(place, 'whole') });
  expect(tables(out)).toEqual(tables(join(place, 'whole')));
});

test('a folder whose plan was damaged is no sweep to merge', async () => {
  const place = sweepPlace();
  const plan = await planIn(place, { funds: [50], seeds: 1 });
  await execute(place, plan);
  const merge = { format: 'csv', overwrite: false, onWaiting: () => undefined } as const;
  const folders = [join(place, 'out')];
  const text = '{"format":"unwind sweep plan 1","shard":null,"plan":{"name":"funds"}}';
  writeFileSync(join(folders[0], 'plan.json'), text);
  await expect(
    built.mergeSweeps({ ...merge, folders, out: join(place, 'merged'), build: plan.build }),
  ).rejects.toThrow('holds no sweep');
});

test('shards of different sweeps or builds are not merged', async () => {
  const place = sweepPlace();
  const settings = { funds: [50, 500], seeds: 1 };
  const one = join(place, 'one');
  const two = join(place, 'two');
  const plan = await planIn(place, settings);
  await execute(place, plan, { shard: { index: 1, of: 2 }, out: one });
  const more = await planIn(place, { ...settings, seeds: 2 });
  await execute(place, more, { shard: { index: 2, of: 2 }, out: two });
  const merge = { format: 'csv', overwrite: false, onWaiting: () => undefined } as const;
  const out = join(place, 'merged');
  await expect(
    built.mergeSweeps({ ...merge, folders: [one, two], out, build: plan.build }),
  ).rejects.toThrow(/hold different sweeps \(seeds\)/);
  await expect(
    built.mergeSweeps({ ...merge, folders: [one], out, build: buildOf('test+2') }),
  ).rejects.toThrow(/made by another build of unwind \(test\+1\)/);
  await expect(
    built.mergeSweeps({ ...merge, folders: [place], out, build: plan.build }),
  ).rejects.toThrow('holds no sweep');
  await expect(execute(place, plan, { shard: { index: 2, of: 2 }, out: one })).rejects.toThrow(
    'holds shard 1 of 2',
  );
});
