/** The first row whose running total is above a value, the last where none is; totals never fall. */
export function firstRowAbove(totals: Float64Array, value: number): number {
  let low = 0;
  let high = totals.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value < totals[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}
