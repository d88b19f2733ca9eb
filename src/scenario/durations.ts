import { decimalOf, times, wholeQuotient, powerOfTen } from './decimal.js';

const UNITS_US: readonly (readonly [unit: string, us: number])[] = [
  ['d', 86_400_000_000],
  ['h', 3_600_000_000],
  ['m', 60_000_000],
  ['s', 1_000_000],
  ['ms', 1000],
  ['us', 1],
];

/** One or more parts, largest unit first: 30s, 250ms, 2h30m. */
export const DURATION_PATTERN = new RegExp(
  `^(?=.)${['d', 'h', 'm', 's', 'ms', 'us'].map((unit) => `(\\d{1,15}(\\.\\d{1,15})?${unit})?`).join('')}$`,
);

/** Whole microseconds, or null when the text is no duration or finer than a microsecond. */
export function readDuration(text: string): number | null {
  if (!DURATION_PATTERN.test(text)) return null;
  let totalUs = 0;
  for (const [, figures, unit] of text.matchAll(/([\d.]+)([a-z]+)/g)) {
    const unitUs = UNITS_US.find(([name]) => name === unit)?.[1] ?? NaN;
    const partUs = wholeQuotient(
      times(decimalOf(Number(figures)), decimalOf(unitUs)),
      powerOfTen(0),
    );
    if (partUs === null) return null;
    totalUs += partUs;
  }
  return Number.isSafeInteger(totalUs) ? totalUs : null;
}

/** The text that `readDuration` reads back: 7260 s are 2h1m. */
export function durationText(durationUs: number): string {
  let rest = durationUs;
  let text = '';
  for (const [unit, unitUs] of UNITS_US) {
    const whole = Math.floor(rest / unitUs);
    rest -= whole * unitUs;
    if (whole > 0) text += whole + unit;
  }
  return text === '' ? '0s' : text;
}
