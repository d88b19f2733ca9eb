/**
 * How a trait or a size is drawn. Values carry the unit of the field that holds the distribution.
 * Every draw of one kind takes its chances from the caller's `Draws`, so it is keyed like them.
 */
import type { Draws } from './random.js';

export type Distribution =
  | { readonly kind: 'fixed'; readonly value: number }
  | { readonly kind: 'uniform'; readonly from: number; readonly to: number }
  | { readonly kind: 'exponential'; readonly mean: number; readonly max: number }
  | {
      readonly kind: 'lognormal';
      readonly median: number;
      /** Standard deviation of the logarithm. */
      readonly sigma: number;
      readonly min: number;
      readonly max: number;
    }
  | {
      readonly kind: 'pareto';
      readonly min: number;
      readonly exponent: number;
      readonly max: number;
    };

/** One value; `min` and `max` cut the tails by clamping. */
export function sample(distribution: Distribution, draws: Draws): number {
  switch (distribution.kind) {
    case 'fixed':
      return distribution.value;
    case 'uniform':
      return distribution.from + (distribution.to - distribution.from) * draws.uniform();
    case 'exponential':
      return Math.min(distribution.max, distribution.mean * draws.exponential());
    case 'lognormal': {
      const value = distribution.median * Math.exp(distribution.sigma * draws.normal());
      return Math.min(distribution.max, Math.max(distribution.min, value));
    }
    case 'pareto': {
      // Inversion; exp of a logarithm, because Math.pow differs between Node versions.
      const value = distribution.min * Math.exp(draws.exponential() / distribution.exponent);
      return Math.min(distribution.max, value);
    }
    default:
      return distribution satisfies never;
  }
}

/** The largest value that can be drawn; Infinity where there is no bound. */
export function largest(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'fixed':
      return distribution.value;
    case 'uniform':
      return Math.max(distribution.from, distribution.to);
    case 'exponential':
    case 'lognormal':
    case 'pareto':
      return distribution.max;
    default:
      return distribution satisfies never;
  }
}

/** The smallest value that can be drawn. */
export function smallest(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'fixed':
      return distribution.value;
    case 'uniform':
      return Math.min(distribution.from, distribution.to);
    case 'exponential':
      return 0;
    case 'lognormal':
    case 'pareto':
      return distribution.min;
    default:
      return distribution satisfies never;
  }
}
