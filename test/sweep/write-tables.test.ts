import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Package } from 'datapackage';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, describe, expect, it } from 'vitest';
import type { SweepResults } from '../../src/sweep/sweep-results.js';
import { writeSweepTables } from '../../src/sweep/write-tables.js';
import { cell, COLUMNS, failure, plan, resultsOf, run } from './results.js';

const root = mkdtempSync(join(tmpdir(), 'unwind-sweep-tables-'));
afterAll(() => rmSync(root, { recursive: true }));

async function written(results: SweepResults, format: 'csv' | 'parquet' = 'csv'): Promise<string> {
  const folder = mkdtempSync(join(root, 'sweep-'));
  await writeSweepTables(results, folder, format);
  return folder;
}

function linesOf(folder: string, table: string): string[] {
  return readFileSync(join(folder, `${table}.csv`), 'utf8')
    .trimEnd()
    .split('\n');
}

/** A Saltelli design of one axis, with runs of every kind and values of every kind. */
function everyKind(): SweepResults {
  const cells = [cell(['1M'], [0]), cell(['2M, or so'], [1]), cell(['2M, or so'], [1])];
  return {
    plan: plan({
      cells,
      axes: [{ name: 'mean', paths: ['venue.insuranceFund.initial'] }],
      design: { kind: 'sobol', isSaltelli: true },
      metrics: ['bad_debt', 'liquidations', 'time_to_first_liquidation_s'],
    }),
    columns: COLUMNS,
    records: [
      [
        run({ seed: '1', bad_debt: '1234567890123.25', liquidations: '3', censored: 'true' }),
        run({ bad_debt: '0.10', time_to_first_liquidation_s: '', scenario: 'ß, "quoted"' }),
        failure('failed', 'threw: a comma, and a\nline'),
        null,
      ],
      [run({ bad_debt: '5' }), run({ bad_debt: '7' }, 'limited'), run({}), run({})],
      [failure('stopped', 'wall clock'), failure('crashed', 'out of memory')],
    ],
  };
}

describe('the tables of a sweep', () => {
  it('have a row for every run that is there, with its summary as it was printed', async () => {
    const folder = await written(everyKind());
    const text = readFileSync(join(folder, 'runs.csv'), 'utf8');
    const [header, first] = text.split('\n');
    expect(header.split(',').slice(0, 5)).toEqual(['cell', 'mean', 'seed', 'scenario', 'venue']);
    expect(header.split(',').slice(-3)).toEqual(['commands', 'status', 'reason']);
    expect(first).toContain('1,1M,1,scenario,venue,');
    expect(first).toContain('1234567890123.25');
    expect(text).toContain('"2M, or so",2,');
    expect(text).toContain(',failed,"threw: a comma, and a\nline"\n');
    expect(text).toContain('3,"2M, or so",1,,,,'); // a run without a summary
    expect(text.match(/,crashed,out of memory\n/g)).toHaveLength(1);
  });

  it('are empty where a number is not defined', async () => {
    const folder = await written(everyKind());
    for (const table of ['runs', 'cells', 'pairs', 'sensitivity']) {
      expect(readFileSync(join(folder, `${table}.csv`), 'utf8')).not.toMatch(
        /NaN|Infinity|undefined,/,
      );
    }
    const cells = linesOf(folder, 'cells');
    expect(cells).toHaveLength(1 + 3 * 3);
    // An axis that is called like a column of the table has another name there.
    expect(cells[0].split(',').slice(0, 5)).toEqual(['cell', 'axis_mean', 'metric', 'unit', 'n']);
    expect(cells[7]).toBe(
      '3,"2M, or so",bad_debt,USDT,0,,,,,,,,,,,,,2,too few runs for an interval; q05 and q95 want 20 runs; q99 and expected_shortfall_95 want 100 runs; 2 runs without a summary left out',
    );
  });

  it('print what the seeds came to', async () => {
    const folder = await written(
      resultsOf(plan(), [
        [0, 0, 0, 0],
        [1, 2, 3, 6],
      ]),
    );
    expect(linesOf(folder, 'cells')[1]).toBe(
      '1,1,bad_debt,USDT,4,0,0,0,0,0,0,0,0,0,0,0,0.489890836455,0,an interval wants 20 runs; q05 and q95 want 20 runs; q99 and expected_shortfall_95 want 100 runs',
    );
    expect(linesOf(folder, 'pairs')[1]).toBe(
      '2,1,fund: 1 → 2,bad_debt,USDT,4,3,2.16024689947,-0.437434881858,6.43743488186,1,no difference shown,1,an interval wants 20 pairs',
    );
  });

  it('are those that the sweep asks for', async () => {
    const values = [
      [1, 2],
      [2, 3],
    ];
    const files = async (choice: Parameters<typeof plan>[0]): Promise<string[]> =>
      readdirSync(await written(resultsOf(plan(choice), values))).toSorted();
    expect(await files({ pairs: 'none' })).toEqual(['cells.csv', 'datapackage.json', 'runs.csv']);
    expect(await files({})).toContain('pairs.csv');
    expect(await files({})).not.toContain('sensitivity.csv');
    expect(await files({ design: { kind: 'sobol', isSaltelli: false } })).not.toContain(
      'sensitivity.csv',
    );
    for (const kind of ['oneAtATime', 'morris'] as const) {
      expect(await files({ design: { kind } })).toContain('sensitivity.csv');
    }
  });

  it('are the same bytes for the same results', async () => {
    const first = await written(everyKind(), 'parquet');
    const second = await written(everyKind(), 'parquet');
    const files = readdirSync(first);
    expect(files).toHaveLength(9);
    for (const file of files) {
      expect(readFileSync(join(second, file)).equals(readFileSync(join(first, file)))).toBe(true);
    }
  });
});

describe('the data package of a sweep', () => {
  it('is valid, and the tables are what it says', async () => {
    const folder = await written(everyKind(), 'parquet');
    const path = join(folder, 'datapackage.json');
    const dataPackage = await Package.load(path, { basePath: folder, strict: true });
    expect(dataPackage.errors).toEqual([]);
    expect(dataPackage.valid).toBe(true);
    const { resources } = dataPackage;
    const tables = ['runs', 'cells', 'pairs', 'sensitivity'];
    expect(resources.map(({ name }) => name)).toEqual(
      tables.flatMap((table) => [table, `${table}.parquet`]),
    );
    for (const resource of resources.filter(({ name }) => tables.includes(name))) {
      const rows = await resource.read({ keyed: true }); // throws on a cell of another type
      expect(rows.length).toBeGreaterThan(0);
    }
    const { description } = JSON.parse(readFileSync(path, 'utf8')) as { description: string };
    expect(description).toBe('How large must the fund be?');
  });
});

describe('a Parquet file of a sweep', () => {
  async function read(folder: string, table: string): Promise<Record<string, unknown>[]> {
    const { buffer } = new Uint8Array(readFileSync(join(folder, `${table}.parquet`)));
    return parquetReadObjects({ file: buffer });
  }

  it('holds the cells of its CSV file, as numbers, names and nulls', async () => {
    const folder = await written(everyKind(), 'parquet');
    const runs = await read(folder, 'runs');
    expect(runs).toHaveLength(9);
    expect(runs[0]).toMatchObject({
      cell: 1n,
      mean: '1M',
      seed: '1',
      liquidations: 3n,
      bad_debt: 1234567890123.25,
      censored: true,
      status: 'done',
      reason: null,
    });
    expect(runs[1]).toMatchObject({ scenario: 'ß, "quoted"', time_to_first_liquidation_s: null });
    expect(runs[2]).toMatchObject({ status: 'failed', bad_debt: null, commands: null });
    for (const table of ['cells', 'pairs', 'sensitivity']) {
      const rows = await read(folder, table);
      const [header, ...lines] = linesOf(folder, table);
      expect(rows).toHaveLength(lines.length);
      expect(Object.keys(rows[0])).toEqual(header.split(','));
    }
  });

  it('holds tables longer than what is kept in memory, and empty ones', async () => {
    const seeds = Array.from({ length: 9000 }, (_, seed) => String(seed));
    const cells = [cell(['1'])];
    const many = resultsOf(plan({ seeds, cells }), [seeds.map(Number)]);
    const folder = await written(many, 'parquet');
    const rows = await read(folder, 'runs');
    expect(rows.map((row) => row['bad_debt'])).toEqual(seeds.map(Number));
    expect(await read(folder, 'pairs')).toEqual([]);
  });
});
