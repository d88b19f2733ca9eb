import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadScenario } from '../../src/scenario/load.js';
import { changed, EVERY_INDEX, FILES, indexProblems, loadIndices, reader } from './every-index.js';

const { scenario } = loadIndices();
const [venue] = scenario.venues;

function indexOf(name: string) {
  const found = venue.instruments.find((instrument) => instrument.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found.index;
}

describe('an index', () => {
  it('has its parameters in years, seconds and microseconds', () => {
    expect(indexOf('GBM').process).toEqual({
      kind: 'gbm',
      drift: 0,
      volatility: {
        level: 0.8,
        slow: { sd: 0.4, timeUs: 14_400e6 },
        fast: { sd: 0.3, timeUs: 900e6 },
      },
    });
    expect(indexOf('PATH').process).toMatchObject({ volatility: { level: 0.8, slow: null } });
    expect(indexOf('MERTON').process).toEqual({
      kind: 'jumpDiffusion',
      volatility: 0.6,
      drift: 0.05,
      jumps: { rate: 2 / 86_400, mean: -0.01, sd: 0.02 },
    });
    expect(indexOf('HESTON').process).toEqual({
      kind: 'heston',
      initialVolatility: 0.9,
      longRunVolatility: 0.8,
      meanReversion: (6 / 86_400) * 31_536_000,
      volOfVol: 30,
      correlation: -0.4,
      drift: 0,
    });
    expect(indexOf('GARCH')).toEqual({
      everyUs: 60e6,
      process: { kind: 'garch', volatility: 0.8, alpha: 0.08, beta: 0.9, drift: 0 },
    });
  });

  it('responds to lots: the depth moves it by one percent at full strength', () => {
    const { response } = indexOf('CONSTANT');
    expect(response?.halfLifeUs).toBe(3_600e6);
    expect(Math.exp((response?.logPerLot ?? 0) * 5_000_000)).toBeCloseTo(1.01 ** 0.2, 12);
    expect(indexOf('GBM').response).toBeUndefined();
    const none = loadIndices(changed('strength: 20%', 'strength: 0%'));
    expect(none.scenario.venues[0].instruments[0].index.response).toBeUndefined();
  });

  it('hangs together with others by rows of its venue', () => {
    const { commonJumps, indexCorrelation } = venue;
    expect(commonJumps).toEqual({ instruments: [1, 3], rate: 1 / 86_400, mean: -0.02, sd: 0.03 });
    expect(indexCorrelation?.instruments).toEqual([1, 3, 5]);
    expect(indexCorrelation?.factor[1]).toEqual([0.8, expect.closeTo(0.6, 12), 0]);
  });

  it('loads on a factor: correlations are products of loadings', () => {
    const text = EVERY_INDEX.replace(
      /pairs:[^]*?commonJumps/,
      'loadings: { GBM: 90%, MERTON: -50% }\n  commonJumps',
    );
    const { indexCorrelation } = loadIndices(text).scenario.venues[0];
    expect(indexCorrelation?.instruments).toEqual([1, 3]);
    expect(indexCorrelation?.factor[1][0]).toBeCloseTo(-0.45, 12);
    expect(indexProblems(text.replace('{ GBM: 90%', '{ GMB: 90%'))[0]).toMatch(
      /indexCorrelation.loadings.GMB expected the name of an instrument .* did you mean GBM\?$/,
    );
    expect(indexProblems(text.replace('GBM: 90%, ', ''))[0]).toMatch(
      /loadings expected at least two instruments/,
    );
  });
});

describe('the resolved scenario of every kind of index', () => {
  it('is a scenario of the same meaning', () => {
    const first = loadIndices();
    const again = loadScenario('x.yaml', JSON.stringify(first.resolved), [], reader());
    expect(again.resolved).toEqual(first.resolved);
    expect(again.hash).toBe(first.hash);
    expect(again.scenario).toEqual(first.scenario);
  });

  it('has the hash of what its files contain, not their rows', () => {
    const first = loadIndices();
    const other = { ...FILES, 'prices.csv': FILES['prices.csv'].replace('110', '111') };
    const changedFile = loadIndices(EVERY_INDEX, other);
    expect(changedFile.hash).not.toBe(first.hash);
    expect(JSON.stringify(first.resolved)).toMatch(/"sha256":"[0-9a-f]{64}"/);
    expect(JSON.stringify(first.resolved)).not.toContain('2021-05-19');
    const [problem] = indexProblems(JSON.stringify(first.resolved), other);
    expect(problem).toMatch(
      /PRICES.index.sha256 expected that of prices.csv, [0-9a-f]{64}, found /,
    );
  });
});

type Path = readonly (string | number)[];
const example: unknown = parse(EVERY_INDEX);
const BROKEN = { broken: 1 };

function memberAt(path: Path): unknown {
  return path.reduce<unknown>((container, key) => (container as never)[key], example);
}

function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, member]) => pathsIn(member, [...path, key]))];
}

function withValueAt(value: unknown, path: Path, member: unknown): unknown {
  if (path.length === 0) return member;
  const [key, ...rest] = path;
  if (Array.isArray(value))
    return value.with(Number(key), withValueAt(value[Number(key)], rest, member));
  const mapping = value as Record<string, unknown>;
  return { ...mapping, [key]: withValueAt(mapping[key], rest, member) };
}

describe('a wrong value of an index', () => {
  const places = pathsIn(example).filter(
    (path) => path.includes('index') || path.some((key) => /^(index.|common)/.test(String(key))),
  );

  it.each([
    ['a mapping of something else', BROKEN],
    ['nothing', null],
    ['a list', [[]]],
    ['text', '?'],
  ])('of any setting, %s, is one problem there and leads to no others', (_, wrong) => {
    expect(places.length).toBeGreaterThan(80);
    for (const path of places) {
      const key = path.at(-1);
      const isFreeText = ['file', 'time', 'price', 'open', 'high', 'low', 'close'].includes(
        String(key),
      );
      if (wrong === '?' && isFreeText) continue;
      // What a mapping lacks is told key by key.
      if (wrong === BROKEN && typeof memberAt(path) === 'object') continue;
      const problems = indexProblems(JSON.stringify(withValueAt(example, path, wrong)));
      const place = path.reduce<string>(
        (text, part) => `${text}${typeof part === 'number' ? `[${part}]` : `.${part}`}`,
        '',
      );
      expect(problems, place).toHaveLength(1);
      expect(` .${problems[0].split(' ')[1]}`).toContain(place);
    }
  });

  it.each([
    [
      'beta: 0.9',
      'beta: 0.92',
      /GARCH.index.beta expected alpha \+ beta below 1, .* found 0.08 \+ 0.92/,
    ],
    [
      'meanReversion: 6/d',
      'meanReversion: 0/d',
      /HESTON.index.meanReversion expected a rate above 0, such as 6\/d/,
    ],
    [
      'strength: 20%',
      'strength: 120%',
      /CONSTANT.index.response.strength expected a fraction from 0% to 100%/,
    ],
    [
      'slow: {',
      'slw: {',
      /GBM.index.volatility.slw expected one of the keys level, slow, fast.* did you mean slow/,
    ],
    [
      '[GBM, MERTON], c',
      '[GBM, MERTN], c',
      /pairs\[0\].between\[1\] expected the name of an instrument .* did you mean MERTON/,
    ],
    [
      '[GBM, MERTON], c',
      '[GBM], c',
      /pairs\[0\].between expected the names of two instruments, found GBM/,
    ],
    ['[GBM, MERTON], c', '[GARCH, GBM], c', /pairs\[1\].between expected each pair once/],
    [
      '[GBM, MERTON], c',
      '[GBM, CONSTANT], c',
      /between\[1\] expected an index with noise of its own, found one of kind constant/,
    ],
    [
      'correlation: 50% }',
      'correlation: 50% }\n      - { between: [MERTON, GARCH], correlation: -90% }',
      /indexCorrelation.pairs expected correlations that are possible together/,
    ],
    [
      'instruments: [GBM, MERTON] }',
      'instruments: [GBM, GBM] }',
      /commonJumps.instruments\[1\] expected each instrument once/,
    ],
    [
      'instruments: [GBM, MERTON] }',
      'instruments: [] }',
      /commonJumps.instruments expected at least one instrument/,
    ],
  ])('%s as %s is told', (from, to, report) => {
    const problems = indexProblems(changed(from, to));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(report);
  });
});
