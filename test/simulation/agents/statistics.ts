/** Mean of independent estimates, and its standard error. */
export function meanOf(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, error: Math.sqrt(square / (values.length - 1) / values.length) };
}

/** How many standard errors independent estimates lie off what theory says. */
export function errorsOff(values: readonly number[], expected: number): number {
  const { mean, error } = meanOf(values);
  return Math.abs(mean - expected) / error;
}
