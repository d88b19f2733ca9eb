import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type * as Library from '../../src/index.js';
import { loadWithModules } from '../../src/load-modules.js';
import { NO_LIMITS, type SweepPlan } from '../../src/sweep/plan.js';
import type { PlanExecution, SweepOutcome } from '../../src/sweep.js';
import { SCENARIO } from '../cli/command.js';

export { NO_LIMITS };

/** The built library: its workers are files of the build. */
export const built = (await import(
  new URL('../../dist/index.js', import.meta.url).href
)) as typeof Library;

/** A few milliseconds a run, with a fall that liquidates. */
export const BRIEF = SCENARIO.replace('duration: 10m', 'duration: 8s')
  .replace('sampleEvery: 10s', 'sampleEvery: 4s')
  .replace('at: 5m', 'at: 4s')
  .replace('tick: 0.1', 'tick: 10')
  .replaceAll('lotsPerTick: 10, from: 1, to: 4000', 'lotsPerTick: 100, from: 1, to: 400')
  .replace('every: 2m, interest', 'every: 4s, interest');

/** A folder of its own for one test, with a brief scenario in it. */
export function sweepPlace(scenario = BRIEF): string {
  const place = mkdtempSync(join(tmpdir(), 'unwind-sweep-'));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
  writeFileSync(join(place, 'brief.yaml'), scenario);
  return place;
}

export interface PlanSettings {
  readonly funds: readonly number[];
  readonly seeds: number;
  readonly build?: string;
  readonly plan?: Partial<SweepPlan>;
}

/** A plan of one axis, the fund, over the scenario of a place. */
export async function planIn(place: string, settings: PlanSettings): Promise<SweepPlan> {
  const scenarioFile = join(place, 'brief.yaml');
  const text = readFileSync(scenarioFile, 'utf8');
  const cells = settings.funds.map(async (fund, row) => {
    const overrides = [`venue.insuranceFund.initial=${fund}`];
    const { loaded } = await loadWithModules(scenarioFile, text, overrides);
    const at = [row / Math.max(1, settings.funds.length - 1)];
    return { values: [String(fund)], at, overrides, scenarioHash: loaded.hash };
  });
  return {
    name: 'funds',
    question: 'How large must the fund be?',
    build: buildOf(settings.build ?? 'test+1'),
    scenarioFile,
    settlementAsset: 'USDT',
    axes: [{ name: 'fund', paths: ['venue.insuranceFund.initial'] }],
    design: { kind: 'grid' },
    cells: await Promise.all(cells),
    seeds: Array.from({ length: settings.seeds }, (_, row) => String(row + 1)),
    metrics: ['bad_debt', 'max_mark_drawdown_pct'],
    pairs: 'baseline',
    stop: null,
    limits: NO_LIMITS,
    isCounterfactual: false,
    ...settings.plan,
  };
}

export function buildOf(id: string): SweepPlan['build'] {
  return { id, version: '0', codeHash: '0', dependencies: {} };
}

/** Executes a plan with the built library into `out` of a place. */
export function execute(
  place: string,
  plan: SweepPlan,
  changed: Partial<PlanExecution> = {},
): Promise<SweepOutcome> {
  return built.executeInto(plan, {
    fileName: join(place, 'funds.yaml'),
    readText: (path) => readFileSync(path, 'utf8'),
    out: join(place, 'out'),
    workers: 1,
    shard: null,
    format: 'csv',
    overwrite: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onNote: () => undefined,
    onWaiting: () => undefined,
    ...changed,
  });
}

/** What must not depend on who made the runs, and when: every file but timing and journal. */
export function tables(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter(
    (name) => name !== 'timing.json' && name !== 'journal.jsonl',
  );
  return Object.fromEntries(
    names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

/** Rows of runs.csv by column. */
export function runsOf(folder: string): Record<string, string>[] {
  const [header, ...rows] = readFileSync(join(folder, 'runs.csv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(header.map((column, at) => [column, row[at]])));
}
