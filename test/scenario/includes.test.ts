import { describe, expect, it } from 'vitest';
import { type LoadedScenario, loadScenario, ScenarioError } from '../../src/scenario/load.js';
import { EVERY_KIND } from './scenario-text.js';

/** Files by their path; reading another one fails as the command's reader does. */
type Files = Readonly<Record<string, string>>;

function load(files: Files, overrides: readonly string[] = []): LoadedScenario {
  const [[name, text]] = Object.entries(files);
  return loadScenario(name, text, overrides, (path) => {
    if (!Object.hasOwn(files, path)) throw new Error(`${path} does not exist`);
    return files[path];
  });
}

function problemsIn(files: Files, overrides: readonly string[] = []): readonly string[] {
  try {
    load(files, overrides);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.message.split('\n');
  }
}

interface Resolved {
  readonly duration: string;
  readonly venue: {
    readonly takerFee: number;
    readonly makerFee: number;
    readonly liquidation: { readonly execution: object; readonly waterfall: readonly string[] };
    readonly instruments: { readonly 'BTC-PERP': { readonly margin: object } };
  };
  readonly populations: Readonly<Record<string, { readonly wealth: object }>>;
}

function resolved(above: string, overrides: readonly string[] = []): Resolved {
  const files = { 'a/x.yaml': `include: [base.yaml]\n${above}`, 'a/base.yaml': EVERY_KIND };
  return load(files, overrides).resolved as Resolved;
}

const plain = loadScenario('x.yaml', EVERY_KIND);

describe('a scenario that includes a file', () => {
  it('means what the file means when it says nothing itself', () => {
    const files = { 'a/x.yaml': 'include: [base.yaml]', 'a/base.yaml': EVERY_KIND };
    const loaded = load(files);
    expect(loaded.resolved).toEqual(plain.resolved);
    expect(loaded.hash).toBe(plain.hash);
    expect(loaded.resolved).not.toHaveProperty('include');
    expect(loaded.fileNames).toEqual(['a/x.yaml', 'a/base.yaml']);
    expect(loaded.scenario.name).toBe('x');
  });

  it('wins over it, mapping by mapping, and its hash covers what it included', () => {
    const { duration, venue } = resolved('duration: 4h\nvenue: { takerFee: 9bp }');
    expect(duration).toBe('4h');
    expect(venue).toMatchObject({ takerFee: 0.0009, makerFee: 0.0002 });
    const changed = EVERY_KIND.replace('makerFee: 2bp', 'makerFee: 3bp');
    const above = { 'x.yaml': 'include: [base.yaml]' };
    const [before, after] = [EVERY_KIND, changed].map((text) =>
      load({ ...above, 'base.yaml': text }),
    );
    expect(after.hash).not.toBe(before.hash);
  });

  it('replaces lists and values', () => {
    const { venue } = resolved('venue: { liquidation: { waterfall: [socialise] } }');
    expect(venue.liquidation.waterfall).toEqual(['socialise']);
  });

  it('replaces a mapping of another kind or form, whose keys would not fit', () => {
    const { venue, populations } = resolved(`
venue:
  liquidation: { execution: { kind: whole } }
  instruments: { BTC-PERP: { margin: { initial: 2%, maintenance: 1% } } }
populations:
  longs: { wealth: { lognormal: { median: 1k, sigma: 1 } } }`);
    expect(venue.liquidation.execution).toEqual({ kind: 'whole' });
    expect(venue.instruments['BTC-PERP'].margin).toEqual({ initial: 0.02, maintenance: 0.01 });
    expect(populations['longs'].wealth).toMatchObject({ lognormal: { median: 1000 } });
    expect(populations['longs'].wealth).not.toHaveProperty('pareto');
  });

  it('changes one number of a law or of a kind that stays the same', () => {
    const { venue, populations } = resolved(`
venue: { liquidation: { execution: { fraction: 50% } } }
populations: { longs: { wealth: { pareto: { min: 200 } } } }`);
    expect(venue.liquidation.execution).toMatchObject({ kind: 'steps', fraction: 0.5 });
    expect(populations['longs'].wealth).toMatchObject({ pareto: { min: 200, exponent: 1.3 } });
  });

  it('lets a later file lie over an earlier one, and an included file include', () => {
    const files = {
      'x.yaml': 'include: [sub/one.yaml, sub/two.yaml]',
      'sub/one.yaml': 'include: [../base.yaml]\nduration: 1h\nsampleEvery: 2s',
      'sub/two.yaml': 'duration: 2h',
      'base.yaml': EVERY_KIND,
    };
    const { scenario, fileNames } = load(files);
    expect(scenario).toMatchObject({ durationUs: 7200e6, sampleEveryUs: 2e6 });
    expect(fileNames).toEqual(['x.yaml', 'sub/one.yaml', 'base.yaml', 'sub/two.yaml']);
  });

  it('is merged before --set applies', () => {
    expect(resolved('duration: 4h', ['duration=3h']).duration).toBe('3h');
    const files = { 'x.yaml': EVERY_KIND };
    expect(problemsIn(files, ['include=[y.yaml]'])).toEqual([
      '--set include=[y.yaml] expected a setting other than include, which is read before, found include',
    ]);
  });
});

describe('a problem', () => {
  it('in an included file is told at its line there, the including file first', () => {
    const base = EVERY_KIND.replace('takerFee: 4bp', 'takerFee: 4s').replace('lot: 0.001\n', '\n');
    const files = {
      'a/x.yaml': `include: [base.yaml]\n${'\n'.repeat(40)}duratoin: 3h`,
      'a/base.yaml': base,
    };
    expect(problemsIn(files)).toEqual([
      expect.stringMatching(/^a\/x\.yaml:42:1 duratoin expected .*did you mean duration\?$/),
      expect.stringMatching(/^a\/base\.yaml:9:13 venue\.takerFee expected a fraction/),
      expect.stringMatching(/^a\/base\.yaml:23:5 venue\.instruments\.BTC-PERP\.lot expected/),
    ]);
  });

  it('of a value that the including file replaced is none', () => {
    const base = EVERY_KIND.replace('takerFee: 4bp', 'takerFee: 4s');
    const files = { 'x.yaml': 'include: [base.yaml]\nvenue: { takerFee: 1bp }', 'base.yaml': base };
    expect(problemsIn(files)).toEqual([]);
  });

  it('between two files is told where the value stands that wins', () => {
    const files = {
      'x.yaml': 'include: [base.yaml]\nsampleEvery: 9h',
      'base.yaml': EVERY_KIND,
    };
    expect(problemsIn(files)).toEqual([
      'x.yaml:2:14 sampleEvery expected at most the duration of the run, found a longer time',
    ]);
  });

  const top = 'question: x\ninclude:\n  - one.yaml\n';
  const wrong: readonly (readonly [string, Files, string])[] = [
    [
      'a file that is missing',
      { 'a/x.yaml': top },
      'a/x.yaml:3:5 include[0] expected a file that can be read, found that a/one.yaml does not exist',
    ],
    [
      'a file that includes itself',
      { 'x.yaml': top, 'one.yaml': 'include: [./two.yaml]', 'two.yaml': 'include: [one.yaml]' },
      'two.yaml:1:11 include[0] expected a file that does not include itself, found one.yaml → two.yaml → one.yaml',
    ],
    [
      'a scenario that includes itself',
      { 'x.yaml': 'include: [x.yaml]' },
      'x.yaml:1:11 include[0] expected a file that does not include itself, found x.yaml → x.yaml',
    ],
    [
      'a file that is no mapping',
      { 'x.yaml': top, 'one.yaml': '# nothing\n- 1' },
      'one.yaml:2:1 expected a mapping of settings, found a list',
    ],
    [
      'an empty file',
      { 'x.yaml': top, 'one.yaml': '' },
      'one.yaml:1:1 expected a mapping of settings, found nothing',
    ],
    [
      'a path where a list should be',
      { 'x.yaml': 'include: one.yaml' },
      'x.yaml:1:10 include expected a list of files, such as [behaviours/btc.yaml], found one.yaml',
    ],
    [
      'a path that is no text',
      { 'x.yaml': 'include: [1]' },
      'x.yaml:1:11 include[0] expected the path of a file, found 1',
    ],
    [
      'more files than anyone needs',
      { 'x.yaml': `include: [${'one.yaml, '.repeat(40)}]`, 'one.yaml': 'duration: 1h' },
      'x.yaml:1:331 include[32] expected at most 32 included files, found more',
    ],
  ];

  it.each(wrong)('with %s is one clear line', (_, files, report) => {
    expect(problemsIn(files)).toEqual([report]);
  });

  it('with bad YAML in an included file is told there', () => {
    const [report, ...more] = problemsIn({ 'x.yaml': top, 'one.yaml': 'a: 1\nb: [1' });
    expect(report).toMatch(/^one\.yaml:2:\d+ expected YAML that can be read/);
    expect(more).toEqual([]);
  });

  it('without a reader says that files can not be read', () => {
    expect(() => loadScenario('x.yaml', 'include: [y.yaml]')).toThrow(
      'found that y.yaml can not be read here: loadScenario got no fourth argument that reads files',
    );
  });
});
