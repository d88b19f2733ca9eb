/**
 * Autocorrelation at a lag, pooled over series that have nothing to do with each other, such as the
 * same day under several seeds. Each series is measured around its own mean, so that quiet and wild
 * days do not pass for memory; the estimate of a short series is biased towards 0. NaN where nothing
 * varies.
 */
export function autocorrelation(series: readonly ArrayLike<number>[], lag: number): number {
  let products = 0;
  let squares = 0;
  for (const values of series) {
    const mean = meanOf(values);
    for (let row = 0; row < values.length; row++) {
      const off = values[row] - mean;
      squares += off * off;
      if (row >= lag) products += off * (values[row - lag] - mean);
    }
  }
  return squares === 0 ? NaN : products / squares;
}

/**
 * What the mean |autocorrelation| of independent values comes to: E|z| ÷ √n of a normal deviate.
 * Values whose variance has a memory of its own lie above it.
 */
export function noiseFloor(values: number): number {
  return Math.sqrt(2 / Math.PI / values);
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row];
  return sum / values.length;
}
