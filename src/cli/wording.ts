const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const FINE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** A number for people: two decimals where they tell something. */
export function amountText(value: number): string {
  return Math.abs(value) >= 10_000 ? WHOLE.format(value) : FINE.format(value);
}

/** The same where small numbers matter: two figures of what is below 1; a dash for no number. */
export function shortText(value: number): string {
  if (Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  return size >= 1 || size === 0 ? amountText(value) : String(Number(value.toPrecision(2)));
}

/** 1.2M, 340K, 12. */
export function compactText(value: number): string {
  return COMPACT.format(value);
}

/** `1 cascade`, `2 cascades`. */
export function counted(count: number, noun: string): string {
  return `${WHOLE.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
