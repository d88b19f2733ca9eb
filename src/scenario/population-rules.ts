import type { Distribution } from '../core/distributions.js';
import type { Fraction, Lots, Ppm, Ticks, TimeUs } from '../core/units.js';

import type { MarketMaker } from './maker-rules.js';
import type { PopulationBase } from './population-base.js';

export type * from './maker-rules.js';

/** Populations as the machine needs them: the part of a compiled scenario that says who trades. */

export interface ZeroIntelligence extends PopulationBase {
  readonly kind: 'zeroIntelligence';
  /** Market orders a second, both sides together. */
  readonly marketRate: number;
  /** Limit orders a second, per tick of price and per side. */
  readonly limitRate: number;
  /** Cancels a second of every resting order. */
  readonly cancelRate: number;
  /** Limit orders arrive within this distance beyond the opposite best price. */
  readonly windowTicks: Ticks;
  readonly orderSize: Distribution; // lots
  /** Orders that rest at the start: bids at the initial price, asks one tick above it. */
  readonly opening: { readonly bids: number; readonly asks: number };
}

export interface Noise extends PopulationBase {
  readonly kind: 'noise';
  /** Orders a second of the whole population. */
  readonly marketRate: number;
  readonly limitRate: number;
  readonly marketSize: Distribution; // lots
  readonly limitSize: Distribution; // lots
  /** Distance of limit orders from the own best price, as a fraction of it. */
  readonly limitDistance: Distribution;
  /** Mean life of a resting order. */
  readonly orderLifeUs: TimeUs;
  /** How market orders bring about further ones; none: they are Poisson. */
  readonly clustering: readonly HawkesKernel[];
  /** How the sides of market orders go on; null: each is drawn afresh. */
  readonly signMemory: SignMemoryRules | null;
}

/** Each event brings `branching` more on average, after delays that are exponential. */
export interface HawkesKernel {
  readonly branching: Fraction;
  readonly timeUs: TimeUs; // mean delay
}

export interface SignMemoryRules {
  /** Chance that an order takes the side of an earlier one. */
  readonly copy: Fraction;
  /** The lag of that earlier one is drawn from 1 … longestLag with weight lag^−exponent. */
  readonly exponent: number;
  readonly longestLag: number;
}

export interface Value extends PopulationBase {
  readonly kind: 'value';
  /** Largest position, counted from what an agent is content with at the start. */
  readonly capacity: Distribution; // lots
  /** Mispricing, as a logarithm, at which the whole capacity is wanted. */
  readonly width: Distribution;
  /** Standard deviation of ln(belief ÷ index), and the time in which an error is forgotten. */
  readonly error: Fraction;
  readonly errorTimeUs: TimeUs;
  /** Least distance of a price from what the position is worth at which an agent acts, as a logarithm. */
  readonly threshold: Fraction;
  /** Mean time between two actions of an agent, in microseconds. */
  readonly patience: Distribution;
  /** Largest order, as a share of the capacity. */
  readonly slice: Fraction;
}

export interface Momentum extends PopulationBase {
  readonly kind: 'momentum';
  /** Memory of the moving average, in microseconds. */
  readonly horizon: Distribution;
  readonly looksPerHorizon: number;
  readonly capacity: Distribution; // lots
  /** Largest notional ÷ equity. */
  readonly leverage: Distribution;
  /** The unit of trends: volatility per square root of a year. */
  readonly volatility: Fraction;
  /** Trends, in standard deviations, up to which nothing and from which the capacity is held. */
  readonly deadZone: number;
  readonly fullTrend: number;
  /** Changes below this share of what is carried are left undone. */
  readonly tolerance: Fraction;
}

export interface Arbitrageur extends PopulationBase {
  readonly kind: 'arbitrageur';
  /** Looks a second of each arbitrageur. */
  readonly lookRate: number;
  readonly capacity: Distribution; // lots
  /** Largest order. */
  readonly slice: Distribution; // lots
  /** Least distance from the index at which an order goes out, as a logarithm. */
  readonly threshold: Fraction;
  /** Distance beyond the threshold at which the whole capacity is in use. */
  readonly width: Distribution;
}

export interface LeveragedSpeculator extends PopulationBase {
  readonly kind: 'leveragedSpeculator';
  /** Entries a second of an agent that is flat; 0: never enters. */
  readonly entryRate: number;
  /** Exits a second of an agent that holds a position. */
  readonly exitRate: number;
  readonly longShare: Fraction;
  readonly leverage: Distribution;
  readonly standing: StandingPositions | null;
  /** The odds of going long follow the trend; null: they are those of longShare. */
  readonly herding: Herding | null;
  readonly entryWindow: { readonly fromUs: TimeUs; readonly untilUs: TimeUs } | null;
  /** Enters only while the mark stands this share of its average away, in the direction of the side. */
  readonly entryTrend: { readonly move: Fraction; readonly horizonUs: TimeUs } | null;
  /** Money of each agent outside the venue, in units. */
  readonly cash: Distribution;
  /** Looks a second at each position; what follows is acted on at looks only. */
  readonly lookRate: number;
  /** Loss and gain at which a position is closed, as a share of its margin (cost ÷ leverage). */
  readonly stopLoss: Distribution | null;
  readonly takeProfit: Distribution | null;
  readonly topUp: TopUp | null;
  readonly deleverage: VoluntaryDeleveraging | null;
  readonly reentry: Reentry | null;
}

export interface Herding {
  /** Log-odds of going long for each 1 % of the mark above its average. */
  readonly strength: number;
  /** Memory of the average. */
  readonly horizonUs: TimeUs;
}

/** Below so many times the maintenance requirement, a share of the cash that is left goes in. */
export interface TopUp {
  readonly below: number;
  readonly share: Fraction;
}

/** Closes a share with probability strength × (drawdown − threshold) at each look. */
export interface VoluntaryDeleveraging {
  /** Loss from the best mark seen, as a share of the margin. */
  readonly threshold: Fraction;
  readonly strength: number;
  readonly share: Fraction;
}

/** After a stop or a liquidation: how long an agent stays out, and whether it comes back. */
export interface Reentry {
  readonly after: Distribution; // microseconds
  readonly chance: Fraction;
  /** Share of its cash that it brings. */
  readonly deposit: Fraction;
}

/** N values that divide a range evenly: member i of N gets the middle of the i-th of N equal parts. */
export interface EvenlySpaced {
  readonly kind: 'spaced';
  readonly from: number;
  readonly to: number;
}

/** Positions that stand when the run starts. Who takes the other side: `standing.counterparty`. */
export interface StandingPositions {
  readonly side: 'long' | 'short' | 'both'; // both: long with probability longShare
  /** Share of the agents that start with a position. */
  readonly share: Fraction;
  /** Entry price as a multiple of the initial price. */
  readonly entry: Distribution;
  /** Liquidation price as a multiple of the initial price: then the deposit follows from it, not from wealth. */
  readonly liquidationPrice: Distribution | EvenlySpaced | null;
  /** Lots of each position; null: wealth × leverage ÷ price. */
  readonly size: Distribution | null;
  /** All sizes are scaled so that they add up to this; null: as drawn. */
  readonly totalLots: Lots | null;
  /** Number of positions is Poisson with this mean instead of count × share; null: not. */
  readonly poissonMean: number | null;
  /** Draws whose position would be liquidated at the initial price are drawn again. */
  readonly surviveAtStart: boolean;
  /** Population (its row) whose accounts hold the other side, evenly. */
  readonly counterparty: number;
}

export interface Keeper extends PopulationBase {
  readonly kind: 'keeper';
  readonly lookRate: number; // a second, each keeper
  /** Least profit a keeper wants: discount × size − costs >= this. */
  readonly requiredProfit: Distribution; // units
  readonly costPpm: Ppm; // expected cost of disposing of the lots
  /** Share of its inventory a keeper sells at each look. */
  readonly disposalFraction: Fraction;
}

/** One large order, worked over time. */
export interface Whale extends PopulationBase {
  readonly kind: 'whale';
  readonly side: 'buy' | 'sell';
  /** Lots of the whole order on each instrument; null: `notional` says it. */
  readonly size: Distribution | null;
  /** Its value in units at the mark when it begins. */
  readonly notional: Distribution | null;
  readonly startUs: TimeUs;
  readonly forUs: TimeUs;
  readonly everyUs: TimeUs;
  readonly execution: WhaleExecution;
  /** Worst price; null: any. */
  readonly limitTicks: Ticks | null;
}

export type WhaleExecution =
  | { readonly kind: 'twap' }
  | { readonly kind: 'participation'; readonly share: Fraction }
  | { readonly kind: 'iceberg'; readonly displayedLots: Lots };

/** Orders that take whatever stands within a distance of the index. */
export interface Taker extends PopulationBase {
  readonly kind: 'taker';
  /** Orders a second of the population on each side, on each instrument. */
  readonly rate: number;
  /** At multiples of this, with probability rate × everyUs; null: Poisson. */
  readonly everyUs: TimeUs | null;
  readonly size: Distribution; // lots
  /** Where `reach` counts from, beyond the index; a fraction of a tick counts. */
  readonly fromTicks: number;
  readonly reach: Distribution; // quote units
  readonly tick: number; // quote units
}

/** A book that stands at the start and is never refilled. */
export interface StaticBook extends PopulationBase {
  readonly kind: 'staticBook';
  readonly bids: BookShape | null;
  readonly asks: BookShape | null;
}

export interface BookShape {
  /** Lots at distance x ticks from the initial price: flat density, or density × x. */
  readonly kind: 'flat' | 'linear';
  readonly lotsPerTick: number;
  readonly fromTicks: Ticks;
  readonly toTicks: Ticks;
}

/** Behaves as a module of the user's says. */
export interface CustomAgent extends PopulationBase {
  readonly kind: 'custom';
  /** As the scenario names it: the key of its behaviour. */
  readonly module: string;
  /** Of the module's content; null: nobody looked. */
  readonly moduleSha256: string | null;
  readonly wakeRate: number; // a second: each agent, on each instrument
  /** Money of each agent outside the venue, in units. */
  readonly cash: Distribution;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export type Population =
  | ZeroIntelligence
  | Noise
  | Value
  | Momentum
  | Arbitrageur
  | LeveragedSpeculator
  | MarketMaker
  | Keeper
  | StaticBook
  | CustomAgent
  | Whale
  | Taker;
