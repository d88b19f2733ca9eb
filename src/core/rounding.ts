import { PPM, type Ppm, type Units } from './units.js';

/**
 * The only place where money is rounded. Each name says the direction; all are exact for amounts up
 * to 2^53, because a product is split at the divisor before it can lose a bit.
 */

/** The share of an amount, rounded down. The amount may be negative: down is towards −∞. */
export function shareDown(amountUnits: Units, sharePpm: Ppm): Units {
  const whole = Math.floor(amountUnits / PPM);
  const rest = amountUnits - whole * PPM;
  return whole * sharePpm + Math.floor((rest * sharePpm) / PPM);
}

/** The share of an amount, rounded up (towards +∞). */
export function shareUp(amountUnits: Units, sharePpm: Ppm): Units {
  return 0 - shareDown(-amountUnits, sharePpm); // not −0, which would differ in its bits
}

/**
 * `amount × numerator ÷ denominator`, rounded down, for 0 <= amount and 0 <= numerator. Exact for
 * every safe result: a product beyond 2^53 is taken in BigInt, which only rare splits reach.
 */
export function mulDivDown(amount: number, numerator: number, denominator: number): number {
  const product = amount * numerator;
  if (product <= Number.MAX_SAFE_INTEGER) return Math.floor(product / denominator);
  return Number((BigInt(amount) * BigInt(numerator)) / BigInt(denominator));
}

/** The same, rounded up. */
export function mulDivUp(amount: number, numerator: number, denominator: number): number {
  const product = amount * numerator;
  if (product <= Number.MAX_SAFE_INTEGER) return Math.ceil(product / denominator);
  const divisor = BigInt(denominator);
  return Number((BigInt(amount) * BigInt(numerator) + divisor - 1n) / divisor);
}

export function divideDown(dividend: number, divisor: number): number {
  return Math.floor(dividend / divisor);
}

export function divideUp(dividend: number, divisor: number): number {
  return Math.ceil(dividend / divisor);
}
