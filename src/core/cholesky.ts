/** Below this a pivot counts as 0: far above what 255 rows of doubles lose. */
const SMALLEST_PIVOT = 1e-12;
const LARGEST_ERROR = 1e-7;

/**
 * The lower triangle L of L·Lᵀ = matrix, for a symmetric matrix that may be singular; null when it
 * is not positive semi-definite, so that no random numbers have it for their correlations.
 */
export function choleskyFactor(
  matrix: readonly (readonly number[])[],
): readonly (readonly number[])[] | null {
  const factor: number[][] = matrix.map((row) => row.map(() => 0));
  for (const [row, values] of matrix.entries()) {
    for (let column = 0; column <= row; column++) {
      let rest = values[column];
      for (let k = 0; k < column; k++) rest -= factor[row][k] * factor[column][k];
      if (column === row) {
        if (rest < -SMALLEST_PIVOT) return null;
        factor[row][row] = rest < SMALLEST_PIVOT ? 0 : Math.sqrt(rest);
      } else if (factor[column][column] > 0) {
        factor[row][column] = rest / factor[column][column];
      } else if (Math.abs(rest) > LARGEST_ERROR) {
        return null;
      }
    }
  }
  return factor;
}
