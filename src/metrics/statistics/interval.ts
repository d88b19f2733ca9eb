/** From `low` to `high`; both NaN where there are too few values to say. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const UNKNOWN: Interval = { low: NaN, high: NaN };

export type Verdict = 'higher' | 'lower' | 'no difference shown';

/** What the interval of a difference shows: nothing while it holds 0, or while it is unknown. */
export function verdict(difference: Interval): Verdict {
  if (difference.low > 0) return 'higher';
  return difference.high < 0 ? 'lower' : 'no difference shown';
}
