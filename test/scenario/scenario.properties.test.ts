import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { decode } from '../../src/scenario/decode.js';
import { Findings } from '../../src/scenario/findings.js';
import { loadScenario } from '../../src/scenario/load.js';
import { scenarioSchema } from '../../src/scenario/schema.js';
import { EVERY_KIND, problemsOf } from './scenario-text.js';

type Path = readonly (string | number)[];
const example: unknown = parse(EVERY_KIND);

const BROKEN = { broken: 1 };

function memberAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((container, key) => (container as never)[key], value);
}

/** Paths of all values, leaves and mappings alike. */
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

/** Overrides that leave the example valid, with random values. */
const duration = fc.oneof(
  fc.integer({ min: 1, max: 10_000_000_000 }).map((us) => `${us}us`),
  fc
    .tuple(fc.nat({ max: 50 }), fc.integer({ min: 1, max: 59 }))
    .map(([hours, minutes]) => `${hours}h${minutes}.5m`),
);
const share = fc.oneof(
  fc.integer({ min: 1, max: 99 }).map((percent) => `${percent}%`),
  fc.double({ min: 0.01, max: 0.99, noNaN: true }).map(String),
);
const rate = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 999 }), fc.constantFrom('s', 'min', 'h', 'd'))
    .map(([events, unit]) => `${events}/${unit}`),
  fc.double({ min: 0, max: 3, noNaN: true }).map((value) => `${value.toFixed(15)}/s`),
);
const money = fc.oneof(
  fc.integer({ min: 1, max: 999 }).map((thousands) => `${thousands}.5k`),
  fc.double({ min: 1, max: 1e6, noNaN: true }).map(String),
);
const laws = (value: fc.Arbitrary<string>, larger: fc.Arbitrary<string>) =>
  fc.oneof(
    value,
    fc
      .tuple(value, fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([median, sigma]) => `{ lognormal: { median: ${median}, sigma: ${sigma} } }`),
    value.map((mean) => `{ exponential: { mean: ${mean} } }`),
    fc.tuple(value, larger).map(([from, to]) => `{ uniform: { from: ${from}, to: ${to} } }`),
    fc
      .tuple(value, larger)
      .map(([min, max]) => `{ pareto: { min: ${min}, exponent: 1.2, max: ${max} } }`),
  );
const overrides = fc.record(
  {
    duration: fc.integer({ min: 1, max: 5000 }).map((minutes) => `${minutes}.5m`),
    'venue.liquidation.retryAfter': duration,
    'venue.liquidation.giveUpAfter': fc.oneof(duration, fc.constant('never')),
    'venue.markEvery': fc.oneof(duration, fc.constant('change')),
    'venue.instruments.BTC-PERP.funding': fc.constantFrom('{}', '{ every: 1h, cap: 40bp }'),
    'venue.instruments.BTC-PERP.volatilityHalt': fc.constantFrom(
      'none',
      '{ move: 3%, window: 30s, haltFor: 1m, reopening: continuous }',
    ),
    'venue.instruments.BTC-PERP.mark': fc.constantFrom(
      '{ kind: last }',
      '{ kind: ewmaBasis, timeConstant: 30s }',
    ),
    'venue.instruments.BTC-PERP.index.volatility': share,
    'venue.instruments.BTC-PERP.margin': fc.constantFrom(
      '{ initial: 2%, maintenance: 50bp }',
      '{ tiers: [{ initial: 2%, maintenance: 1% }] }',
    ),
    'populations.hedgers.wealth': laws(money, fc.constant('2M')),
    'populations.hedgers.reactionTime': laws(
      fc.integer({ min: 1, max: 900_000 }).map((us) => `${us}us`),
      fc.constant('1s'),
    ),
    'populations.longs.longShare': share,
    'populations.longs.entryRate': rate,
    'populations.retail.limitOrders.distance': laws(share, fc.constant('99%')),
    'populations.retail.marketOrders.size': laws(
      fc.integer({ min: 1, max: 900 }).map((lots) => String(lots / 1000)),
      fc.constant('1.5'),
    ),
    'shocks.news.size': share,
  },
  { requiredKeys: [] },
);

describe('a resolved scenario', () => {
  it('is a scenario of the same meaning: same text, hash and compiled form', () => {
    fc.assert(
      fc.property(overrides, (chosen) => {
        const changes = Object.entries(chosen).map(([path, value]) => `${path}=${value}`);
        const first = loadScenario('example.yaml', EVERY_KIND, changes);
        const again = loadScenario('example.yaml', JSON.stringify(first.resolved));
        expect(again.resolved).toEqual(first.resolved);
        expect(again.hash).toBe(first.hash);
        expect(again.scenario).toEqual(first.scenario);
      }),
      { seed: 20210519, numRuns: 40 },
    );
  });

  it('has the hash of its meaning, not of its layout', () => {
    const reversed = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      const named = ['retail', 'news', 'BTC-PERP'].some((name) => Object.hasOwn(value, name));
      const entries = Object.entries(value).map(
        ([key, member]) => [key, reversed(member)] as const,
      );
      return Object.fromEntries(named ? entries : entries.toReversed());
    };
    const { hash } = loadScenario('x', EVERY_KIND);
    expect(loadScenario('x', JSON.stringify(reversed(example))).hash).toBe(hash);
    expect(loadScenario('y', EVERY_KIND.replace('5h', '300m')).hash).toBe(hash);
    expect(loadScenario('x', EVERY_KIND.replace('5h', '301m')).hash).not.toBe(hash);
  });
});

describe('a wrong value', () => {
  const paths = pathsIn(example).filter((path) => path.length > 0);

  /** Every setting is met by two of the four, for a hundred settings take seconds. */
  const isMet = (setting: number, kind: number): boolean => (setting + kind) % 4 < 2;

  it.each([
    ['a mapping of something else', BROKEN, 0],
    ['nothing', null, 1],
    ['a list', [[]], 2],
    ['text', '?', 3],
  ])('of any setting, %s, is one problem there and leads to no others', (_, wrong, kind) => {
    for (const [setting, path] of paths.entries()) {
      if (!isMet(setting, kind)) continue;
      if (wrong === '?' && path.at(-1) === 'question') continue;
      // What a mapping lacks is told key by key.
      if (wrong === BROKEN && typeof memberAt(example, path) === 'object') continue;
      const problems = problemsOf(JSON.stringify(withValueAt(example, path, wrong)));
      const place = path.reduce<string>(
        (text, key) => `${text}${typeof key === 'number' ? `[${key}]` : `.${key}`}`,
        '',
      );
      expect(problems, place).toHaveLength(1);
      expect(` .${problems[0].split(' ')[1]}`).toContain(place);
    }
  });

  it('is wrong to the schema too, and a right one has the value that the schema gives it', () => {
    const values = fc.oneof(
      fc.constantFrom<unknown>(
        'none',
        0,
        1,
        '5%',
        '5s',
        '2/s',
        null,
        [],
        {},
        true,
        'long',
        'never',
        -1,
        1e300,
      ),
      fc.constantFrom(...paths.map((path) => memberAt(example, path))),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), values, (path, value) => {
        const raw = withValueAt(example, path, value);
        const findings = new Findings();
        const read = decode(scenarioSchema, raw, findings);
        const parsed = scenarioSchema.safeParse(raw);
        expect(findings.list.length === 0).toBe(parsed.success);
        if (parsed.success) expect(read).toEqual(parsed.data);
      }),
      { seed: 20210519, numRuns: 500 },
    );
  });
});

describe('random text', () => {
  const printable = fc.constantFrom(
    ...Array.from(' \n\t:{}[],#&*!|>\'"%@`-?.=<0123456789abcxyz_~\\\u0000\u00e9\ud800'),
  );
  const piece = fc.oneof(
    printable,
    fc.constantFrom(
      '  ',
      '\n  ',
      '- ',
      ': ',
      '*a',
      '&a ',
      '<<: ',
      '---\n',
      '.inf',
      '__proto__: 1',
      '!!set ',
      '{ kind: ',
      '1e999',
    ),
  );
  const mutation = fc.record({
    at: fc.nat({ max: EVERY_KIND.length }),
    removed: fc.nat({ max: 12 }),
    inserted: fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join('')),
  });

  it('is refused with problems that have places, or is read: nothing else happens', () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4, size: 'max' }), (mutations) => {
        const text = mutations.reduce(
          (before, { at, removed, inserted }) =>
            before.slice(0, at) + inserted + before.slice(at + removed),
          EVERY_KIND,
        );
        for (const line of problemsOf(text)) {
          expect(line).toMatch(/^x\.yaml:[1-9]\d*:[1-9]\d* .*expected .+, found .+$/u);
          expect(line).not.toMatch(/\p{C}/u);
        }
      }),
      { seed: 20210519, numRuns: 500 },
    );
  });

  it('as an override is refused or read as well', () => {
    const part = fc.oneof(
      fc.constantFrom(
        'venue',
        'populations',
        'longs',
        '.',
        '[0]',
        '=',
        '5%',
        'wealth',
        'tiers',
        '{',
        '}',
        'constructor',
        'toString',
      ),
      printable,
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8, size: 'max' }), (parts) => {
        for (const line of problemsOf(EVERY_KIND, [parts.join('')]))
          expect(line).toMatch(/^(--set|x\.yaml:)/);
      }),
      { seed: 20210519, numRuns: 200 },
    );
  });
});

describe('the schema of scenarios', () => {
  it('can be printed as JSON Schema with a description of every setting', () => {
    const schema = z.toJSONSchema(scenarioSchema, { io: 'input' });
    const undescribed: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, member] of Object.entries(node)) {
        if (key === 'properties') {
          for (const [name, property] of Object.entries(member as Record<string, object>)) {
            const isName =
              name === 'kind' ||
              ['lognormal', 'uniform', 'exponential', 'pareto', 'spaced'].includes(name);
            if (!isName && !('description' in property)) undescribed.push(`${path}.${name}`);
          }
        }
        visit(member, `${path}.${key}`);
      }
    };
    visit(schema, '');
    expect(undescribed).toEqual([]);
    expect(JSON.stringify(schema)).toContain('"default":"1s"');
  });
});
