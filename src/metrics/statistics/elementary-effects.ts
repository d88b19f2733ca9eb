import { moments } from './moments.js';

/** One change of one axis: how far it went, of the way between the axis's ends, and what came of it. */
export interface Step {
  readonly axis: number;
  readonly distance: number;
  readonly change: number;
}

/** Of all elementary effects of an axis; NaN where there are none, `sigma` below two. */
export interface MorrisMeasures {
  readonly n: number;
  /** Mean effect: its sign says the direction. */
  readonly mu: number;
  /** Mean size of the effects, which opposite signs do not cancel. */
  readonly muStar: number;
  /** Their standard deviation: what the other axes, and curvature, do to the effect. */
  readonly sigma: number;
}

/**
 * The elementary effects of an axis, change ÷ distance: what the result would change by from one end
 * of the axis to the other (Morris 1991, Technometrics 33; mu* of Campolongo et al. 2007,
 * Environmental Modelling & Software 22).
 */
export function morrisMeasures(steps: readonly Step[], axis: number): MorrisMeasures {
  const own = steps.filter((step) => step.axis === axis);
  const effects = own.map((step) => step.change / step.distance);
  const { n, mean, variance } = moments(effects);
  const sizes = moments(effects.map(Math.abs));
  return { n, mu: mean, muStar: sizes.mean, sigma: Math.sqrt(variance) };
}
