/**
 * The units of the simulation. Every quantity is a whole number, so sums and products are exact and
 * a run gives the same result on every machine. A name carries its unit: `priceTicks`, `feeUnits`.
 */
export type TimeUs = number; // microseconds since the start of the run
export type Ticks = number; // price, in multiples of the instrument's tick
export type Lots = number; // quantity, in multiples of the instrument's lot; negative when short
export type Units = number; // money, in the smallest unit of the settlement asset
export type Ppm = number; // a rate in whole millionths: 5000 is 0.5 %

/** A share of something: 0.05 is five percent. Only opinions and metrics hold it. */
export type Fraction = number;

/** Row of an account in the ledger. */
export type AccountId = number;
/** Row of a position: what one account holds on one instrument. */
export type PositionId = number;

export const US_PER_SECOND = 1_000_000;
/** A year of 365 days: the unit of time of volatilities and drifts. */
export const US_PER_YEAR = 365 * 24 * 3600 * US_PER_SECOND;
export const PPM = 1_000_000;
export const PPB = 1_000_000_000;

/** Orders, and the open lots of a position, are held in columns of 32 bits. */
export const MOST_LOTS = 0x7fffffff;

/** Stands for "no row" in columns of row numbers. */
export const NONE = -1;
