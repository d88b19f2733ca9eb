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

const KINDS = ['fixed', 'uniform', 'exponential', 'lognormal', 'pareto'] as const;
const FIXED = 0;
const UNIFORM = 1;
const EXPONENTIAL = 2;
const LOGNORMAL = 3;

/**
 * A distribution that is drawn from often: its numbers in fields, the same for every kind, because
 * a union of five shapes costs more to read than the draw itself.
 */
export class Sampler {
  private readonly kind: number;
  private readonly base: number;
  private readonly spread: number;
  private readonly min: number;
  private readonly max: number;

  constructor(distribution: Distribution) {
    this.kind = KINDS.indexOf(distribution.kind);
    this.min = smallest(distribution);
    this.max = largest(distribution);
    this.base = baseOf(distribution);
    this.spread = spreadOf(distribution);
  }

  /** One value; `min` and `max` cut the tails by clamping. */
  sample(draws: Draws): number {
    const { kind, base, spread, min, max } = this;
    if (kind === FIXED) return base;
    if (kind === UNIFORM) return base + spread * draws.uniform();
    if (kind === EXPONENTIAL) return Math.min(max, base * draws.exponential());
    // Exponentials of logarithms, because Math.pow differs between Node versions.
    const log = spread * (kind === LOGNORMAL ? draws.normal() : draws.exponential());
    return Math.min(max, Math.max(min, base * Math.exp(log)));
  }
}

/** One value of a distribution that is drawn from once. */
export function sample(distribution: Distribution, draws: Draws): number {
  return new Sampler(distribution).sample(draws);
}

function baseOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'fixed':
      return distribution.value;
    case 'uniform':
      return distribution.from;
    case 'exponential':
      return distribution.mean;
    case 'lognormal':
      return distribution.median;
    case 'pareto':
      return distribution.min;
    default:
      return distribution satisfies never;
  }
}

/** What the draw is multiplied with: pareto by inversion is min × exp(waiting time ÷ exponent). */
function spreadOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'uniform':
      return distribution.to - distribution.from;
    case 'lognormal':
      return distribution.sigma;
    case 'pareto':
      return 1 / distribution.exponent;
    case 'fixed':
    case 'exponential':
      return 0;
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
