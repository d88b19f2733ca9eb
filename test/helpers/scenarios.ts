import type { Distribution } from '../../src/core/distributions.js';
import type {
  Instrument,
  LeveragedSpeculator,
  LiquidationRules,
  MarginSchedule,
  Scenario,
  Venue,
} from '../../src/scenario/scenario.js';

export const SECOND = 1_000_000;

export function fixed(value: number): Distribution {
  return { kind: 'fixed', value };
}

/** One tier for every notional. */
export function flatMargin(initialPpm: number, maintenancePpm: number): MarginSchedule {
  return { tiers: [{ upToUnits: Infinity, initialPpm, maintenancePpm, deductionUnits: 0 }] };
}

/**
 * A plain perpetual at 1000 ticks, a lot and tick worth one unit, its index constant. It requires
 * no maintenance margin: a position is liquidated where its equity is spent.
 */
export function instrument(change: Partial<Instrument> = {}): Instrument {
  return {
    name: 'PERP',
    unitsPerTickLot: 1,
    tickSize: '1',
    lotSize: '1',
    initialPriceTicks: 1000,
    maxPriceTicks: 4000,
    index: { everyUs: 1000 * SECOND, process: { kind: 'constant' } },
    mark: { kind: 'last' },
    margin: flatMargin(10_000, 0),
    funding: null,
    priceBandPpm: null,
    ...change,
  };
}

export function liquidation(change: Partial<LiquidationRules> = {}): LiquidationRules {
  return {
    execution: { kind: 'whole' },
    worstPrice: 'none',
    surplusTo: 'insuranceFund',
    feePpm: 0,
    waterfall: ['insuranceFund'],
    retryAfterUs: SECOND,
    giveUpAfterUs: Infinity,
    ...change,
  };
}

export function venue(change: Partial<Venue> = {}): Venue {
  return {
    name: 'venue',
    makerFeePpm: 0,
    takerFeePpm: 0,
    selfTradePrevention: 'cancelNewest',
    insuranceFundUnits: 1_000_000,
    markEveryUs: 0,
    liquidation: liquidation(),
    instruments: [instrument()],
    ...change,
  };
}

export function scenario(change: Partial<Scenario> = {}): Scenario {
  return {
    name: 'test',
    durationUs: 100 * SECOND,
    sampleEveryUs: 1000 * SECOND,
    maxCommands: 1_000_000,
    settlement: { asset: 'USD', decimals: 0 },
    venues: [venue()],
    populations: [],
    shocks: [],
    ...change,
  };
}

/** Speculators who neither stop nor answer calls, nor follow anybody. */
export const NO_HABITS = {
  herding: null,
  entryWindow: null,
  entryTrend: null,
  cash: fixed(0),
  lookRate: 0,
  stopLoss: null,
  takeProfit: null,
  topUp: null,
  deleverage: null,
  reentry: null,
} as const;

/** Traders who do nothing of their own accord. */
export function idle(name: string, change: Partial<LeveragedSpeculator> = {}): LeveragedSpeculator {
  return {
    name,
    kind: 'leveragedSpeculator',
    count: 1,
    venue: 0,
    instruments: [0],
    marginMode: 'isolated',
    wealth: fixed(0),
    reactionTime: fixed(0),
    entryRate: 0,
    exitRate: 0,
    longShare: 0.5,
    leverage: fixed(10),
    standing: null,
    ...NO_HABITS,
    ...change,
  };
}
