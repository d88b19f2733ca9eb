import type { Expression } from '../../core/expression.js';
import type { Fraction, Lots, TimeUs } from '../../core/units.js';
import type { MarginSchedule } from '../scenario.js';

/** What sets a shock off besides the clock. */
export interface ShockCondition {
  readonly expression: Expression;
  /** It may be set off again this long after its end; Infinity: once. */
  readonly rearmAfterUs: TimeUs;
}

interface ShockBase {
  readonly name: string;
  /** Infinity: it waits for its condition. */
  readonly atUs: TimeUs;
  readonly when?: ShockCondition;
  readonly venue: number;
  /** Row in the venue's list. Of a shock to all of the venue: the one that its condition looks at. */
  readonly instrument: number;
}

interface LastingShock extends ShockBase {
  /** Infinity: to the end of the run. */
  readonly forUs: TimeUs;
}

/** A shock to a share of the members of some populations (rows of the scenario), drawn by key. */
interface MembersShock extends LastingShock {
  readonly populations: readonly number[];
  readonly share: Fraction;
}

export interface MarketOrderShock extends ShockBase {
  readonly kind: 'marketOrder';
  readonly side: 'buy' | 'sell';
  readonly lots: Lots;
  /** Instead of lots: share of what rests within 1 % of the mid on the side it meets. */
  readonly depthShare?: Fraction;
  /** Cut into slices of equal size, evenly over a time; without it: at once. */
  readonly pace?: { readonly forUs: TimeUs; readonly slices: number };
}

export interface MakersWithdrawShock extends MembersShock {
  readonly kind: 'marketMakersWithdraw';
  /** What the share is of: of everybody's size, or of the makers. */
  readonly of: 'size' | 'makers';
  /** After the end they come back evenly over this time. */
  readonly refillUs: TimeUs;
}

export interface MarginChangeShock extends LastingShock {
  readonly kind: 'marginChange';
  /** Rates that replace those of the instrument; null: they stay. */
  readonly schedule: MarginSchedule | null;
  readonly factor: number;
  readonly of: 'both' | 'initial' | 'maintenance';
}

export type Shock =
  | (ShockBase & { readonly kind: 'priceJump'; readonly size: Fraction }) // −0.1: the index falls by 10 %
  | MarketOrderShock
  | MakersWithdrawShock
  | MarginChangeShock
  | (LastingShock & { readonly kind: 'tradingHalt' })
  | (LastingShock & { readonly kind: 'matchingOutage' })
  | (LastingShock & { readonly kind: 'volatility'; readonly factor: number })
  | (LastingShock & { readonly kind: 'latency'; readonly factor: number })
  | (LastingShock & { readonly kind: 'liquidationEngineStall' })
  | (LastingShock & { readonly kind: 'liquidationEngineThrottle'; readonly perSecond: number })
  | (LastingShock & { readonly kind: 'indexFrozen' })
  | (LastingShock & { readonly kind: 'indexBiased'; readonly size: Fraction })
  | (LastingShock & { readonly kind: 'indexLagging'; readonly lagUs: TimeUs })
  | (LastingShock & {
      readonly kind: 'sourceWrong';
      readonly size: Fraction;
      readonly weight: Fraction;
    })
  | (ShockBase & {
      readonly kind: 'fundingSpike';
      readonly ratePpb: number;
      readonly intervals: number;
    })
  | (MembersShock & { readonly kind: 'orderEntryDown' })
  | (MembersShock & { readonly kind: 'keepersOffline' })
  | (MembersShock & {
      readonly kind: 'withdrawalRun';
      /** Share of its free equity that a member takes out. */
      readonly amount: Fraction;
    });
