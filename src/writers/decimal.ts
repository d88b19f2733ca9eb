import { assert } from '../core/assert.js';

/** A decimal number as a whole number of its last place: 0.25 is 25 at 2 decimals. */
export interface Decimal {
  readonly digits: number;
  readonly decimals: number;
}

const PLAIN_DECIMAL = /^(\d+)(?:\.(\d+))?$/;

/** Reads the text of a tick or lot size. Zeros at the end count as places. */
export function parseDecimal(text: string): Decimal {
  const match = PLAIN_DECIMAL.exec(text);
  assert(match !== null, 'a tick or lot size is a plain decimal number');
  const [, whole, places = ''] = match;
  return { digits: Number(whole + places), decimals: places.length };
}

/**
 * The exact text of `units × 10^-decimals`, with all its decimals. A sum beyond 2^53 is printed as
 * the number it is held as.
 */
export function decimalText(units: number, decimals: number): string {
  if (Number.isNaN(units)) return '';
  if (Math.abs(units) > Number.MAX_SAFE_INTEGER) return placedPoint(BigInt(units), decimals);
  return placedPoint(units, decimals);
}

/** `count` times a decimal, exactly. */
export function multipleText(count: number, of: Decimal): string {
  const product = count * of.digits;
  if (Math.abs(product) <= Number.MAX_SAFE_INTEGER) return decimalText(product, of.decimals);
  return placedPoint(BigInt(count) * BigInt(of.digits), of.decimals);
}

/** `dividend ÷ divisor` times a decimal, to `extraPlaces` more decimals, halves up. Both are whole and >= 0. */
export function quotientText(
  dividend: number,
  divisor: number,
  of: Decimal,
  extraPlaces: number,
): string {
  const scaled = BigInt(dividend) * BigInt(of.digits) * 10n ** BigInt(extraPlaces);
  const halves = (2n * scaled) / BigInt(divisor);
  return placedPoint((halves + 1n) / 2n, of.decimals + extraPlaces);
}

/**
 * A measured number: shortest text of its first twelve digits, so that 0.1 + 0.2 is 0.3. Undefined
 * is empty.
 */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  if (Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(12)));
}

function placedPoint(units: number | bigint, decimals: number): string {
  if (decimals === 0) return String(units);
  const isNegative = units < 0;
  const digits = String(isNegative ? -units : units).padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  const text = `${digits.slice(0, point)}.${digits.slice(point)}`;
  return isNegative ? `-${text}` : text;
}
