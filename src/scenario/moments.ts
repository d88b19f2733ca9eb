/** How a column of times is written. */
export type TimeUnit = 'iso' | 's' | 'ms' | 'us';

const US: Readonly<Record<'s' | 'ms' | 'us', number>> = { s: 1_000_000, ms: 1000, us: 1 };

/** Beyond the year 5000 in the smaller unit lies the present in the larger. */
const LARGEST: readonly (readonly [unit: 's' | 'ms' | 'us', below: number])[] = [
  ['s', 1e11],
  ['ms', 1e14],
  ['us', Number.MAX_SAFE_INTEGER],
];

const NUMBER = /^\d{1,16}(\.\d{1,9})?$/;
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** The unit that a time is most likely written in; null: it is no time. */
export function timeUnitOf(text: string): TimeUnit | null {
  if (ISO.test(text)) return 'iso';
  if (!NUMBER.test(text)) return null;
  return LARGEST.find(([, below]) => Number(text) < below)?.[0] ?? null;
}

/** Microseconds since 1970, UTC unless the text says otherwise; null: it is no such time. */
export function readMoment(text: string, unit: TimeUnit): number | null {
  if (unit === 'iso') return readIso(text);
  if (!NUMBER.test(text)) return null;
  const us = Math.round(Number(text) * US[unit]);
  return Number.isSafeInteger(us) ? us : null;
}

function readIso(text: string): number | null {
  const parts = ISO.exec(text);
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = parts
    .slice(1, 7)
    .map((part: string | undefined) => Number(part ?? 0));
  const fraction: string | undefined = parts[7];
  const zone: string | undefined = parts[8];
  if (month < 1 || 12 < month || day < 1 || daysIn(year, month) < day) return null;
  if (hour > 24 || minute > 59 || second > 60) return null;
  const seconds = daysSince1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
  const us = Math.floor(Number(`0.${fraction ?? 0}`) * 1_000_000 + 1e-3);
  return (seconds - offsetSeconds(zone)) * 1_000_000 + us;
}

function offsetSeconds(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', ''));
  return (zone.startsWith('-') ? -60 : 60) * minutes;
}

function daysIn(year: number, month: number): number {
  const next = month === 12 ? daysSince1970(year + 1, 1, 1) : daysSince1970(year, month + 1, 1);
  return next - daysSince1970(year, month, 1);
}

/** Of the Gregorian calendar, counted in years that begin in March. */
function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const monthFromMarch = (month + 9) % 12;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  const days = 365 * shifted + leapDays + Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  return days - 719_468;
}
