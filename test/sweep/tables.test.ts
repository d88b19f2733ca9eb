import { describe, expect, it } from 'vitest';
import { type CellRow, cellRows } from '../../src/sweep/cell-rows.js';
import { cellPairs } from '../../src/sweep/cell-pairs.js';
import { morrisRows } from '../../src/sweep/morris-rows.js';
import { pairRows } from '../../src/sweep/pair-rows.js';
import type { SweepPlan } from '../../src/sweep/plan.js';
import { readSamples } from '../../src/sweep/samples.js';
import { sobolRows } from '../../src/sweep/sobol-rows.js';
import type { SweepResults } from '../../src/sweep/sweep-results.js';
import { cell, COLUMNS, failure, plan, resultsOf, run } from './results.js';

function cellsOf(results: SweepResults): CellRow[] {
  return [...cellRows(results, readSamples(results))];
}

const pairsOf = (results: SweepResults) => [...pairRows(results, readSamples(results))];
const upTo = (n: number): number[] => Array.from({ length: n }, (_, row) => row + 1);

describe('a row of cells.csv', () => {
  it('says what the seeds of a cell came to', () => {
    const [row] = cellsOf(resultsOf(plan(), [upTo(100), upTo(100)]));
    expect(row).toMatchObject({
      cell: 0,
      metric: 'bad_debt',
      n: 100,
      mean: 50.5,
      median: 50.5,
      expectedShortfall95: 98,
      sharePositive: 1,
      failed: 0,
      warning: '',
    });
    expect(row.sd).toBeCloseTo(29.011492, 6);
    expect(row.q05).toBeCloseTo(5.95, 12);
    expect(row.q95).toBeCloseTo(95.05, 12);
    expect(row.q99).toBeCloseTo(99.01, 12);
    // About mean ± 1.98 · 29.01 ÷ 10.
    expect(row.interval.low).toBeCloseTo(44.8, 0);
    expect(row.interval.high).toBeCloseTo(56.2, 0);
    expect(row.sharePositiveInterval.low).toBeCloseTo(0.963, 3);
  });

  it('counts the runs with bad debt', () => {
    const [row] = cellsOf(resultsOf(plan(), [[0, 0, 5, 0], []]));
    expect(row.sharePositive).toBe(0.25);
    expect(row.sharePositiveInterval.low).toBeCloseTo(0.0456, 4);
    expect(row.sharePositiveInterval.high).toBeCloseTo(0.6994, 4);
    expect(row.warning).toContain('only 1 run above 0: interval too narrow');
  });

  it('has an interval without width where all runs agree', () => {
    const [row] = cellsOf(resultsOf(plan(), [upTo(100).map(() => 0.1), []]));
    expect(row).toMatchObject({ mean: 0.1, sd: 0, interval: { low: 0.1, high: 0.1 }, warning: '' });
  });

  it('leaves out what has no value, and says so', () => {
    const results: SweepResults = {
      plan: plan({ cells: [cell(['1'])] }),
      columns: COLUMNS,
      records: [
        [
          run({ bad_debt: '4' }),
          failure('failed', 'threw'),
          failure('crashed', 'took its worker with it'),
          null,
          run({ bad_debt: '' }),
          run({ bad_debt: '6' }, 'limited'),
        ],
      ],
    };
    const [row] = cellsOf(results);
    expect(row).toMatchObject({ n: 2, mean: 5, failed: 2 });
    expect(row.warning).toBe(
      'an interval wants 20 runs; q05 and q95 want 20 runs; q99 and expected_shortfall_95 want 100 runs; 2 runs without a summary left out; 1 run missing; 1 undefined value left out; 1 run cut by a limit',
    );
  });

  it('is empty without a value', () => {
    const [row] = cellsOf(resultsOf(plan(), [[NaN, NaN], []]));
    expect(row).toMatchObject({
      n: 0,
      mean: NaN,
      sd: NaN,
      median: NaN,
      q99: NaN,
      expectedShortfall95: NaN,
      interval: { low: NaN, high: NaN },
      sharePositive: NaN,
    });
    expect(row.warning).toContain('2 undefined values left out');
  });

  it.each([
    [1, 'too few runs for an interval; q05 and q95 want 20 runs; q99 and expected_shortfall_95'],
    [
      19,
      'an interval wants 20 runs; q05 and q95 want 20 runs; q99 and expected_shortfall_95 want 100 runs',
    ],
    [20, 'q99 and expected_shortfall_95 want 100 runs'],
    [99, 'q99 and expected_shortfall_95 want 100 runs'],
    [100, ''],
  ])('warns with %d runs of what they are too few for', (n, warning) => {
    const [row] = cellsOf(resultsOf(plan(), [upTo(n), []]));
    expect(row.warning.startsWith(warning)).toBe(true);
    if (n > 1) expect(row.warning).toBe(warning);
  });

  it('does not change when the design grows a cell before it', () => {
    const small = plan({ cells: [cell(['2'])] });
    const large = plan({ cells: [cell(['1']), cell(['2'])] });
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const [alone] = cellsOf(resultsOf(small, [values]));
    const [, second] = cellsOf(resultsOf(large, [upTo(8), values]));
    expect(second).toEqual({ ...alone, cell: 1 });
  });
});

describe('the pairs of a sweep', () => {
  const grid = [
    ['1', 'a'],
    ['1', 'b'],
    ['1', 'c'],
    ['2', 'a'],
    ['2', 'b'],
    ['2', 'c'],
  ].map((values) => cell(values, [0, 0]));
  const axes = [
    { name: 'fund', paths: ['x'] },
    { name: 'rule', paths: ['y'] },
  ];
  const of = (pairs: SweepPlan['pairs']): string[] =>
    [...cellPairs(plan({ cells: grid, axes, pairs }))].map(({ cell, other }) => `${cell}-${other}`);

  it('hold each cell against the first', () => {
    expect(of('baseline')).toEqual(['1-0', '2-0', '3-0', '4-0', '5-0']);
  });

  it('hold each cell against the one before it along each axis', () => {
    expect(of('neighbours')).toEqual(['1-0', '2-1', '3-0', '4-1', '4-3', '5-2', '5-4']);
  });

  it('hold each cell against each, or none', () => {
    expect(of('all')).toHaveLength(15);
    expect(new Set(of('all')).size).toBe(15);
    expect(of('none')).toEqual([]);
  });

  it('say which axes differ', () => {
    const results = resultsOf(
      plan({ cells: grid, axes }),
      grid.map(() => [1, 2]),
    );
    expect(pairsOf(results).map(({ change }) => change)).toEqual([
      'rule: a → b',
      'rule: a → c',
      'fund: 1 → 2',
      'fund: 1 → 2; rule: a → b',
      'fund: 1 → 2; rule: a → c',
    ]);
  });
});

describe('a row of pairs.csv', () => {
  it('is the difference on the same seeds', () => {
    const base = upTo(32).map((seed) => 10 * seed);
    const more = base.map((value, seed) => value + 2 + (seed % 3)); // 2, 3 or 4 more
    const [row] = pairsOf(resultsOf(plan(), [base, more]));
    expect(row).toMatchObject({ cell: 1, other: 0, n: 32, shareHigher: 1, verdict: 'higher' });
    expect(row.meanDifference).toBeCloseTo((11 * 2 + 11 * 3 + 10 * 4) / 32, 12);
    expect(row.interval.low).toBeGreaterThan(2.6);
    expect(row.interval.high).toBeLessThan(3.3);
    expect(row.varianceRatio).toBeLessThan(1e-4);
    expect(row.warning).toBe('');
  });

  it('shows no difference where there is none, and where it can not be known', () => {
    const same = upTo(32);
    const [equal] = pairsOf(resultsOf(plan(), [same, same]));
    expect(equal).toMatchObject({ meanDifference: 0, verdict: 'no difference shown', sd: 0 });
    expect(equal).toMatchObject({ shareHigher: 0, varianceRatio: 0 });
    const [single] = pairsOf(resultsOf(plan(), [[1], [2]]));
    expect(single).toMatchObject({ n: 1, meanDifference: 1, verdict: 'no difference shown' });
    expect(single.warning).toBe('too few pairs for an interval');
    const [none] = pairsOf(resultsOf(plan(), [[NaN], [2]]));
    expect(none).toMatchObject({ n: 0, meanDifference: NaN, shareHigher: NaN });
  });

  it('has a variance ratio of 1 for runs that have nothing in common', () => {
    // Orthogonal: every value of the one meets every value of the other.
    const left = [1, 1, 2, 2];
    const right = [5, 7, 5, 7];
    expect(pairsOf(resultsOf(plan(), [left, right]))[0].varianceRatio).toBeCloseTo(1, 12);
  });

  it('uses the seeds that both cells were run with and have a value for', () => {
    // A stopping rule left the first cell at four seeds; one of them has no value.
    const [row] = pairsOf(
      resultsOf(plan(), [
        [1, NaN, 3, 4],
        [2, 3, 4, 5, 100, 100],
      ]),
    );
    expect(row).toMatchObject({ n: 3, meanDifference: 1 });
    expect(row.warning).toBe('an interval wants 20 pairs; 1 seed without both values left out');
  });
});

const axes = [
  { name: 'fund', paths: ['x'] },
  { name: 'leverage', paths: ['y'] },
];

describe('the sensitivity of a metric', () => {
  it("is Sobol's where cells come in Saltelli's blocks", () => {
    // bad_debt = 3 fund + leverage on the corners of the square: variances 9 : 1.
    const corners = ['0', '1'].flatMap((x) => ['0', '1'].map((y) => [x, y]));
    const blocks = corners.flatMap((a) => corners.map((b) => ({ a, b })));
    const cells = blocks.flatMap(({ a, b }) =>
      [a, b, [b[0], a[1]], [a[0], b[1]]].map((values) => cell(values)),
    );
    const of = plan({ axes, cells, design: { kind: 'sobol', isSaltelli: true } });
    const values = cells.map(({ at: [x, y] }) => [3 * x + y, 3 * x + y + 2]);
    const results = resultsOf(of, values);
    const [fund, leverage] = sobolRows(results, readSamples(results));
    expect(fund).toMatchObject({ axis: 'fund', metric: 'bad_debt', n: 16 });
    // The estimator divides by 2N − 1 in its variance: 31 ÷ 32 of 0.9 and of 0.1.
    expect(fund.total).toBeCloseTo((0.9 * 31) / 32, 12);
    expect(leverage.total).toBeCloseTo((0.1 * 31) / 32, 12);
    expect(fund.first).toBeCloseTo(1 - (0.1 * 31) / 32, 12);
    expect(leverage.axis).toBe('leverage');
    expect(fund.warning).toBe('intervals want 100 blocks');

    const broken = values.map((value, at) => (at === 5 ? [NaN, NaN] : value));
    const [left] = sobolRows(resultsOf(of, broken), readSamples(resultsOf(of, broken)));
    expect(left.n).toBe(15);
    expect(left.warning).toContain('1 block with an undefined cell left out');
    const constant = resultsOf(
      of,
      cells.map(() => [1]),
    );
    const [flat] = sobolRows(constant, readSamples(constant));
    expect(flat.total).toBeNaN();
    expect(flat.warning).toContain('the metric does not vary');
  });

  it("is Morris's from one cell to the next of each trajectory", () => {
    const cells = [
      [0, 0],
      [0.5, 0],
      [0.5, 0.5],
      [1, 1],
      [1, 0.5],
      [0.5, 0.5],
    ].map((at) => cell(at.map(String), at));
    const results = resultsOf(
      plan({ axes, cells, design: { kind: 'morris' } }),
      cells.map(({ at: [x, y] }) => [4 * x * x - y, 4 * x * x - y]),
    );
    const [fund, leverage] = morrisRows(results, readSamples(results));
    // 4 x²: (1 − 0) ÷ .5 = 2, and (1 − 4) ÷ −.5 = 6.
    expect(fund).toMatchObject({ axis: 'fund', n: 2, mu: 4, muStar: 4 });
    expect(fund.sigma).toBeCloseTo(Math.sqrt(8), 12);
    expect(leverage).toMatchObject({ axis: 'leverage', n: 2, mu: -1, muStar: 1, sigma: 0 });
    expect(fund.warning).toBe('sigma wants 4 effects');
  });

  it("is Morris's from the base to every other cell of a star", () => {
    const cells = [
      [0.5, 0.5],
      [0, 0.5],
      [1, 0.5],
      [0.5, 1],
      [0.5, 0.5], // the base once more
    ].map((at) => cell(at.map(String), at));
    const results = resultsOf(
      plan({ axes, cells, design: { kind: 'oneAtATime' } }),
      cells.map(({ at: [x, y] }, row) => (row === 3 ? [NaN, NaN] : [x * x + y, x * x + y + 7])),
    );
    const [fund, leverage] = morrisRows(results, readSamples(results));
    expect(fund).toMatchObject({ n: 2, mu: 1 }); // slopes .5 and 1.5
    expect(leverage).toMatchObject({ n: 0, mu: NaN });
    expect(leverage.warning).toBe('sigma wants 4 effects; 1 undefined effect left out');
  });

  it('compares cells on the seeds they share', () => {
    const cells = [cell(['0']), cell(['1'])];
    const results = resultsOf(plan({ cells, design: { kind: 'oneAtATime' } }), [
      [1, 2],
      [2, 3, 1000],
    ]);
    expect([...morrisRows(results, readSamples(results))][0].mu).toBe(1);
  });
});
