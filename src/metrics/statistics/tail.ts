import { quantileSorted } from 'simple-statistics';

/**
 * The value below which a share of the sample lies, interpolated between neighbours at
 * (n − 1) · share: type 7 of Hyndman and Fan (1996), "Sample quantiles in statistical packages",
 * American Statistician 50. NaN without a value.
 */
export function quantile(rising: ArrayLike<number>, share: number): number {
  return rising.length === 0 ? NaN : quantileSorted(rising as readonly number[], share);
}

/**
 * Mean of the largest `tailPct` % of the sample, the upper tail: metrics are losses, depths and
 * counts, of which more is worse. Where the tail holds no whole number of values, the last of them
 * counts in part (Acerbi and Tasche 2002, "On the coherence of expected shortfall", Journal of
 * Banking & Finance 26). A tail of less than one value is the largest value. NaN without a value.
 */
export function expectedShortfall(rising: ArrayLike<number>, tailPct: number): number {
  const n = rising.length;
  const count = (n * tailPct) / 100;
  const whole = Math.floor(count);
  let sum = 0;
  for (let row = n - whole; row < n; row++) sum += rising[row];
  if (whole < count) sum += (count - whole) * rising[n - whole - 1];
  return sum / count;
}
