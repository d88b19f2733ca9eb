import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  decimalOf,
  decimalText,
  numberOf,
  powerOfTen,
  times,
  wholeQuotient,
} from '../../src/scenario/decimal.js';
import { amount, count, duration, fraction, rate } from '../../src/scenario/quantities.js';

const anyFinite = fc.double({ noNaN: true, noDefaultInfinity: true });
const settings = { seed: 20210519, numRuns: 2000 };

describe('quantities', () => {
  const upTo = (max: number) => fc.double({ min: 0, max, noNaN: true });
  it.each([
    ['duration', duration({ from: 0 }), fc.nat({ max: Number.MAX_SAFE_INTEGER })],
    ['fraction', fraction({ from: 0, to: 1 }), upTo(1)],
    ['amount', amount({ from: 0 }), upTo(Number.MAX_SAFE_INTEGER)],
    ['count', count({ from: 0 }), fc.nat({ max: Number.MAX_SAFE_INTEGER })],
    ['rate', rate(), upTo(1e9)],
  ] as const)('a %s that is printed reads back as the same number', (_, quantity, values) => {
    fc.assert(
      fc.property(values, (value) => {
        fc.pre(!Object.is(value, -0));
        const printed = z.encode(quantity, value);
        expect(z.decode(quantity, printed)).toBe(value);
        expect(z.encode(quantity, z.decode(quantity, printed))).toBe(printed);
      }),
      settings,
    );
  });

  it('no text makes a quantity throw', () => {
    const parts = fc.constantFrom(
      '1',
      '0',
      '.',
      '_',
      '-',
      's',
      'm',
      'h',
      'k',
      'M',
      '%',
      'bp',
      '/',
      'e',
      ' ',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(parts, { maxLength: 12 }).map((list) => list.join('')),
    );
    const all = [duration({ from: 0 }), fraction({}), amount({}), count({}), rate()];
    fc.assert(
      fc.property(texts, (text) => {
        for (const quantity of all) {
          const result = quantity.safeParse(text);
          if (result.success) expect(Number.isFinite(result.data)).toBe(true);
        }
      }),
      { ...settings, numRuns: 5000 },
    );
  });
});

describe('decimals', () => {
  it('a number survives the way through its decimal and its text', () => {
    fc.assert(
      fc.property(anyFinite, (value) => {
        expect(numberOf(decimalOf(value)) === value).toBe(true);
        expect(Number(decimalText(decimalOf(value))) === value).toBe(true);
        expect(decimalText(decimalOf(value))).not.toContain('e');
      }),
      settings,
    );
  });

  it('a multiple of a step has its factor as the quotient, and half a step more has none', () => {
    const steps = fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: -8, max: 3 }));
    fc.assert(
      fc.property(steps, fc.integer({ min: -1e9, max: 1e9 }), ([digits, exponent], factor) => {
        const step = { digits: BigInt(digits), exponent };
        const multiple = times(step, decimalOf(factor));
        expect(wholeQuotient(multiple, step)).toBe(factor + 0);
        const half = { digits: multiple.digits * 10n + step.digits * 5n, exponent: exponent - 1 };
        expect(wholeQuotient(half, step)).toBeNull();
      }),
      settings,
    );
  });

  it('0.1 × 0.001 is 0.0001, and 0.3 is three times 0.1', () => {
    const value = times(decimalOf(0.1), decimalOf(0.001));
    expect(decimalText(value)).toBe('0.0001');
    expect(wholeQuotient(value, powerOfTen(-4))).toBe(1);
    expect(wholeQuotient(decimalOf(0.3), decimalOf(0.1))).toBe(3);
    expect(0.3 / 0.1).not.toBe(3);
  });
});
