import { mean, sampleVariance } from 'simple-statistics';

export interface Moments {
  readonly n: number;
  /** NaN without a value. */
  readonly mean: number;
  /** Sample variance, over n − 1; NaN below two values. */
  readonly variance: number;
}

/** Mean and variance. Values that are all the same have exactly their value and 0. */
export function moments(values: number[]): Moments {
  const n = values.length;
  if (n === 0) return { n, mean: NaN, variance: NaN };
  const [first] = values;
  if (values.every((value) => value === first)) {
    return { n, mean: first, variance: n === 1 ? NaN : 0 };
  }
  return { n, mean: mean(values), variance: sampleVariance(values) };
}
