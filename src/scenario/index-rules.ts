import type { Fraction, TimeUs } from '../core/units.js';

/** The price of one instrument that comes from outside. */
export interface IndexRules {
  readonly everyUs: TimeUs;
  readonly process: IndexProcess;
  /** How the index follows the venue's own net flow; absent: nothing on the venue moves it. */
  readonly response?: IndexResponse;
}

export type IndexProcess =
  | { readonly kind: 'constant' }
  | {
      readonly kind: 'gbm';
      readonly volatility: Volatility;
      /** Drift of the price a year; the drift of its logarithm is drift − volatility²/2. */
      readonly drift: Fraction;
    }
  | {
      readonly kind: 'path';
      /** First at time 0 (the initial price), times rising; prices in ticks, which may be fractional. */
      readonly knots: readonly { readonly atUs: TimeUs; readonly price: number }[];
      readonly volatility: Volatility;
    }
  | {
      readonly kind: 'jumpDiffusion';
      readonly volatility: Volatility;
      /** Drift of the price a year, jumps included. */
      readonly drift: Fraction;
      readonly jumps: JumpLaw;
    }
  | HestonRules
  | {
      readonly kind: 'garch';
      /** Square root of the stationary variance, per square root of a year. */
      readonly volatility: Fraction;
      readonly drift: Fraction;
      /** Weights of the last squared return and of the last variance, each of one step. */
      readonly alpha: number;
      readonly beta: number;
    }
  | ReplayRules;

/** dv = meanReversion · (longRun² − v) dt + volOfVol · √v dW, v the variance a year. */
export interface HestonRules {
  readonly kind: 'heston';
  readonly initialVolatility: Fraction;
  readonly longRunVolatility: Fraction;
  readonly meanReversion: number; // a year
  readonly volOfVol: number; // of the variance, per square root of a year
  /** Of the price with its variance. */
  readonly correlation: number;
  readonly drift: Fraction;
}

/** A recorded price as knots of a path; columns, because a file may have 100,000 rows. */
export interface ReplayRules {
  readonly kind: 'replay';
  /** Times since the start, the first 0, rising. */
  readonly knotsUs: Float64Array;
  readonly knotTicks: Float64Array; // may be fractional
  /** 1: until the next knot the price stands still, then it steps. */
  readonly isHeld: Uint8Array;
  readonly volatility: Volatility;
}

/** Per square root of a year of 365 days. */
export type Volatility = Fraction | TwoScaleVolatility;

/**
 * Log-volatility is the sum of two Ornstein–Uhlenbeck processes in their stationary law. `level` is
 * the root mean square: the median is level · exp(−(slow.sd² + fast.sd²)).
 */
export interface TwoScaleVolatility {
  readonly level: Fraction;
  readonly slow: VolatilityScale | null;
  readonly fast: VolatilityScale | null;
}

export interface VolatilityScale {
  /** Stationary standard deviation of the logarithm. */
  readonly sd: number;
  /** Its correlation falls by e in this time. */
  readonly timeUs: TimeUs;
}

/** Compound Poisson jumps of a logarithm, each normal. */
export interface JumpLaw {
  readonly rate: number; // a second
  readonly mean: number;
  readonly sd: number;
}

export interface IndexResponse {
  /** What a net purchase of one lot by takers adds to the logarithm of the index. */
  readonly logPerLot: number;
  /** Half of it is gone after this; Infinity: it stays. */
  readonly halfLifeUs: TimeUs;
}

/** Indices that are driven by correlated Brownian motions. */
export interface IndexCorrelation {
  /** Rows within the venue, rising. */
  readonly instruments: readonly number[];
  /** Lower triangle L of L·Lᵀ = correlation matrix, row by row. */
  readonly factor: readonly (readonly number[])[];
}

/** Jumps that strike several indices at once. */
export interface CommonJumps extends JumpLaw {
  readonly instruments: readonly number[];
}
