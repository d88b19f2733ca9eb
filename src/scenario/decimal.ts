/**
 * An exact decimal number, digits × 10^exponent: whether a price lies on a tick is a question about
 * what was written, which binary fractions can't answer.
 */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** The shortest decimal that stands for this finite number: what a user wrote for it. */
export function decimalOf(value: number): Decimal {
  const [mantissa, exponent = '0'] = String(value).split('e');
  const [whole, fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

export function numberOf({ digits, exponent }: Decimal): number {
  return Number(`${digits}e${exponent}`);
}

/** As text without an exponent, such as 0.0001. */
export function decimalText({ digits, exponent }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const figures = String(digits < 0n ? -digits : digits);
  if (exponent >= 0) return figures === '0' ? '0' : sign + figures + '0'.repeat(exponent);
  const padded = figures.padStart(1 - exponent, '0');
  const fraction = padded.slice(exponent).replace(/0+$/, '');
  return sign + padded.slice(0, exponent) + (fraction && `.${fraction}`);
}

export function times(left: Decimal, right: Decimal): Decimal {
  return { digits: left.digits * right.digits, exponent: left.exponent + right.exponent };
}

export function powerOfTen(exponent: number): Decimal {
  return { digits: 1n, exponent };
}

/** value ÷ step as a whole number, or null when it isn't one. */
export function wholeQuotient(value: Decimal, step: Decimal): number | null {
  const shift = value.exponent - step.exponent;
  const dividend = value.digits * tenTo(Math.max(shift, 0));
  const divisor = step.digits * tenTo(Math.max(-shift, 0));
  return dividend % divisor === 0n ? Number(dividend / divisor) : null;
}

function tenTo(exponent: number): bigint {
  return BigInt('1' + '0'.repeat(exponent));
}
