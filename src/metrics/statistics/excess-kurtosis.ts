/** Fourth central moment ÷ squared variance − 3: 0 for a normal law. NaN where nothing varies. */
export function excessKurtosis(values: ArrayLike<number>): number {
  const { length } = values;
  let sum = 0;
  for (let row = 0; row < length; row++) sum += values[row];
  const mean = sum / length;
  let squares = 0;
  let fourths = 0;
  for (let row = 0; row < length; row++) {
    const square = (values[row] - mean) * (values[row] - mean);
    squares += square;
    fourths += square * square;
  }
  return squares === 0 ? NaN : (fourths * length) / (squares * squares) - 3;
}
