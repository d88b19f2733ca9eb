import { decimalOf, decimalText, numberOf, times } from '../decimal.js';
import { durationText, readDuration } from '../durations.js';

/** Numbers between two ends, in the unit of the lower one. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly unit: Unit;
  readonly isLog: boolean;
  /** Values are multiples of this; null: of nothing. */
  readonly multipleOf: number | null;
}

interface Unit {
  readonly text: string;
  readonly kind: UnitKind;
  /** In units of its kind: 1, a fraction of 1, microseconds, per second. */
  readonly factor: number;
}

type UnitKind = 'a number' | 'a fraction' | 'a duration' | 'a rate';

export interface Measure {
  readonly value: number;
  readonly unit: Unit;
}

const UNITS: readonly Unit[] = [
  { text: '', kind: 'a number', factor: 1 },
  { text: 'k', kind: 'a number', factor: 1e3 },
  { text: 'M', kind: 'a number', factor: 1e6 },
  { text: 'B', kind: 'a number', factor: 1e9 },
  { text: '%', kind: 'a fraction', factor: 1e-2 },
  { text: 'bp', kind: 'a fraction', factor: 1e-4 },
  { text: 'us', kind: 'a duration', factor: 1 },
  { text: 'ms', kind: 'a duration', factor: 1e3 },
  { text: 's', kind: 'a duration', factor: 1e6 },
  { text: 'm', kind: 'a duration', factor: 6e7 },
  { text: 'h', kind: 'a duration', factor: 3.6e9 },
  { text: 'd', kind: 'a duration', factor: 8.64e10 },
  { text: '/s', kind: 'a rate', factor: 1 },
  { text: '/min', kind: 'a rate', factor: 1 / 60 },
  { text: '/h', kind: 'a rate', factor: 1 / 3600 },
  { text: '/d', kind: 'a rate', factor: 1 / 86_400 },
];

/** What a number with its unit means; null: it is none. 2h30m is 150m. */
export function readMeasure(written: string | number): Measure | null {
  const text = String(written);
  const [, figures, unitText] =
    /^([+-]?\d[\d_]{0,20}(?:\.\d{1,20})?(?:e[+-]?\d{1,3})?)([a-zA-Z%/]*)$/.exec(text) ?? [];
  const unit = UNITS.find((one) => one.text === unitText);
  if (unit) {
    const value = Number(figures.replaceAll('_', ''));
    return Number.isFinite(value) ? { value, unit } : null;
  }
  const durationUs = readDuration(text);
  const last = UNITS.findLast((one) => one.kind === 'a duration' && text.endsWith(one.text));
  return durationUs === null || !last ? null : { value: durationUs / last.factor, unit: last };
}

/** The same in another unit of its kind; null: the kinds differ. Nothing is 0 in any unit. */
export function inUnit({ value, unit }: Measure, other: Unit): number | null {
  if (unit === other || (value === 0 && unit.text === '')) return value;
  if (unit.kind !== other.kind) return null;
  return Number(((value * unit.factor) / other.factor).toPrecision(15));
}

/** The multiple that makes whole numbers: of what is counted, or of the unit. */
export function wholeStep({ kind, factor }: Unit): number {
  return kind === 'a number' ? 1 / factor : 1;
}

/** The value that lies at a share of the way from one end to the other, in words of a scenario. */
export function spannedText(span: Span, share: number): string {
  const { from, to, unit, isLog, multipleOf } = span;
  const value = isLog
    ? Math.exp(Math.log(from) + share * (Math.log(to) - Math.log(from)))
    : from + share * (to - from);
  const shown = multipleOf === null ? digits(value, 12) : nearestMultiple(value, span, multipleOf);
  return measureText({ value: shown, unit });
}

/** In words of a scenario. */
export function measureText({ value, unit }: Measure): string {
  const text = `${decimalText(decimalOf(value))}${unit.text}`;
  if (unit.kind !== 'a duration' || readDuration(text) !== null) return text;
  return durationText(Math.round(value * unit.factor));
}

/** Whether there is a multiple between the ends. */
export function hasMultiple({ from, to }: Span, step: number): boolean {
  return Math.ceil(digits(from / step, 15)) <= Math.floor(digits(to / step, 15));
}

function nearestMultiple(value: number, { from, to }: Span, step: number): number {
  const least = Math.ceil(digits(from / step, 15));
  const most = Math.floor(digits(to / step, 15));
  const count = Math.min(most, Math.max(least, Math.round(value / step)));
  return numberOf(times(decimalOf(count), decimalOf(step)));
}

function digits(value: number, count: number): number {
  return Number(value.toPrecision(count));
}
