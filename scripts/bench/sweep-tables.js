import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RandomStreams } from '../../dist/core/random.js';
import { writeSweepTables } from '../../dist/sweep/write-tables.js';
import { summaryTable } from '../../dist/writers/tables/summary.js';

const RUNS = 10_000;
const METRICS = [
  'bad_debt',
  'uncovered_loss',
  'liquidations',
  'cascade_depth',
  'max_mark_drawdown_pct',
  'insurance_fund_drawdown_pct',
];

export const name = 'sweep-tables';
export const question =
  'What do the tables of a sweep of 10,000 runs and 6 metrics cost, bootstrap intervals included?';
export const rounds = 3;

export const contenders = {
  '100 cells': () => tablesOf({ cells: 100, pairs: 'baseline', format: 'csv' }),
  '100 cells, parquet': () => tablesOf({ cells: 100, pairs: 'baseline', format: 'parquet' }),
  '100 cells, all pairs': () => tablesOf({ cells: 100, pairs: 'all', format: 'csv' }),
  '1,000 cells': () => tablesOf({ cells: 1000, pairs: 'baseline', format: 'csv' }),
};

export const bars = Object.keys(contenders).map((contender) => ({
  claim: `seconds of processor time for ${contender}`,
  value: (medians) => medians[contender].cpuSeconds,
  atMost: 5,
}));

async function tablesOf({ cells, pairs, format }) {
  const results = resultsOf(cells, pairs);
  const folder = mkdtempSync(join(tmpdir(), 'unwind-sweep-tables-'));
  try {
    const before = process.cpuUsage();
    await writeSweepTables(results, folder, format);
    const { user, system } = process.cpuUsage(before);
    return { cpuSeconds: (user + system) / 1e6 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function resultsOf(count, pairs) {
  const seeds = Array.from({ length: RUNS / count }, (_, seed) => String(seed + 1));
  const random = new RandomStreams('sweep tables');
  const draws = random.open('summaries');
  const cells = Array.from({ length: count }, (_, cell) => ({
    values: [String(cell)],
    at: [cell / count],
    overrides: [],
    scenarioHash: `cell ${cell}`,
  }));
  const records = cells.map(() => seeds.map(() => record(random, draws)));
  const plan = {
    ...{ name: 'benchmark', question: '', settlementAsset: 'USDT', design: { kind: 'grid' } },
    ...{ axes: [{ name: 'fund', paths: ['fund'] }], cells, seeds, metrics: METRICS, pairs },
  };
  return { plan, columns: summaryTable.columns.map((column) => column.name), records };
}

function record(random, draws) {
  const summary = summaryTable.columns.map(({ type, name: column }) => {
    if (type === 'string') return column;
    if (type === 'boolean') return 'false';
    const value = 1000 * random.exponential(draws);
    return type === 'integer' ? String(Math.floor(value)) : value.toFixed(2);
  });
  return { key: '', status: 'done', reason: '', summary };
}
