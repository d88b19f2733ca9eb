import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scenarioJsonSchema } from '../../src/scenario/json-schema.js';
import { edited, EVERY_KIND } from './scenario-text.js';

/** A validator that is not ours; `patternErrorMessage` is a word of editors that it does not know. */
const ajv = new Ajv({
  strict: true,
  keywords: ['patternErrorMessage'],
  formats: { 'date-time': true },
  strictTypes: false,
});
const validate = ajv.compile(scenarioJsonSchema());

const folder = join(import.meta.dirname, '../../scenarios');
const shipped = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /^(?!facts\W|behaviours\W|venues\W|sweeps\W).*\.yaml$/.test(file),
);

function accepts(text: string): boolean {
  return validate(parse(text));
}

describe('the schema for editors', () => {
  it.each(shipped)('accepts %s', (file) => {
    const isValid = accepts(readFileSync(join(folder, file), 'utf8'));
    expect(validate.errors).toBeNull();
    expect(isValid).toBe(true);
  });

  it('accepts every kind of everything, and formulas where numbers may stand', () => {
    expect(accepts(EVERY_KIND)).toBe(true);
    const formulas = edited(
      ['side: sell, size: 5', 'side: sell, size: = 350 * 0.3'],
      ['fraction: 25%', 'fraction: = 1 / 4'],
      ['wealth: 5M', 'wealth: 5_000_000'],
    );
    expect(accepts(formulas)).toBe(true);
  });

  it.each([
    ['a misspelt key at the top', 'sampleEvery: 1s', 'sampelEvery: 1s'],
    ['a misspelt key deep inside', 'surviveAtStart: true', 'surviveAtSart: true'],
    ['a kind that is not there', 'kind: staticBook', 'kind: staticBok'],
    ['a word that is not there', 'worstPrice: fundable', 'worstPrice: foundable'],
    ['a duration without its unit', 'duration: 5h', 'duration: 5 hours'],
    ['an amount in another unit', 'wealth: 1M', 'wealth: 1s'],
    ['a setting that is missing', 'settlement: { asset: USDT, decimals: 4 }', 'settlement: {}'],
    ['a number out of range', 'lot: 0.001', 'lot: -0.001'],
  ])('refuses %s', (_, from, to) => {
    expect(accepts(edited([from, to]))).toBe(false);
  });

  it('accepts a part of a scenario that includes the rest, but no unknown name at its top', () => {
    expect(accepts('include: [other.yaml]\npopulations: { makers: { count: 3 } }')).toBe(true);
    expect(accepts('include: [other.yaml]\npopulation: { makers: { count: 3 } }')).toBe(false);
    expect(accepts('include: other.yaml')).toBe(false);
  });

  it('says of every setting what it means', () => {
    expect(silentSettings(scenarioJsonSchema(), '')).toEqual([]);
  });

  it('says the defaults, and in words how a quantity is written', () => {
    const text = JSON.stringify(scenarioJsonSchema());
    expect(text).toContain('"default":"8h"');
    expect(text).toContain('expected a duration above 0s with its unit, such as 30s, 250ms');
  });
});

/** Paths of the settings without a description; the names of kinds and of laws explain themselves. */
function silentSettings(node: unknown, path: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, member]) => {
    const here = `${path}/${key}`;
    if (key !== 'properties') return silentSettings(member, here);
    return Object.entries(member as object).flatMap(([name, setting]: [string, Setting]) => {
      const isPlain = setting.const !== undefined || LAWS.includes(name);
      const silent = isPlain || setting.description !== undefined ? [] : [`${here}/${name}`];
      return [...silent, ...silentSettings(setting, `${here}/${name}`)];
    });
  });
}

interface Setting {
  readonly const?: unknown;
  readonly description?: string;
}

const LAWS = ['lognormal', 'uniform', 'exponential', 'pareto', 'spaced'];
