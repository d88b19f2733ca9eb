import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decimalText,
  multipleText,
  numberText,
  parseDecimal,
  quotientText,
} from '../../src/writers/decimal.js';

const wholes = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
const counts = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const places = fc.integer({ min: 0, max: 18 });

/** Reads a decimal text back as a whole number of its last place. */
function unitsIn(text: string, decimals: number): bigint {
  const [whole, fraction = ''] = text.split('.');
  expect(fraction.length).toBe(decimals);
  return BigInt(whole + fraction);
}

test('the text of an amount of money reads back as exactly its units', () => {
  fc.assert(
    fc.property(wholes, places, (units, decimals) => {
      const text = decimalText(units, decimals);
      expect(text).toMatch(/^-?(0|[1-9]\d*)(\.\d+)?$/);
      expect(unitsIn(text, decimals)).toBe(BigInt(units));
    }),
    { seed: 3, numRuns: 1000 },
  );
});

test('a price is its ticks times the tick size, to the last digit', () => {
  fc.assert(
    fc.property(
      counts,
      fc.integer({ min: 1, max: 1_000_000 }),
      places,
      (ticks, digits, decimals) => {
        const tick = parseDecimal(decimalText(digits, decimals));
        expect(unitsIn(multipleText(ticks, tick), decimals)).toBe(BigInt(ticks) * BigInt(digits));
      },
    ),
    { seed: 4, numRuns: 1000 },
  );
});

test('an average price is right to half of its last digit', () => {
  const lots = fc.integer({ min: 1, max: 1_000_000_000 });
  fc.assert(
    fc.property(counts, lots, fc.integer({ min: 1, max: 1000 }), (tickLots, divisor, digits) => {
      const text = quotientText(tickLots, divisor, { digits, decimals: 1 }, 2);
      const error = unitsIn(text, 3) * BigInt(divisor) - BigInt(tickLots) * BigInt(digits) * 100n;
      expect(2n * error <= BigInt(divisor) && 2n * error > -BigInt(divisor)).toBe(true);
    }),
    { seed: 5, numRuns: 1000 },
  );
});

test('decimals are written out, zeros at the end too', () => {
  expect(decimalText(5, 4)).toBe('0.0005');
  expect(decimalText(-5, 4)).toBe('-0.0005');
  expect(decimalText(120000, 4)).toBe('12.0000');
  expect(decimalText(7, 0)).toBe('7');
  expect(decimalText(NaN, 4)).toBe('');
  expect(multipleText(3, parseDecimal('0.50'))).toBe('1.50');
  expect(multipleText(3, parseDecimal('10'))).toBe('30');
});

test('a measured number is printed to twelve digits, an undefined one as nothing', () => {
  expect(numberText(0.1 + 0.2)).toBe('0.3');
  expect(numberText(2 / 3)).toBe('0.666666666667');
  expect(numberText(-0)).toBe('0');
  expect(numberText(NaN)).toBe('');
  expect(numberText(Infinity)).toBe('');
});
