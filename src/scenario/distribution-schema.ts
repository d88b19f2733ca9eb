import { z } from 'zod';
import type { Distribution } from '../core/distributions.js';
import { decimal } from './quantities.js';
import type { EvenlySpaced } from './scenario.js';

/**
 * The largest waiting time that 53 random bits give is 36.7 means, so an exponential that is cut
 * here is not cut at all.
 */
const EXPONENTIAL_REACH = 37;
/** Beyond six standard deviations lie two draws in a thousand million. */
const LOGNORMAL_REACH = 6;

type Value = z.ZodType<number>;

/** The values that a law may take; a tail without a bound of its own is cut at these. */
export interface Bounds {
  readonly from: number;
  readonly to?: number;
  /** Bounds that are filled in become whole numbers, as durations must be. */
  readonly whole?: boolean;
}

/** A plain value for everyone, or one of four laws whose values are in the unit of the field. */
export function distribution(valueIn: (bounds: Bounds) => Value, bounds: Bounds) {
  const value = valueIn(bounds);
  const written = z.union([
    value,
    z.strictObject({ lognormal: lognormal(value) }),
    z.strictObject({ uniform: uniform(value) }),
    z.strictObject({ exponential: exponential(value) }),
    z.strictObject({ pareto: pareto(value) }),
  ]);
  return z.codec(written, z.custom<Distribution>(isLaw), {
    decode: (law, context) => {
      const problem = contradiction(law, bounds);
      if (problem === null) return read(law, bounds);
      const { path, expected } = problem;
      context.issues.push({ code: 'custom', input: law, message: expected, path: [...path] });
      return z.NEVER;
    },
    encode: write,
  });
}

function isLaw(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** No law: N members get the middles of N equal parts of a range, in their order. */
export function evenlySpaced(valueIn: (bounds: Bounds) => Value, bounds: Bounds) {
  const range = uniform(valueIn(bounds));
  const isSpaced = (value: unknown): boolean => (value as EvenlySpaced).kind === 'spaced';
  const written = z.strictObject({ spaced: range }, { error: 'a mapping with spaced' });
  return z.codec(written, z.custom<EvenlySpaced>(isSpaced), {
    decode: ({ spaced: { from, to } }, context) => {
      if (from <= to) return { kind: 'spaced' as const, from, to };
      const message = 'a value of at least `from`';
      context.issues.push({ code: 'custom', input: to, message, path: ['spaced', 'to'] });
      return z.NEVER;
    },
    encode: ({ from, to }) => ({ spaced: { from, to } }),
  });
}

function lognormal(value: Value) {
  return z.strictObject({
    median: value.describe('Half of the draws lie below.'),
    sigma: decimal('a number', { from: 0, to: 10 }).describe(
      'Standard deviation of the logarithm.',
    ),
    min: value.optional().describe('Smaller draws become this.'),
    max: value.optional().describe('Larger draws become this. Default: median × exp(6 sigma).'),
  });
}

function uniform(value: Value) {
  return z.strictObject({
    from: value.describe('The smallest value.'),
    to: value.describe('The largest value.'),
  });
}

function exponential(value: Value) {
  return z.strictObject({
    mean: value.describe('The mean.'),
    max: value
      .optional()
      .describe('Larger draws become this. Default: 37 × mean, which is no cut.'),
  });
}

function pareto(value: Value) {
  return z.strictObject({
    min: value.describe('The smallest value.'),
    exponent: decimal('an exponent', { above: 0 }).describe('P(X > x) = (min ÷ x)^exponent.'),
    max: value.describe('Larger draws become this.'),
  });
}

type Written =
  | number
  | {
      lognormal: {
        median: number;
        sigma: number;
        min?: number | undefined;
        max?: number | undefined;
      };
    }
  | { uniform: { from: number; to: number } }
  | { exponential: { mean: number; max?: number | undefined } }
  | { pareto: { min: number; exponent: number; max: number } };

function read(law: Written, bounds: Bounds): Distribution {
  if (typeof law === 'number') return { kind: 'fixed', value: law };
  if ('uniform' in law) return { kind: 'uniform', from: law.uniform.from, to: law.uniform.to };
  if ('pareto' in law) {
    const { min, exponent, max } = law.pareto;
    return { kind: 'pareto', min, exponent, max };
  }
  if ('exponential' in law) {
    const { mean, max = within(bounds, EXPONENTIAL_REACH * mean) } = law.exponential;
    return { kind: 'exponential', mean, max };
  }
  const { median, sigma, min = bounds.from } = law.lognormal;
  const { max = within(bounds, median * Math.exp(LOGNORMAL_REACH * sigma)) } = law.lognormal;
  return { kind: 'lognormal', median, sigma, min, max };
}

function within({ to = Number.MAX_SAFE_INTEGER, whole = false }: Bounds, bound: number): number {
  return Math.min(to, whole ? Math.ceil(bound) : bound);
}

/** What no draw could satisfy, at the key that has to change. */
function contradiction(
  law: Written,
  bounds: Bounds,
): { readonly path: readonly string[]; readonly expected: string } | null {
  if (typeof law === 'number') return null;
  if ('uniform' in law) {
    const { from, to } = law.uniform;
    return from <= to ? null : { path: ['uniform', 'to'], expected: 'a value of at least `from`' };
  }
  if ('pareto' in law) {
    const { min, max } = law.pareto;
    if (min <= 0) return { path: ['pareto', 'min'], expected: 'a value above 0' };
    return min <= max ? null : { path: ['pareto', 'max'], expected: 'a value of at least `min`' };
  }
  if ('exponential' in law) {
    if (bounds.from === 0) return null;
    const expected = `a law whose draws are at least ${bounds.from}, which an exponential is not`;
    return { path: ['exponential'], expected };
  }
  const { median, min = bounds.from, max = Infinity } = law.lognormal;
  if (median <= 0) return { path: ['lognormal', 'median'], expected: 'a value above 0' };
  if (median < min) return { path: ['lognormal', 'min'], expected: 'a value up to the median' };
  return median <= max
    ? null
    : { path: ['lognormal', 'max'], expected: 'a value of at least the median' };
}

function write(law: Distribution): Written {
  switch (law.kind) {
    case 'fixed':
      return law.value;
    case 'uniform':
      return { uniform: { from: law.from, to: law.to } };
    case 'pareto':
      return { pareto: { min: law.min, exponent: law.exponent, max: law.max } };
    case 'exponential':
      return { exponential: { mean: law.mean, max: law.max } };
    case 'lognormal': {
      const { median, sigma, min, max } = law;
      return { lognormal: { median, sigma, min, max } };
    }
    default:
      return law satisfies never;
  }
}
