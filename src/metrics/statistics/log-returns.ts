/** Logarithmic returns over `step` prices each, which do not overlap. Prices are positive. */
export function logReturns(prices: ArrayLike<number>, step = 1): Float64Array {
  const count = Math.max(0, Math.floor((prices.length - 1) / step));
  const returns = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    returns[row] = Math.log(prices[(row + 1) * step] / prices[row * step]);
  }
  return returns;
}
