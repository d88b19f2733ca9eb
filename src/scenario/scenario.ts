import type { Fraction, Lots, Ppm, Ticks, TimeUs, Units } from '../core/units.js';
import type { Expression } from '../core/expression.js';
import type { Distribution } from '../core/distributions.js';
import type { CommonJumps, IndexCorrelation, IndexRules } from './index-rules.js';

export type * from './index-rules.js';
import type { Shock } from './shocks/shock.js';

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

interface PopulationBase {
  readonly name: string;
  readonly count: number;
  /** Row of the venue, and rows of its instruments that the population trades. */
  readonly venue: number;
  readonly instruments: readonly number[];
  readonly marginMode: 'isolated' | 'cross' | 'unmargined';
  /** Deposit of each agent in units. Isolated: split evenly over its instruments. */
  readonly wealth: Distribution;
  /** How old the market is that an agent sees, in microseconds; drawn once for each agent. */
  readonly reactionTime: Distribution;
  /** How long each message of an agent is on its way to the venue, in microseconds; absent: no time. */
  readonly orderLatency?: Distribution;
}

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
