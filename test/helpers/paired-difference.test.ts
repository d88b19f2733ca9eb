import { expect, it } from 'vitest';
import { pairedDifference } from './paired-difference.js';

it('a mean paired difference lies within t standard errors', () => {
  // Differences 1, 2, 3: mean 2, standard deviation 1; t with two degrees of freedom is 4.303.
  const { mean, low, high } = pairedDifference([11, 22, 33], [10, 20, 30]);
  expect(mean).toBeCloseTo(2, 12);
  expect(low).toBeCloseTo(2 - 4.303 / Math.sqrt(3), 12);
  expect(high).toBeCloseTo(2 + 4.303 / Math.sqrt(3), 12);
  expect(() => pairedDifference([1], [1])).toThrow('2 to 20');
  expect(() => pairedDifference([1, 2], [1, 2, 3])).toThrow('2 to 20');
});
