import { type Interval, UNKNOWN } from './interval.js';
import { normalQuantile } from './normal.js';

/**
 * Interval of the probability behind `count` out of `n`, at a confidence (Wilson 1927, "Probable inference, the
 * law of succession, and statistical inference", JASA 22). None of n has its lower end at 0, all of
 * n their upper end at 1. Unknown without a case.
 */
export function wilsonInterval(count: number, n: number, confidence = 0.95): Interval {
  if (n === 0) return UNKNOWN;
  const z = normalQuantile((1 + confidence) / 2);
  const share = count / n;
  const square = z * z;
  const centre = share + square / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n));
  const scale = 1 + square / n;
  return {
    low: count === 0 ? 0 : (centre - half) / scale,
    high: count === n ? 1 : (centre + half) / scale,
  };
}
