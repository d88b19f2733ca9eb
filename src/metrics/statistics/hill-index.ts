/**
 * Tail index of the largest share of positive values (Hill 1975, "A simple general approach to
 * inference about the tail of a distribution", Annals of Statistics 3): with k values above the
 * threshold, k ÷ Σ ln(value ÷ threshold). Its relative standard error is 1 ÷ √k. NaN when the tail
 * has no value or its threshold is not positive.
 *
 * Losses are negated returns; both tails together are absolute returns.
 */
export function hillIndex(values: ArrayLike<number>, share: number): number {
  const falling = Float64Array.from(values).sort().reverse();
  const count = Math.floor(falling.length * share);
  const threshold = falling[count];
  if (count === 0 || !(threshold > 0)) return NaN;
  let logs = 0;
  for (let row = 0; row < count; row++) logs += Math.log(falling[row] / threshold);
  return count / logs;
}
