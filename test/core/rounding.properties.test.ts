import fc from 'fast-check';
import { expect, it } from 'vitest';
import { divideDown, divideUp, mulDivDown, shareDown, shareUp } from '../../src/core/rounding.js';

const MOST = Number.MAX_SAFE_INTEGER;
const amount = fc.maxSafeNat();
const divisor = fc.oneof(fc.integer({ min: 1, max: 2 ** 31 }), fc.integer({ min: 1, max: MOST }));
const options = { seed: 1, numRuns: 20_000 };

/** Division in whole numbers of any size, towards −∞. */
function floorDivide(dividend: bigint, by: bigint): bigint {
  const quotient = dividend / by;
  return dividend % by < 0n ? quotient - 1n : quotient;
}

it('a share is exact, rounded down, for amounts up to 2^53 of either sign', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 1_000_000 }), (units, ppm) => {
      const exact = floorDivide(BigInt(units) * BigInt(ppm), 1_000_000n);
      expect(BigInt(shareDown(units, ppm))).toBe(exact);
    }),
    options,
  );
});

it('a share rounded up is the share rounded down, or one unit more when a crumb is left', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 1_000_000 }), (units, ppm) => {
      const leavesCrumb = (BigInt(units) * BigInt(ppm)) % 1_000_000n !== 0n;
      expect(shareUp(units, ppm) - shareDown(units, ppm)).toBe(leavesCrumb ? 1 : 0);
    }),
    options,
  );
});

it('amount × numerator ÷ denominator is exact, rounded down, whenever the result is safe', () => {
  fc.assert(
    fc.property(amount, amount, divisor, (units, numerator, denominator) => {
      const exact = (BigInt(units) * BigInt(numerator)) / BigInt(denominator);
      fc.pre(exact <= BigInt(MOST));
      expect(BigInt(mulDivDown(units, numerator, denominator))).toBe(exact);
    }),
    options,
  );
});

it('a division rounded down or up is exact for dividends up to 2^53', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), divisor, (dividend, by) => {
      const exact = floorDivide(BigInt(dividend), BigInt(by));
      expect(BigInt(divideDown(dividend, by))).toBe(exact);
      expect(BigInt(divideUp(dividend, by))).toBe(-floorDivide(-BigInt(dividend), BigInt(by)));
    }),
    options,
  );
});

it('a division is exact next to a multiple of the divisor, where quotients round', () => {
  const multiple = fc.tuple(divisor, fc.maxSafeNat()).map(([by, most]) => {
    return { by, dividend: by * Math.floor(most / by) };
  });
  fc.assert(
    fc.property(multiple, fc.constantFrom(-1, 0, 1), ({ by, dividend }, off) => {
      fc.pre(Number.isSafeInteger(dividend + off));
      const exact = floorDivide(BigInt(dividend + off), BigInt(by));
      expect(BigInt(divideDown(dividend + off, by))).toBe(exact);
      expect(BigInt(divideUp(dividend + off, by))).toBe(
        -floorDivide(-BigInt(dividend + off), BigInt(by)),
      );
    }),
    options,
  );
});
