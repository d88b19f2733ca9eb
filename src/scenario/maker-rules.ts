import type { Distribution } from '../core/distributions.js';
import type { Fraction, Lots, TimeUs } from '../core/units.js';
import type { PopulationBase } from './population-base.js';

export interface MarketMaker extends PopulationBase {
  readonly kind: 'marketMaker';
  readonly strategy: MakerStrategy;
  /** Looks a second of each maker. */
  readonly requoteRate: number;
  readonly requotes: 'random' | 'regular';
  readonly levels: number;
  /** Distance of the first and the last level from the reference price, as fractions; levels between are geometric. */
  readonly nearest: Fraction;
  readonly farthest: Fraction;
  /** Lots of each maker on each side over all its levels, and how size grows with the level: size ∝ level^shape. */
  readonly depth: Distribution; // lots a side
  readonly depthShape: number;
  /** Reference price = indexWeight × index + (1 − indexWeight) × mid. */
  readonly indexWeight: Fraction;
  /** A wider spread, as a share of the mid, makes the mid worth nothing; null: never. */
  readonly trustedSpread: Fraction | null;
  readonly inventoryLimit: Distribution; // lots
  /** At full inventory the quotes are shifted by this fraction of the price. */
  readonly skew: Fraction;
  /** A quote is replaced when it is off by more than this share of its distance … */
  readonly tolerance: Fraction;
  /** … or its size by more than this share of the size wanted. */
  readonly sizeTolerance: Fraction;
  /** Withdrawal: size × max(floor, min(1, (threshold × calm ÷ volatility)^exponent)); null: never withdraws. */
  readonly withdrawal: Withdrawal | null;
  readonly improve: TouchImprovement | null;
}

/** ladder: distances as they are. Else the first level stands where the model says, the others in proportion. */
export type MakerStrategy = { readonly kind: 'ladder' } | AvellanedaStoikov;

export interface AvellanedaStoikov {
  readonly kind: 'avellanedaStoikov';
  /** gamma, per quote unit; drawn once for each maker. */
  readonly riskAversion: Distribution;
  /** What a unit of inventory gains by a move of one tick, in quote units. */
  readonly quotePerTick: number;
  /** k: fills at a distance of x ticks come at a rate ∝ exp(−k x). */
  readonly fillDecayPerTick: number;
  /** Lots of one unit of inventory. */
  readonly unitLots: Lots;
  /** A year; null: as measured, which needs `withdrawal`. */
  readonly volatility: Fraction | null;
  readonly horizonUs: TimeUs;
  /** rolling: the time left is always the horizon; session: it falls to 0 and starts again. */
  readonly clock: 'rolling' | 'session';
  readonly center: 'reservation' | 'mid';
}

export interface TouchImprovement {
  /** Attempts a second of the whole population, on each instrument. */
  readonly rate: number;
  readonly size: Distribution; // lots
  /** One tick better than the best price, or up to the price around which the maker quotes. */
  readonly to: 'tick' | 'aim';
}

export interface Withdrawal {
  /** Calm volatility, per square root of a year. */
  readonly calmVolatility: Fraction;
  readonly threshold: number;
  readonly exponent: number;
  readonly floor: Fraction;
  /** Memory of the measured volatility. */
  readonly memoryUs: TimeUs;
  /** One move counts as at most this multiple of the calm volatility. */
  readonly clip: number;
  /** Time constants with which the size falls and comes back; 0: at once. */
  readonly withdrawUs: TimeUs;
  readonly refillUs: TimeUs;
  /** Distances × min(widest, max(1, volatility ÷ calm)). */
  readonly widest: number;
}
