import { type Interval, UNKNOWN } from './interval.js';
import type { Moments } from './moments.js';
import { tQuantile } from './student-t.js';

/** Student's 95 % interval of a mean: mean ± t(0.975, n − 1) · sd ÷ √n. Unknown below two values. */
export function tInterval({ n, mean, variance }: Moments): Interval {
  if (n < 2) return UNKNOWN;
  const half = variance === 0 ? 0 : tQuantile(0.975, n - 1) * Math.sqrt(variance / n);
  return { low: mean - half, high: mean + half };
}
