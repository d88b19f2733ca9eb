import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScenario, type RunOutcome, type RunRequest } from '../../src/run.js';
import type { RunProgress } from '../../src/run/run-progress.js';
import type { Manifest } from '../../src/writers/manifest.js';
import { contents, readTable, SCENARIO, unwind, workplace } from './command.js';

const COLUMNS = ['counterfactual_max_mark_drawdown_pct', 'amplification', 'net_branching_ratio'];
const MINUTES = SCENARIO.replace('duration: 10m', 'duration: 6m');

function without(files: Record<string, string>, ...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as Manifest;
}

describe('run --counterfactual', () => {
  // One folder for tests that follow one another.
  const place = mkdtempSync(join(tmpdir(), 'unwind-counterfactual-'));
  beforeAll(() => writeFileSync(join(place, 'small.yaml'), MINUTES));
  afterAll(() => rmSync(place, { recursive: true }));

  it('adds three columns and a time series, and leaves every other file as it was', () => {
    expect(unwind(place, 'run', 'small.yaml', '--out', 'alone', '--record', 'trades').code).toBe(0);
    const flags = ['--out', 'both', '--counterfactual', '--record', 'trades'];
    const { code, stdout, stderr } = unwind(place, 'run', 'small.yaml', ...flags);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/Self-made +amplification [\d.]+: without forced sales the mark falls /);
    expect(stdout).toContain('--counterfactual');
    const alone = contents(join(place, 'alone'));
    const both = contents(join(place, 'both'));
    const changed = ['summary.csv', 'run.json', 'datapackage.json', 'timing.json'];
    expect(without(both, 'counterfactual_timeseries.csv', ...changed)).toEqual(
      without(alone, ...changed),
    );
    const [oneHeader, oneRow] = alone['summary.csv'].split('\n');
    const [header, row] = both['summary.csv'].split('\n');
    expect(header).toBe([oneHeader, ...COLUMNS].join());
    expect(row.startsWith(`${oneRow},`)).toBe(true);
  });

  it('says how it came out in the summary, in run.json and in the series', () => {
    const [summary] = readTable(join(place, 'both'), 'summary');
    const [fall, amplification, net] = COLUMNS.map((column) => Number(summary[column]));
    expect(fall).toBeGreaterThan(0);
    expect(amplification).toBeCloseTo(Number(summary['max_mark_drawdown_pct']) / fall, 9);
    const manifest = manifestIn(join(place, 'both'));
    const { counterfactual } = manifest;
    expect(counterfactual).toMatchObject({ endReason: 'horizon' });
    expect(net).toBeCloseTo(1 - counterfactual!.liquidations / Number(summary['liquidations']), 9);
    expect(manifest.scenarioHash).toBe(manifestIn(join(place, 'alone')).scenarioHash);
    expect(manifest.eventHash).toBe(manifestIn(join(place, 'alone')).eventHash);
    expect(manifestIn(join(place, 'alone')).counterfactual).toBe(undefined);
    const series = readTable(join(place, 'both'), 'counterfactual_timeseries');
    const beside = readTable(join(place, 'both'), 'timeseries');
    expect(Object.keys(series[0])).toEqual(Object.keys(beside[0]));
    expect(series.map((row) => row['time_s'])).toEqual(beside.map((row) => row['time_s']));
    expect(series.map((row) => row['index_price'])).toEqual(
      beside.map((row) => row['index_price']),
    );
    const begun = series.reduce((sum, row) => sum + Number(row['liquidations']), 0);
    expect(begun).toBe(counterfactual!.liquidations);
  });

  it('describes its table in the data package, and its columns', () => {
    const text = readFileSync(join(place, 'both', 'datapackage.json'), 'utf8');
    const { resources } = JSON.parse(text) as {
      resources: { path: string; schema: { fields: { name: string }[] } }[];
    };
    expect(resources.at(-1)?.path).toBe('counterfactual_timeseries.csv');
    const names = resources[0].schema.fields.map(({ name }) => name);
    expect(names.slice(-3)).toEqual(COLUMNS);
  });

  it('is there again when it is asked for again, with less or with the same', () => {
    for (const flags of [['--counterfactual'], []]) {
      const again = unwind(place, 'run', 'small.yaml', '--out', 'both', ...flags);
      expect(again).toMatchObject({ code: 0, stderr: '' });
      expect(again.stdout).toContain('already there');
      expect(again.stdout).toContain('Self-made');
    }
  });

  it('is not there where the run stands alone: that is replaced only when asked for', () => {
    const flags = ['--out', 'alone', '--counterfactual'];
    const refused = unwind(place, 'run', 'small.yaml', ...flags);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(
      'alone holds this run without its counterfactual: --overwrite',
    );
    const text = JSON.stringify({
      ...manifestIn(join(place, 'both')),
      counterfactual: { endReason: 'interrupted' },
    });
    writeFileSync(join(place, 'both', 'run.json'), text);
    const half = unwind(place, 'run', 'small.yaml', '--out', 'both', '--counterfactual');
    expect(half.code).toBe(2);
    expect(half.stderr).toContain('both holds a run whose counterfactual was interrupted');
    expect(unwind(place, 'run', 'small.yaml', ...flags, '--overwrite').code).toBe(0);
    expect(readTable(join(place, 'alone'), 'summary')[0][COLUMNS[1]]).not.toBe('');
  });
});

const BUILD = { id: '0+0', version: '0', codeHash: '0', dependencies: {} };

/** Runs it in this process; it is interrupted once the progress is what the test says. */
async function runUntil(isEnough: (progress: RunProgress) => boolean): Promise<{
  outcome: RunOutcome;
  progress: readonly RunProgress[];
}> {
  const place = workplace(MINUTES);
  const controller = new AbortController();
  const progress: RunProgress[] = [];
  const request: RunRequest = {
    fileName: join(place, 'small.yaml'),
    text: MINUTES,
    readText: (path) => readFileSync(path, 'utf8'),
    overrides: [],
    seed: '1',
    out: join(place, 'out'),
    recordings: [],
    isCounterfactual: true,
    overwrite: false,
    signal: controller.signal,
    onProgress: (now) => {
      progress.push(now);
      if (isEnough(now)) controller.abort();
    },
    onWaiting: () => undefined,
    build: BUILD,
  };
  return { outcome: await runScenario(request), progress };
}

describe('the progress of a run and its counterfactual', () => {
  it('goes through both and never back', async () => {
    const { outcome, progress } = await runUntil(() => false);
    const last = progress.at(-1)!;
    expect(last.durationUs).toBe(2 * 360e6);
    for (const key of ['timeUs', 'commands', 'liquidations'] as const) {
      const values = progress.map((now) => now[key]);
      expect(values).toEqual(values.toSorted((a, b) => a - b));
    }
    const { counterfactual, counts } = outcome.manifest;
    expect(last.commands).toBe(counts.commands + counterfactual!.commands);
    expect(last.liquidations).toBe(counts.liquidations + counterfactual!.liquidations);
    expect(last.timeUs / last.durationUs).toBeGreaterThan(0.95);
  });
});

describe('Ctrl-C', () => {
  it('in the counterfactual leaves a whole run whose three columns are empty', async () => {
    const { outcome } = await runUntil(({ timeUs }) => timeUs > 400e6);
    expect(outcome.manifest).toMatchObject({
      endReason: 'horizon',
      counterfactual: { endReason: 'interrupted' },
    });
    const [summary] = readTable(outcome.folder, 'summary');
    expect(summary['end_reason']).toBe('horizon');
    expect(COLUMNS.map((column) => summary[column])).toEqual(['', '', '']);
    const series = readTable(outcome.folder, 'counterfactual_timeseries');
    expect(series.length).toBeGreaterThan(1);
    expect(series.length).toBeLessThan(readTable(outcome.folder, 'timeseries').length);
  });

  it('in the run itself ends both: the counterfactual never begins', async () => {
    const { outcome, progress } = await runUntil(({ timeUs }) => timeUs > 100e6);
    expect(progress.at(-1)!.timeUs).toBeLessThan(360e6);
    expect(outcome.manifest).toMatchObject({
      endReason: 'interrupted',
      counterfactual: { endReason: 'interrupted', commands: 0, liquidations: 0 },
    });
    const [summary] = readTable(outcome.folder, 'summary');
    expect(COLUMNS.map((column) => summary[column])).toEqual(['', '', '']);
    expect(readTable(outcome.folder, 'counterfactual_timeseries')).toEqual([]);
  });
});
