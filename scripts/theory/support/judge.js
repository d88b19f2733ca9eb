/**
 * One quantity that theory knows, and what the simulator made of it.
 * @typedef {object} Row
 * @property {string} quantity
 * @property {number | null} expected null: no reference
 * @property {number} got
 * @property {number | null} standardError of the difference; null: the result is exact
 * @property {'pass' | 'fail' | 'no reference'} verdict
 * @property {string} [note] why there is no reference
 */

/** Standard errors that a result may lie off. */
export const REACH = 3.5;

/**
 * A random result: |got − expected| < 3.5 sqrt(se_reference² + se_run²).
 * @param {string} quantity
 * @param {{ expected: number, got: number, standardError: number, referenceError?: number }} result
 * @returns {Row}
 */
export function random(quantity, { expected, got, standardError, referenceError = 0 }) {
  const error = Math.hypot(standardError, referenceError);
  const verdict = Math.abs(got - expected) < REACH * error ? 'pass' : 'fail';
  return { quantity, expected, got, standardError: error, verdict };
}

/**
 * A result without chance, within a tolerance.
 * @param {string} quantity
 * @param {{ expected: number, got: number, tolerance: number }} result
 * @returns {Row}
 */
export function within(quantity, { expected, got, tolerance }) {
  const verdict = Math.abs(got - expected) <= tolerance ? 'pass' : 'fail';
  return { quantity, expected, got, standardError: null, verdict };
}

/**
 * A law of counts, by chi-square: expected is its mean, the number of degrees of freedom.
 * @param {string} quantity
 * @param {{ statistic: number, degrees: number }} test
 * @returns {Row}
 */
export function law(quantity, { statistic, degrees }) {
  const verdict = deviateOfChiSquare(statistic, degrees) < REACH ? 'pass' : 'fail';
  const standardError = Math.sqrt(2 * degrees);
  return { quantity, expected: degrees, got: statistic, standardError, verdict };
}

/**
 * A result that theory says nothing about.
 * @param {string} quantity
 * @param {{ got: number, standardError: number | null, note: string }} result
 * @returns {Row}
 */
export function unknown(quantity, { got, standardError, note }) {
  return { quantity, expected: null, got, standardError, verdict: 'no reference', note };
}

/**
 * The standard normal deviate that is as unlikely (Wilson and Hilferty 1931, "The distribution of
 * chi-square"): the cube root of chi-square is nearly normal.
 * @param {number} statistic
 * @param {number} degrees
 */
export function deviateOfChiSquare(statistic, degrees) {
  const spread = 2 / (9 * degrees);
  return (Math.cbrt(statistic / degrees) - (1 - spread)) / Math.sqrt(spread);
}
