import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { loadWithModules } from '../../src/load-modules.js';
import { simulateScenario } from '../../src/run/simulate-scenario.js';
import type { RunLimits } from '../../src/sweep/plan.js';
import type { RunPool } from '../../src/sweep/run-pool.js';
import type { RunAnswer, RunTask } from '../../src/sweep/run-task.js';
import { summaryColumns } from '../../src/sweep/summary-cells.js';
import { summaryCells } from '../../src/writers/tables/summary.js';
import { Printer } from '../../src/writers/printer.js';
import { BRIEF, built, NO_LIMITS, sweepPlace } from './plans.js';

/** A taker whose behaviour is a module of the user's. */
const WITH_MODULE = BRIEF.replace(
  'populations:\n',
  'populations:\n  odd: { kind: ./odd.js, count: 1, margin: cross, wealth: 1M, wakeRate: 1/s }\n',
);

function pool(workers = 1, memoryBytes: number | null = null): RunPool {
  const opened = built.openRunPool({ workers, memoryBytes });
  onTestFinished(() => opened.close());
  return opened;
}

async function taskIn(
  place: string,
  limits: Partial<RunLimits> = {},
  seed = '1',
): Promise<RunTask> {
  const fileName = join(place, 'brief.yaml');
  const text = readFileSync(fileName, 'utf8');
  const { loaded } = await loadWithModules(fileName, text);
  return {
    fileName,
    text,
    overrides: [],
    scenarioHash: loaded.hash,
    seed,
    limits: { ...NO_LIMITS, ...limits },
    isCounterfactual: false,
  };
}

function cell({ summary }: RunAnswer, column: string): string {
  return summary[summaryColumns(false).indexOf(column)];
}

/** A place whose scenario has a module; what it does stands in its function `wake`. */
function placeWith(wake: string): string {
  const place = sweepPlace(WITH_MODULE);
  writeFileSync(join(place, 'odd.js'), moduleText(wake));
  return place;
}

function moduleText(wake: string): string {
  return `export default () => ({ wake(agent, market, draws, decision) { ${wake} } });\n`;
}

test('a run in a worker comes to the summary that it has in this thread', async () => {
  const place = sweepPlace();
  const task = await taskIn(place);
  const answer = await pool().run(task);
  const { loaded } = await loadWithModules(task.fileName, task.text);
  const { summary } = simulateScenario(loaded.scenario, '1');
  const cells = summaryCells(summary, new Printer(loaded.scenario));
  expect(answer).toEqual({ status: 'done', reason: '', summary: cells });
  expect(Number(cell(answer, 'liquidations'))).toBeGreaterThan(10);
});

test('a limit of commands ends a run at that command, one of simulated time at that time', async () => {
  const workers = pool();
  const place = sweepPlace();
  const byCommands = await workers.run(await taskIn(place, { commands: 321 }));
  expect(byCommands).toMatchObject({
    status: 'limited',
    reason: 'it met the limit of 321 commands',
  });
  expect(cell(byCommands, 'commands')).toBe('321');
  const byTime = await workers.run(await taskIn(place, { simulatedUs: 3_000_000 }));
  expect(byTime).toMatchObject({ status: 'limited', reason: 'it met the limit of simulated time' });
  expect(Number(cell(byTime, 'liquidations'))).toBeLessThan(10); // the shock comes at 4 s
  const whole = await workers.run(await taskIn(place, { commands: 1e9, simulatedUs: 1e12 }));
  expect(whole.status).toBe('done');
});

test('a run that just reaches its end with its last command allowed is done', async () => {
  const workers = pool();
  const place = sweepPlace();
  const commands = Number(cell(await workers.run(await taskIn(place)), 'commands'));
  expect(await workers.run(await taskIn(place, { commands }))).toMatchObject({ status: 'done' });
  const less = await workers.run(await taskIn(place, { commands: commands - 1 }));
  expect(less.status).toBe('limited');
});

test('a run that is slow is stopped between two looks at the clock', async () => {
  const task = await taskIn(sweepPlace(BRIEF.replace('8s', '3000h\nmaxCommands: 1000M')), {
    wallClockMs: 1500,
  });
  const answer = await pool().run({ ...task });
  expect(answer).toMatchObject({ status: 'stopped', summary: [] });
  expect(answer.reason).toMatch(/^it took longer than 1.5 s and had come to [\d.]+ s$/);
});

test.each([
  ['leaves the process', 'process.exit(0);', 'crashed', /^it ended its worker: .*exited.*0$/],
  ['leaves with an error', 'process.exit(3);', 'crashed', /^it ended its worker: .*3$/],
  ['never returns', 'for (;;) {}', 'stopped', /^it took longer than 0.5 s and did not answer$/],
  [
    'leaves a promise to fail',
    "if (draws.uniform() >= 0) void Promise.reject(new Error('too late'));",
    'crashed',
    /^it ended its worker: too late$/,
  ],
  ['throws', "throw new Error('no such price');", 'failed', /odd\.js.*no such price/],
  [
    'takes memory without end',
    'const all = []; for (;;) all.push(new Array(1000).fill(Math.random()));',
    'stopped',
    /^it needed more memory than 100 MB$/,
  ],
])(
  'a module that %s has its own row, and the runs beside and after it are unharmed',
  async (_name, wake, status, reason) => {
    const workers = pool(2, wake.includes('all.push') ? 100e6 : null);
    const healthy = sweepPlace();
    const bad = workers.run(
      await taskIn(placeWith(wake), { wallClockMs: wake.includes('{}') ? 500 : null }),
    );
    const beside = await Promise.all(
      ['1', '2', '3'].map(async (seed) => workers.run(await taskIn(healthy, {}, seed))),
    );
    const answer = await bad;
    expect({ ...answer, reason: '' }).toEqual({ status, reason: '', summary: [] });
    expect(answer.reason).toMatch(reason);
    expect(beside.map((one) => one.status)).toEqual(['done', 'done', 'done']);
    const after = await Promise.all(
      ['1', '2'].map(async (seed) => workers.run(await taskIn(healthy, {}, seed))),
    );
    expect(after).toEqual(beside.slice(0, 2));
  },
);

test('a world that would not fit is not begun', async () => {
  const place = sweepPlace(BRIEF.replace('count: 300', 'count: 3M'));
  const answer = await pool().run(await taskIn(place, { memoryBytes: 500e6 }));
  expect(answer).toMatchObject({ status: 'stopped', summary: [] });
  expect(answer.reason).toMatch(/^it would need about \d+ MB of memory, more than 500 MB$/);
});

test('a scenario that is another one than was planned fails with that reason', async () => {
  const task = await taskIn(sweepPlace());
  const answer = await pool().run({ ...task, scenarioHash: '0'.repeat(64) });
  expect(answer).toMatchObject({ status: 'failed', summary: [] });
  expect(answer.reason).toMatch(/^scenario changed: /);
});

test('a file that has vanished fails with that reason', async () => {
  const task = await taskIn(sweepPlace());
  const answer = await pool().run({ ...task, text: `include: [gone.yaml]\n${task.text}` });
  expect(answer.reason).toMatch(/^scenario changed: .*gone\.yaml/);
});

test.each([
  ['console.log', "console.log('hello');"],
  ['process.stdout', "process.stdout.write('hello\\n');"],
])('what a module prints by %s does not get among the results', async (_name, wake) => {
  const place = placeWith(wake);
  let printed = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  onTestFinished(() => spy.mockRestore());
  expect(await pool().run(await taskIn(place))).toMatchObject({ status: 'done' });
  expect(printed).not.toContain('hello');
});

test('a run that is dropped rejects, and its worker goes on with the next', async () => {
  const workers = pool();
  const controller = new AbortController();
  const endless = await taskIn(sweepPlace(BRIEF.replace('8s', '3000h\nmaxCommands: 1000M')));
  const dropped = workers.run(endless, controller.signal);
  setTimeout(() => controller.abort(), 200);
  await expect(dropped).rejects.toThrow('aborted');
  expect(await workers.run(await taskIn(sweepPlace()))).toMatchObject({ status: 'done' });
});
