import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  ENDLESS,
  isWriting,
  readTable,
  unwind,
  unwindStarted,
  until,
  workplace,
} from './command.js';

const PARENT = join('output', 'small');
const FOLDER = join(PARENT, '1');

test('Ctrl-C finishes the command, writes what there is, marks it and exits 130', async () => {
  const place = workplace(ENDLESS);
  const { child, ended } = unwindStarted(place, 'run', 'small.yaml');
  await until(() => isWriting(join(place, PARENT)));
  await setTimeout(300);
  child.kill('SIGINT');
  const { code, stdout, stderr } = await ended;
  expect(code).toBe(130);
  expect(stderr).toContain('interrupted: writing what there is');
  expect(stdout).toContain('interrupted');
  expect(stdout).toContain('Again           unwind run small.yaml --seed 1 --overwrite\n');
  expect(readdirSync(join(place, PARENT))).toEqual(['1']);
  const folder = join(place, FOLDER);
  const [summary] = readTable(folder, 'summary');
  expect(summary).toMatchObject({ end_reason: 'interrupted', conservation_error: '0' });
  const text = readFileSync(join(folder, 'run.json'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ endReason: 'interrupted' });
});

test('Ctrl-C does not wait for thousands of commands where each is slow', async () => {
  const slow = '  slow: { kind: ./slow.js, count: 1, margin: cross, wealth: 1k, wakeRate: 100/s }';
  const place = workplace(ENDLESS.replace('shocks:\n', `${slow}\nshocks:\n`));
  const burn = 'const end = performance.now() + 5; while (performance.now() < end);';
  const module = `export default () => ({ wake() { ${burn} } });`;
  writeFileSync(join(place, 'slow.js'), module);
  const { child, ended } = unwindStarted(place, 'run', 'small.yaml', '--quiet');
  await until(() => isWriting(join(place, PARENT)));
  child.kill('SIGINT');
  expect((await ended).code).toBe(130);
  const { counts } = JSON.parse(readFileSync(join(place, FOLDER, 'run.json'), 'utf8')) as {
    readonly counts: { readonly commands: number };
  };
  expect(counts.commands).toBeLessThan(10_000);
});

test('an interrupted run never counts as already there', async () => {
  const place = workplace(ENDLESS);
  const { child, ended } = unwindStarted(place, 'run', 'small.yaml', '--quiet');
  await until(() => isWriting(join(place, PARENT)));
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 130, stdout: '', stderr: '' });
  const { code, stderr } = unwind(place, 'run', 'small.yaml');
  expect(code).toBe(2);
  expect(stderr).toContain('holds an interrupted run');
});

test('a terminal that is closed counts as Ctrl-C: nothing is left aside', async () => {
  const place = workplace(ENDLESS);
  const { child, ended } = unwindStarted(place, 'run', 'small.yaml', '--quiet');
  await until(() => isWriting(join(place, PARENT)));
  child.kill('SIGHUP');
  expect((await ended).code).toBe(130);
  expect(readdirSync(join(place, PARENT))).toEqual(['1']);
});

test('a signal that arrives twice at once is one Ctrl-C', async () => {
  const place = workplace(ENDLESS);
  const { child, ended } = unwindStarted(place, 'run', 'small.yaml');
  await until(() => isWriting(join(place, PARENT)));
  child.kill('SIGINT');
  await setTimeout(20);
  child.kill('SIGINT');
  expect((await ended).code).toBe(130);
  expect(existsSync(join(place, FOLDER, 'run.json'))).toBe(true);
});

test('a second process in the same folder is told so and changes nothing', async () => {
  const place = workplace(ENDLESS);
  const { child, ended } = unwindStarted(place, 'run', 'small.yaml');
  await until(() => isWriting(join(place, PARENT)));
  const second = unwind(place, 'run', 'small.yaml');
  expect(second).toMatchObject({ code: 2, stdout: '' });
  expect(second.stderr).toMatch(/^error: another process is writing .*small\/1\n$/);
  child.kill('SIGINT');
  expect((await ended).code).toBe(130);
});

test('what a killed run left is swept by the next, which takes over its lock', async () => {
  const place = workplace(ENDLESS);
  const { child, ended } = unwindStarted(place, 'run', 'small.yaml');
  await until(() => isWriting(join(place, PARENT)));
  child.kill('SIGKILL');
  await ended;
  expect(readdirSync(join(place, PARENT)).length).toBe(2); // the lock, and what was written aside
  const flags = ['--set', 'duration=1m', '--set', 'sampleEvery=10s', '--out', FOLDER];
  const next = unwind(place, 'run', 'small.yaml', ...flags);
  expect(next).toMatchObject({ code: 0 });
  expect(next.stderr).toContain('waiting for the lock of a run that was killed');
  expect(readdirSync(join(place, PARENT))).toEqual(['1']);
});

test('leftovers of other folders go too, those of living processes and of strangers stay', () => {
  const place = workplace();
  const parent = join(place, PARENT);
  mkdirSync(parent, { recursive: true });
  const dead = `7.unwind-${2 ** 22 + 1}-0123abcd.tmp`; // above the largest process id of Linux
  const living = `8.unwind-${process.pid}-0123abcd.tmp`;
  for (const name of [dead, living, '9.tmp', 'notes']) {
    mkdirSync(join(parent, name));
    writeFileSync(join(parent, name, 'file'), '');
  }
  expect(unwind(place, 'run', 'small.yaml').code).toBe(0);
  expect(readdirSync(parent).sort()).toEqual(['1', living, '9.tmp', 'notes'].sort());
});
