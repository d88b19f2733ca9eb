/** Fewer expected in a bin make chi-square a bad judge. */
const LEAST_EXPECTED = 5;

/**
 * How far counts are from a law on 0, 1, 2, …: neighbouring values share a bin until five are
 * expected in it, and the last bin holds the whole tail.
 * @param {readonly number[]} values
 * @param {(value: number) => number} probability
 * @returns {{ statistic: number, degrees: number }}
 */
export function chiSquare(values, probability) {
  const observed = tally(values);
  let statistic = 0;
  let bins = 0;
  let left = values.length; // still expected from here on
  let leftObserved = values.length;
  for (let value = 0; left >= 2 * LEAST_EXPECTED;) {
    let expected = 0;
    let found = 0;
    for (; expected < LEAST_EXPECTED && value < 1e6; value++) {
      expected += values.length * probability(value);
      found += observed[value] ?? 0;
    }
    if (left - expected < LEAST_EXPECTED) break; // the tail would be too thin: it takes this bin in
    statistic += share(found, expected);
    bins += 1;
    left -= expected;
    leftObserved -= found;
  }
  return { statistic: statistic + share(leftObserved, left), degrees: bins };
}

/** @param {readonly number[]} values */
function tally(values) {
  /** @type {number[]} */
  const counts = [];
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/**
 * @param {number} found
 * @param {number} expected
 */
function share(found, expected) {
  const off = found - expected;
  return (off * off) / expected;
}
