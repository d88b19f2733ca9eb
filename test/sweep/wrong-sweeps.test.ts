import { describe, expect, it } from 'vitest';
import { SCENARIO } from '../cli/command.js';
import { changed, problemsOf, SWEEP } from './sweep-text.js';

type Edit = readonly [from: string, to: string];
/** [what is wrong, the edit (from, to), the report, other edits]. A ^ marks the place that the report names. */
type Case = readonly [
  name: string,
  from: string,
  to: string,
  report: RegExp,
  also?: readonly Edit[],
];

const FUND = 'fund: { path: venue.insuranceFund.initial, list: [50, 100, 200] }';
const STEPS = 'range: { from: 10k, to: 50k, steps: 3 }';
const PATHS = 'paths: [populations.retail.marketOrders.rate, populations.retail.limitOrders.rate]';

const KEYS: readonly Case[] = [
  [
    'a misspelt key',
    'question:',
    '^qestion:',
    /^qestion expected one of the keys .*, found qestion; did you mean question\?$/,
  ],
  [
    'a key of an axis that is there twice',
    FUND,
    'fund: { path: a, ^path: venue.takerFee, list: [1bp, 2bp] }',
    /^expected each key once, found path a second time$/,
  ],
  [
    'a reserved name',
    'fund: {',
    '^__proto__: {',
    /^expected a key of a scenario, found the reserved name __proto__$/,
  ],
  [
    'a reserved name in a path',
    'venue.insuranceFund.initial, list',
    '^venue.__proto__.x, list',
    /^venue.__proto__ expected one of name, .*, found __proto__$/,
  ],
  ['no YAML', 'seeds: 40', 'seeds: [40', /./],
  ['no scenario', 'scenario: small.yaml', '', /^scenario expected text, found nothing$/],
  [
    'a scenario that is not there',
    'scenario: small.yaml',
    'scenario: ^smal.yaml',
    /^scenario expected a scenario that can be read, found sweeps\/smal.yaml does not exist$/,
  ],
  [
    'a name that no scenario has',
    'scenario: small.yaml',
    'scenario: ^smal',
    /^scenario expected the path .*, found smal; did you mean small\?$/,
  ],
];

const AXES: readonly Case[] = [
  [
    'an empty list',
    'list: [50, 100, 200]',
    'list: ^[]',
    /^axes.fund.list expected at least one value, found an empty list$/,
  ],
  [
    'a value that is there twice',
    '[50, 100, 200]',
    '[50, 100, ^50]',
    /^axes.fund.list\[2\] expected each value once, found 50 a second time$/,
  ],
  [
    'an axis without values',
    FUND,
    'fund: ^{ path: duration }',
    /^axes.fund expected one of list, range and logRange, found none of them$/,
  ],
  [
    'an axis with two kinds of values',
    FUND,
    'fund: ^{ path: a, list: [1], range: { from: 1, to: 2 } }',
    /^axes.fund expected one of list, range and logRange, found list and range$/,
  ],
  [
    'an axis without a path',
    FUND,
    'fund: ^{ list: [1] }',
    /^axes.fund expected one of path and paths, found none of them$/,
  ],
  [
    'no paths',
    PATHS,
    'paths: ^[]',
    /^axes.rate.paths expected at least one path, found an empty list$/,
  ],
  [
    'a path that is none',
    'path: venue.insuranceFund.initial,',
    'path: ^venue.insuranceFund.,',
    /^axes.fund.path expected the path of a setting/,
  ],
  [
    'values for fewer paths than there are',
    '[1/s, 2/s]]',
    '^[1/s]]',
    /^axes.rate.list\[1\] expected a value for each of 2 paths, found 1$/,
  ],
  [
    'a range upside down',
    STEPS,
    'range: { from: 50k, to: ^10k, steps: 3 }',
    /^axes.wealth.range.to expected an upper end above the lower one, found 50k to 10k$/,
  ],
  [
    'ends of two kinds',
    STEPS,
    'range: { from: 10k, to: ^5%, steps: 3 }',
    /^axes.wealth.range.to expected a number like the lower end, such as 10k, found 5%$/,
  ],
  [
    'an end that is no number',
    STEPS,
    'range: { from: ^few, to: 5, steps: 3 }',
    /^axes.wealth.range.from expected a number, or one with its unit, such as 1M, .*, found few$/,
  ],
  [
    'an end that is a list',
    STEPS,
    'range: { from: ^[1], to: 5, steps: 3 }',
    /^axes.wealth.range.from expected a number, or one with its unit, .*, found a list$/,
  ],
  [
    'factors from 0',
    STEPS,
    'logRange: { from: ^0, to: 50k, steps: 3 }',
    /^axes.wealth.logRange.from expected a lower end above 0.*, found 0$/,
  ],
  [
    'a grid without steps',
    ', steps: 3',
    '',
    /^axes.wealth.range.steps expected a number of steps, for grid, found nothing$/,
  ],
  [
    'rounding of a list',
    'list: [50, 100, 200] }',
    'list: [50, 100], whole: ^true }',
    /^axes.fund.whole expected no rounding of a list, found true$/,
  ],
  [
    'rounding in two ways',
    STEPS,
    `${STEPS}\n    multipleOf: 1\n    whole: ^true`,
    /^axes.wealth.whole expected either whole or multipleOf, found both$/,
  ],
  [
    'multiples of another kind',
    STEPS,
    `${STEPS}\n    multipleOf: ^5%`,
    /^axes.wealth.multipleOf expected a number above 0 like the ends, found 5%$/,
  ],
  [
    'multiples that are too far apart',
    STEPS,
    `${STEPS}\n    multipleOf: ^1M`,
    /^axes.wealth.multipleOf expected ends with such a value between them, found none$/,
  ],
  [
    'one path on two axes',
    'path: populations.retail.wealth',
    'path: ^venue.insuranceFund.initial',
    /^axes.wealth.path expected a path that no other axis sets, found venue.insuranceFund.initial, and venue.insuranceFund.initial in axis fund$/,
  ],
  [
    'a path within that of another axis',
    'path: populations.retail.wealth',
    'path: ^venue.insuranceFund',
    /^axes.wealth.path expected a path that no other axis sets/,
  ],
  [
    'a setting that an axis undoes',
    'set: { duration: 2m }',
    'set: { venue.insuranceFund.initial: ^5 }',
    /^set.venue.insuranceFund.initial expected a setting that no axis varies, found one that axis fund sets after it$/,
  ],
  [
    'a name that is a column',
    'fund: {',
    '^bad_debt: {',
    /^axes.bad_debt expected a name that is no column of the tables, found bad_debt$/,
  ],
  [
    'a name that is none',
    'fund: {',
    '^my-fund: {',
    /^axes.my-fund expected a name of letters, digits and _/,
  ],
];

const MANY_AXES = `${Array.from(
  { length: 30 },
  (_, row) => `  a${row}: { path: populations.a${row}.wealth, list: [1, 2] }\n`,
).join('')}  rate:\n`;

const DESIGNS: readonly Case[] = [
  [
    'a design that is none',
    'design: grid',
    'design: ^gird',
    /^design expected one of grid, oneAtATime, or a mapping with a kind \(.*\), found gird$/,
  ],
  [
    'a kind that is none',
    'design: grid',
    'design: { kind: ^sobl, points: 4 }',
    /^design.kind expected one of .*, found sobl; did you mean sobol\?$/,
  ],
  [
    'no points',
    'design: grid',
    '^design: { kind: random }',
    /^design.points expected a whole number from 1 to 1000000, such as 5000 or 5k, found nothing$/,
  ],
  [
    'steps for a design that samples',
    'design: grid',
    'design: { kind: random, points: 4 }',
    /^axes.wealth.range.steps expected no steps: random chooses the values itself, found 3$/,
  ],
  [
    'levels that are odd',
    'design: grid',
    'design: { kind: oneAtATime, trajectories: 4, levels: ^5 }',
    /^design.levels expected an even number of levels, .*, found 5$/,
    [[', steps: 3', '']],
  ],
  [
    'levels of a star',
    'design: grid',
    'design: { kind: oneAtATime, levels: ^4 }',
    /^design.levels expected trajectories beside it, or neither, found levels/,
  ],
  [
    'more runs than anyone waits for',
    'seeds: 40',
    'seeds: 100k',
    /^design expected at most 1000000 runs, found 18 cells × 100000 seeds = 1800000$/,
  ],
  [
    'neighbours of a star',
    'design: grid',
    'design: oneAtATime\npairs: ^neighbours',
    /^pairs expected baseline, all or none: only a grid has neighbours, found neighbours$/,
  ],
  [
    'all pairs of many cells',
    'list: [50, 100, 200]',
    `list: [${Array.from({ length: 100 }, (_, row) => row + 1).join()}]`,
    /^pairs expected baseline, neighbours or none with more than 500 cells, found all, of 600 cells$/,
    [['design: grid', 'pairs: ^all']],
  ],
  [
    'more axes than a sequence has dimensions',
    'design: grid',
    'design: { kind: sobol, points: 4 }',
    /^design expected at most 32 axes for sobol, found 33$/,
    [
      [', steps: 3', ''],
      ['  rate:\n', MANY_AXES],
    ],
  ],
  [
    'an axis of which nothing can be learnt',
    'list: [50, 100, 200]',
    'list: ^[50]',
    /^axes.fund.list expected at least two values, .*, found one$/,
    [
      [', steps: 3', ''],
      ['design: grid', 'design: { kind: sobol, points: 4, for: sensitivity }'],
    ],
  ],
];

const ASKED: readonly Case[] = [
  [
    'a metric that is no column',
    '[bad_debt,',
    '[^bad_dept,',
    /^metrics\[0\] expected a column of numbers in summary.csv, found bad_dept; did you mean bad_debt\?$/,
  ],
  [
    'a metric that is a word',
    '[bad_debt,',
    '[^end_reason,',
    /^metrics\[0\] expected a column of numbers/,
  ],
  [
    'a metric that is there twice',
    'max_mark_drawdown_pct]',
    '^bad_debt]',
    /^metrics\[1\] expected each column once, found bad_debt a second time$/,
  ],
  [
    'a metric of a counterfactual that is not made',
    '[bad_debt,',
    '[^amplification,',
    /^metrics\[0\] expected counterfactual: true, for amplification, found none$/,
  ],
  [
    'no metrics',
    'metrics: [bad_debt, max_mark_drawdown_pct]',
    'metrics: ^[]',
    /^metrics expected at least one column, found an empty list$/,
  ],
  [
    'a stopping rule on no column',
    'stop: { metric: bad_debt',
    'stop: { metric: ^bad_det',
    /^stop.metric expected a column of numbers in summary.csv, found bad_det; did you mean bad_debt\?$/,
  ],
  [
    'a stopping rule that never looks',
    'seeds: 40',
    'seeds: 32',
    /^stop expected more than 32 seeds, .*, found 32$/,
  ],
  [
    'an interval of no width',
    'halfWidth: 10k',
    'halfWidth: ^0',
    /^stop.halfWidth expected an amount of money above 0, .*, found 0$/,
  ],
  [
    'no seeds',
    'seeds: 40',
    'seeds: ^0',
    /^seeds expected a whole number from 1 .*, or a list, found 0$/,
  ],
  [
    'a seed that is there twice',
    'seeds: 40\n',
    `seeds: [1, ^"1", ${Array.from({ length: 33 }, (_, row) => `s${row}`).join()}]\n`,
    /^seeds\[1\] expected each seed once, found 1 a second time$/,
  ],
  [
    'a seed that is none',
    'seeds: 40\n',
    'seeds: [1, ^A]\n',
    /^seeds\[1\] expected up to 64 of a-z/,
  ],
  [
    'memory without its unit',
    'memory: 1GB',
    'memory: ^1000',
    /^limits.memory expected none, or an amount of memory with its unit, .*, found 1000$/,
  ],
  [
    'time without its unit',
    'wallClock: 60s',
    'wallClock: ^60',
    /^limits.wallClock expected none, or a duration .*, found 60$/,
  ],
  [
    'too much text',
    'seeds: 40',
    `seeds: 40 #${' '.repeat(70_000)}`,
    /^expected a file of at most 64 kB, found/,
  ],
];

const SCENARIOS: readonly Case[] = [
  [
    'a value that the scenario does not take, in a list',
    '[50, 100, 200]',
    '[50, ^5 s, 200]',
    /^venue.insuranceFund.initial expected an amount of money of at least 0, .*, found 5 s$/,
  ],
  [
    'a value of a range',
    STEPS,
    'range: ^{ from: 1s, to: 2s, steps: 3 }',
    /^populations.retail.wealth expected an amount of money .*, found 1s$/,
  ],
  [
    'the second of two values',
    '[1/s, 2/s]]',
    '[1/s, ^2s]]',
    /^populations.retail.limitOrders.rate expected a rate with its unit, .*, found 2s$/,
  ],
  [
    'a path that the scenario has not',
    'path: venue.insuranceFund.initial',
    'path: ^venue.insuranceFund.intial',
    /^venue.insuranceFund.intial expected one of the keys .*, found intial; did you mean initial\?$/,
  ],
  [
    'a path that begins wrong',
    'path: venue.insuranceFund.initial',
    'path: ^venue.insuranceFnd.initial',
    /^venue.insuranceFnd expected one of the keys .*, found insuranceFnd; did you mean insuranceFund\?$/,
  ],
  [
    'a population that is not there',
    'path: populations.retail.wealth',
    'path: ^populations.retial.wealth',
    /^populations.retial expected one of retail, .*, found retial; did you mean retail\?$/,
  ],
  [
    'a misspelt setting for all runs',
    'set: { duration: 2m }',
    'set: { ^duraton: 2m }',
    /^duraton expected one of the keys .*, found duraton; did you mean duration\?$/,
  ],
  [
    'a wrong value for all runs',
    'set: { duration: 2m }',
    'set: { duration: ^2 }',
    /^duration expected a duration above 0s .*, found 2$/,
  ],
  [
    'a setting that contradicts the base scenario',
    'set: { duration: 2m }',
    'set: { duration: ^5s }',
    /^sampleEvery expected at most the duration of the run, found a longer time at sweeps\/small.yaml:3$/,
  ],
  [
    'a value of an axis that contradicts the base scenario',
    'path: venue.insuranceFund.initial, list: [50, 100, 200]',
    'path: populations.hedgers.count, list: [5, ^0]',
    /^populations.longs.standing.counterparty expected a population with agents, found hedgers, which has none at sweeps\/small.yaml:36$/,
  ],
  [
    'values of two assets',
    'path: venue.insuranceFund.initial, list: [50, 100, 200]',
    'path: settlement.asset, list: [USDT, USDC]',
    /^axes expected one settlement asset in all cells, found USDT and USDC$/,
  ],
];

/** The text without its ^, and what begins the report if there was one. */
function marked(text: string): { readonly text: string; readonly place: string } {
  const at = text.indexOf('^');
  if (at < 0) return { text, place: 'sweeps/x.yaml:' };
  const before = text.slice(0, at).split('\n');
  const place = `sweeps/x.yaml:${before.length}:${(before.at(-1)?.length ?? 0) + 1} `;
  return { text: text.replace('^', ''), place };
}

const KINDS = { keys: KEYS, axes: AXES, designs: DESIGNS, asked: ASKED, scenarios: SCENARIOS };

describe.each(Object.entries(KINDS))('a sweep that is wrong: %s', (_, cases) => {
  for (const [what, from, to, report, also = []] of cases) {
    it(`says so of ${what}`, async () => {
      const { text, place } = marked(changed([from, to], ...also));
      const [problem, ...others] = await problemsOf(text);
      expect(others).toEqual([]);
      expect(problem.startsWith(place)).toBe(true);
      expect(problem.replace(/^\S+ /, '')).toMatch(report);
    });
  }
});

describe('all that is wrong with a sweep', () => {
  it('is nothing where nothing is', async () => {
    expect(await problemsOf(SWEEP)).toEqual([]);
  });

  it('is told together, in the file and in the scenarios, each problem once', async () => {
    const text = changed(
      ['[50, 100, 200]', '[50, 5 s, x]'],
      ['metrics: [bad_debt', 'metrics: [bad_dept'],
      ['[1/s, 2/s]', '[1/s, 2s]'],
    );
    const paths = (await problemsOf(text)).map((line) => line.split(' ').slice(0, 2).join(' '));
    expect(paths).toEqual([
      'sweeps/x.yaml:5:57 venue.insuranceFund.initial',
      'sweeps/x.yaml:5:62 venue.insuranceFund.initial',
      'sweeps/x.yaml:11:31 populations.retail.limitOrders.rate',
      'sweeps/x.yaml:14:11 metrics[0]',
    ]);
  });

  it('is told at the base scenario where that is wrong itself', async () => {
    const scenario = SCENARIO.replace('count: 300', 'count: many');
    expect(await problemsOf(SWEEP, { scenario })).toEqual([
      expect.stringMatching(/^sweeps\/small.yaml:\d+:\d+ populations.longs.count .* found many$/),
    ]);
  });

  it('is found in a grid of thousands of cells without trying them all', async () => {
    const many = Array.from({ length: 1000 }, (_, row) => row + 1).join();
    let tried = 0;
    const onProgress = (cells: number): void => void (tried = cells);
    const text = changed(
      ['list: [50, 100, 200]', `list: [${many}]`],
      ['[1/s, 2/s]]', '[1 s, 2/s]]'],
      ['[5/s, 10/s]', '[5 s, 10/s]'],
    );
    expect(await problemsOf(text, { onProgress })).toHaveLength(2);
    expect(tried).toBe(100);
  });
});

describe('a setting of the command line', () => {
  it.each([
    [
      'venue.insuranceFund.initial=5',
      /^--set venue.insuranceFund.initial=5 venue.insuranceFund.initial expected a setting that no axis varies, found one that axis fund sets after it$/,
    ],
    ['populations.retail.marketOrders.rate.x=5', /expected a setting that no axis varies/],
    [
      'venue.takrFee=5bp',
      /^--set venue.takrFee=5bp venue.takrFee expected one of the keys .*; did you mean takerFee\?$/,
    ],
    ['venue.takerFee', /^--set venue.takerFee expected path=value/],
    [
      'duration=5s',
      /^--set duration=5s sampleEvery expected at most the duration of the run, found a longer time at sweeps\/small.yaml:3$/,
    ],
  ])('that is wrong is told as such: %s', async (override, report) => {
    const problems = await problemsOf(SWEEP, { overrides: ['venue.makerFee=1bp', override] });
    expect(problems).toEqual([expect.stringMatching(report)]);
  });
});
