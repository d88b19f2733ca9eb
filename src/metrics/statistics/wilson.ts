import { type Interval, UNKNOWN } from './interval.js';
import { normalQuantile } from './normal.js';

const Z = normalQuantile(0.975);

/**
 * 95 % interval of the probability behind `count` out of `n` (Wilson 1927, "Probable inference, the
 * law of succession, and statistical inference", JASA 22). None of n has its lower end at 0, all of
 * n their upper end at 1. Unknown without a case.
 */
export function wilsonInterval(count: number, n: number): Interval {
  if (n === 0) return UNKNOWN;
  const share = count / n;
  const square = Z * Z;
  const centre = share + square / (2 * n);
  const half = Z * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n));
  const scale = 1 + square / n;
  return {
    low: count === 0 ? 0 : (centre - half) / scale,
    high: count === n ? 1 : (centre + half) / scale,
  };
}
