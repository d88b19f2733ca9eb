import { z } from 'zod';
import { decimalOf, decimalText, powerOfTen, times } from './decimal.js';
import { DURATION_PATTERN, durationText, readDuration } from './durations.js';

/**
 * Human quantities: text with a unit, or a number where no unit can be forgotten. Inside, a duration
 * is in microseconds, a rate a second, a share a fraction of 1. The error of each schema completes
 * the sentence "expected …".
 */
export interface Range {
  readonly from?: number;
  readonly above?: number;
  readonly to?: number;
  readonly below?: number;
}

interface Form {
  readonly expected: string;
  readonly pattern: RegExp;
  /** What text that matches the pattern means; null: not a value after all. */
  readonly read: (text: string) => number | null;
  readonly print: (value: number) => string | number;
  /** Whether a number without a unit is accepted, or zero only. */
  readonly numbers: 'all' | 'zero';
  readonly whole?: boolean;
  readonly range: Range;
}

/** From human to machine and back: `z.encode` prints what reads back as the same number. */
export type Quantity = z.ZodCodec<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>, z.ZodNumber>;

function quantity(form: Form): Quantity {
  const { expected: error, pattern, read, print, numbers } = form;
  const human = z.union([z.string().regex(pattern, { error }), z.number()], { error });
  return z.codec(human, z.number(), {
    decode: (input, context) => {
      const value = typeof input === 'string' ? read(input) : input;
      const hasUnit = typeof input === 'string' || numbers === 'all' || input === 0;
      if (value !== null && hasUnit && isAccepted(value, form)) return value;
      context.issues.push({ code: 'custom', input, message: error });
      return z.NEVER;
    },
    encode: print,
  });
}

function isAccepted(value: number, { range, whole }: Form): boolean {
  const { from = -Infinity, above = -Infinity, to = Infinity, below = Infinity } = range;
  if (whole === true && !Number.isInteger(value)) return false;
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return false;
  return from <= value && above < value && value <= to && value < below;
}

/** 30s, 250ms, 2h30m: whole microseconds. */
export function duration(range: Range): Quantity {
  return quantity({
    expected: `a duration${rangeText(range, durationText)} with its unit, such as 30s, 250ms or 2h30m`,
    pattern: DURATION_PATTERN,
    read: readDuration,
    print: durationText,
    numbers: 'zero',
    whole: true,
    range: { from: 0, ...range },
  });
}

const FRACTION_EXPONENTS: Readonly<Record<string, number>> = { '%': -2, bp: -4 };

/** 5%, 50bp or 0.05. */
export function fraction(range: Range): Quantity {
  return quantity({
    expected: `a fraction${rangeText(range, percentText)}, such as 5%, 50bp or 0.05`,
    pattern: /^[+-]?\d{1,20}(\.\d{1,20})?(%|bp)$/,
    read: (text) => withUnit(text, FRACTION_EXPONENTS),
    print: (value) => value,
    numbers: 'all',
    range,
  });
}

const AMOUNT_EXPONENTS: Readonly<Record<string, number>> = { '': 0, k: 3, M: 6, B: 9 };
const AMOUNT_PATTERN = /^(\d{1,20}|\d{1,3}(_\d{3}){1,5})(\.\d{1,20})?[kMB]?$/;

/** Money of the settlement asset: 300k, 2.5M, 1_000_000 or a plain number. */
export function amount(range: Range): Quantity {
  return quantity({
    expected: `an amount of money${rangeText(range)}, such as 300k, 2.5M or 1000`,
    pattern: AMOUNT_PATTERN,
    read: (text) => withUnit(text.replaceAll('_', ''), AMOUNT_EXPONENTS),
    print: (value) => value,
    numbers: 'all',
    range,
  });
}

/** A whole number: 5000, 5k or 5_000. */
export function count(range: Range): Quantity {
  return quantity({
    expected: `a whole number${rangeText(range)}, such as 5000 or 5k`,
    pattern: AMOUNT_PATTERN,
    read: (text) => withUnit(text.replaceAll('_', ''), AMOUNT_EXPONENTS),
    print: (value) => value,
    numbers: 'all',
    whole: true,
    range,
  });
}

const BYTE_EXPONENTS: Readonly<Record<string, number>> = { kB: 3, MB: 6, GB: 9 };

/** Memory in bytes: 500MB, 1.5GB. */
export function memory(range: Range): Quantity {
  return quantity({
    expected: 'an amount of memory with its unit, such as 500MB or 2GB',
    pattern: /^\d{1,12}(\.\d{1,9})?(kB|MB|GB)$/,
    read: (text) => withUnit(text, BYTE_EXPONENTS),
    print: (value) => `${decimalText(times(decimalOf(value), powerOfTen(-9)))}GB`,
    numbers: 'zero',
    whole: true,
    range,
  });
}

const RATE_SECONDS: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600, d: 86_400 };

/** How often: 2/s, 0.5/min, 10/h. */
export function rate(): Quantity {
  return quantity({
    expected: 'a rate with its unit, such as 2/s, 0.5/min or 10/h',
    pattern: /^\d{1,20}(\.\d{1,340})?\/(s|min|h|d)$/,
    read: (text) => {
      const [figures, unit] = text.split('/');
      return Number(figures) / RATE_SECONDS[unit];
    },
    print: (value) => `${decimalText(decimalOf(value))}/s`,
    numbers: 'zero',
    range: { from: 0 },
  });
}

/** A plain number: a price, a size, an exponent. `what` completes the error's "expected …". */
export function decimal(what: string, range: Range): z.ZodNumber {
  const { from, above, to, below } = range;
  const error = `${what}${rangeText(range)}`;
  let schema = z.number({ error });
  if (from !== undefined) schema = schema.min(from, { error });
  if (above !== undefined) schema = schema.gt(above, { error });
  schema = schema.max(to ?? Number.MAX_SAFE_INTEGER, { error });
  if (below !== undefined) schema = schema.lt(below, { error });
  return schema;
}

/** One of some words. */
export function choice<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: `one of ${words.join(', ')}` });
}

/** A word that stands for itself. */
export function word<const Word extends string>(text: Word): z.ZodLiteral<Word> {
  return z.literal(text, { error: text });
}

function withUnit(text: string, exponents: Readonly<Record<string, number>>): number {
  const unit = /[^\d.]*$/.exec(text)?.[0] ?? '';
  return Number(`${text.slice(0, text.length - unit.length)}e${exponents[unit]}`);
}

function percentText(fractionOfOne: number): string {
  return `${decimalText(times(decimalOf(fractionOfOne), powerOfTen(2)))}%`;
}

function rangeText(range: Range, print: (value: number) => string | number = Number): string {
  const { from, above, to, below } = range;
  const lower =
    from !== undefined ? `from ${print(from)}` : above !== undefined ? `above ${print(above)}` : '';
  const upper =
    to !== undefined ? `to ${print(to)}` : below !== undefined ? `below ${print(below)}` : '';
  if (upper === '')
    return lower === '' ? '' : from !== undefined ? ` of at least ${print(from)}` : ` ${lower}`;
  return lower === ''
    ? ` ${upper}`
    : ` ${lower}${to === undefined || above !== undefined ? ' and' : ''} ${upper}`;
}
