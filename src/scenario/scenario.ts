import type { Fraction, Ppm, Ticks, TimeUs, Units } from '../core/units.js';
import type { Expression } from '../core/expression.js';
import type { CommonJumps, IndexCorrelation, IndexRules } from './index-rules.js';

import type { Population } from './population-rules.js';
import type { Shock } from './shocks/shock.js';

export type * from './index-rules.js';
export type * from './population-rules.js';
export type { Shock } from './shocks/shock.js';

/**
 * A scenario as the machine needs it: checked, in whole ticks, lots, units and microseconds, every
 * default filled in. The words are those of the YAML file. A plain value: it can be sent to a
 * worker, and nothing in a run changes it.
 */
export interface Scenario {
  readonly name: string;
  readonly durationUs: TimeUs;
  readonly sampleEveryUs: TimeUs;
  /** Reaching it ends the run with an error that names the setting. */
  readonly maxCommands: number;
  readonly settlement: Settlement;
  readonly venues: readonly Venue[];
  readonly populations: readonly Population[];
  readonly shocks: readonly Shock[];
  /** How often conditions of shocks are looked at; absent: with the marks. */
  readonly conditionEveryUs?: TimeUs;
}

export interface Settlement {
  readonly asset: string;
  /** One unit is 10^-decimals of the asset. */
  readonly decimals: number;
}

export interface Venue {
  readonly name: string;
  readonly makerFeePpm: Ppm; // negative: a rebate
  readonly takerFeePpm: Ppm;
  readonly selfTradePrevention: SelfTradePrevention;
  readonly insuranceFundUnits: Units;
  /** Marks of all instruments are computed together, this often; 0: after every command that changes an input. */
  readonly markEveryUs: TimeUs;
  readonly liquidation: LiquidationRules;
  readonly instruments: readonly Instrument[];
  /** Absent: the matching engine takes no time. */
  readonly matching?: MatchingRules;
  /** Absent: every index moves on its own. */
  readonly indexCorrelation?: IndexCorrelation;
  readonly commonJumps?: CommonJumps;
}

export interface MatchingRules {
  /** Messages a second; Infinity: any number. */
  readonly throughput: number;
  /** Messages that may wait before orders are refused; Infinity: any number. */
  readonly queueLimit: number;
}

export type SelfTradePrevention =
  'none' | 'cancelNewest' | 'cancelOldest' | 'cancelBoth' | 'decrement';

/** A linear perpetual: a lot at a price of one tick is worth `unitsPerTickLot`. */
export interface Instrument {
  readonly name: string;
  readonly unitsPerTickLot: number;
  /** Decimal text of one tick and one lot, for printing exactly. */
  readonly tickSize: string;
  readonly lotSize: string;
  readonly initialPriceTicks: Ticks;
  readonly maxPriceTicks: Ticks;
  readonly index: IndexRules;
  readonly mark: MarkPolicy;
  readonly margin: MarginSchedule;
  /** Absent: the requirements change with the notional only. */
  readonly marginSteps?: MarginSteps;
  readonly funding: FundingRules | null;
  /** Orders further than this from the mark are refused, market orders stop there. */
  readonly priceBandPpm: Ppm | null;
  /** Trading halts after a move that is too fast; absent: never. */
  readonly volatilityHalt?: VolatilityHalt;
}

export interface VolatilityHalt {
  readonly price: 'mark' | 'last';
  /** A move by more than this within the window, from its lowest or highest price. */
  readonly movePpm: Ppm;
  readonly windowUs: TimeUs;
  readonly haltForUs: TimeUs;
  /** auction: orders are collected meanwhile, and reopen trading at one price. */
  readonly reopening: 'auction' | 'continuous';
}

export type MarkPolicy =
  | { readonly kind: 'last' }
  | { readonly kind: 'index' }
  | { readonly kind: 'mid' }
  | { readonly kind: 'median' }
  | { readonly kind: 'ewmaBasis'; readonly timeConstantUs: TimeUs };

/** Tiers by notional of the position; a flat schedule is one tier. */
export interface MarginSchedule {
  readonly tiers: readonly MarginTier[];
}

export interface MarginTier {
  /** The tier holds notionals up to and including this; the last holds all (Infinity). */
  readonly upToUnits: Units;
  readonly initialPpm: Ppm;
  readonly maintenancePpm: Ppm;
  /** Subtracted from rate × notional, so that the requirement is continuous at the tier's edge. */
  readonly deductionUnits: Units;
}

/** All rates are multiplied by a factor that is published anew every so often. */
export interface MarginSteps {
  readonly everyUs: TimeUs;
  /** Of `MARGIN_STEP_VARIABLES`. */
  readonly factor: Expression;
  /** Memory of the measured volatility, and its value at the start, per square root of a year. */
  readonly memoryUs: TimeUs;
  readonly startVolatility: Fraction;
}

/** What a margin factor may follow: volatility of the mark, base units, money, prices. */
export const MARGIN_STEP_VARIABLES = [
  'volatility',
  'open_interest',
  'bid_depth_1pct',
  'ask_depth_1pct',
  'mark_price',
  'index_price',
] as const;

export interface FundingRules {
  readonly everyUs: TimeUs;
  /** Rates in billionths an interval. */
  readonly interestPpb: number;
  readonly clampPpb: number;
  readonly capPpb: number;
}

export interface LiquidationRules {
  readonly execution: ExecutionPolicy;
  readonly worstPrice: 'none' | 'bankruptcy' | 'fundable';
  readonly surplusTo: 'insuranceFund' | 'account';
  readonly feePpm: Ppm;
  readonly waterfall: readonly LossLayer[];
  /** An attempt that left lots unclosed is repeated after this. */
  readonly retryAfterUs: TimeUs;
  /** Attempts end this long after the start of the episode (Infinity: never). */
  readonly giveUpAfterUs: TimeUs;
}

export type ExecutionPolicy =
  | { readonly kind: 'whole' }
  | { readonly kind: 'steps'; readonly fractionPpm: Ppm; readonly everyUs: TimeUs }
  | { readonly kind: 'iocAtBankruptcy' }
  | { readonly kind: 'keepers'; readonly discountPpm: Ppm };

export type LossLayer = 'insuranceFund' | 'deleverage' | 'socialise';
