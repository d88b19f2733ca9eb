import { mulDivDown } from './rounding.js';
import type { Units } from './units.js';

/**
 * Splits an amount in proportion to weights >= 0 into whole parts that add up to it exactly. Shares
 * are rounded towards 0; the crumb goes to the largest weight, the first of equals, and so does all
 * of the amount where no weight is above 0. Writes a part for each of the first `count` weights.
 */
export function splitProRata(
  amountUnits: Units,
  weights: ArrayLike<number>,
  count: number,
  partUnits: Float64Array,
): void {
  let totalWeight = 0;
  let largest = 0;
  for (let row = 0; row < count; row++) {
    totalWeight += weights[row];
    if (weights[row] > weights[largest]) largest = row;
  }
  let leftUnits = amountUnits;
  const sign = amountUnits < 0 ? -1 : 1;
  for (let row = 0; row < count; row++) {
    const part =
      totalWeight > 0 ? sign * mulDivDown(sign * amountUnits, weights[row], totalWeight) : 0;
    partUnits[row] = part;
    leftUnits -= part;
  }
  partUnits[largest] += leftUnits;
}

/**
 * Splits an amount >= 0 in proportion to weights into whole parts that add up to it exactly:
 * everyone's share rounded down, then one unit each to the largest remainders, the first of equals.
 */
export function largestRemainder(
  amountUnits: Units,
  weights: readonly number[],
  totalWeight: number,
): Units[] {
  const shares = weights.map((weight) => mulDivDown(amountUnits, weight, totalWeight));
  let left = amountUnits;
  for (const share of shares) left -= share;
  if (left === 0) return shares;
  const remainders = weights.map((weight) =>
    Number((BigInt(amountUnits) * BigInt(weight)) % BigInt(totalWeight)),
  );
  const order = Array.from(weights.keys());
  order.sort((a, b) => remainders[b] - remainders[a] || a - b);
  for (const row of order.slice(0, left)) shares[row] += 1;
  return shares;
}
