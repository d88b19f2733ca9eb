import { lgamma } from 'mathjs/number';

/**
 * P(N = k) = lambda (lambda + k n)^(k − 1) e^−(lambda + k n) ÷ k!; without children Poisson.
 * @param {number} k
 * @param {number} lambda
 * @param {number} n
 */
export function borelTanner(k, lambda, n) {
  const rate = lambda + k * n;
  return Math.exp(Math.log(lambda) + (k - 1) * Math.log(rate) - rate - lgamma(k + 1));
}

/**
 * Size of one tree: P(k) = (k n)^(k − 1) e^−(k n) ÷ k!.
 * @param {number} k
 * @param {number} n
 */
export function borelTree(k, n) {
  return k === 0 ? 0 : Math.exp((k - 1) * Math.log(k * n) - k * n - lgamma(k + 1));
}
