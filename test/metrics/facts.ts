import {
  BUY,
  type FundMove,
  type InstrumentSample,
  type LiquidationEnd,
  type LiquidationStart,
  type OrderFact,
  type RunEnd,
  type TradeFact,
  type VenueSample,
} from '../../src/events/sink.js';
import type { Scenario } from '../../src/scenario/scenario.js';

/** Facts with everything filled in, of which a test says only what it is about. */

export function liquidationStart(said: Partial<LiquidationStart> = {}): LiquidationStart {
  return {
    timeUs: 0,
    liquidation: 1,
    parent: 0,
    cascade: 1,
    generation: 1,
    rootCause: -1,
    venue: 0,
    instrument: 0,
    account: 7,
    cohort: 0,
    isCross: false,
    isFirstLeg: true,
    side: BUY,
    lots: 10,
    notionalUnits: 1000,
    markTicks: 100,
    liquidationTicks: 100,
    bankruptcyTicks: 95,
    ...said,
  };
}

export function liquidationEnd(said: Partial<LiquidationEnd> = {}): LiquidationEnd {
  return {
    ...liquidationStart(said),
    endTimeUs: said.timeUs ?? 0,
    closedLots: 10,
    closedTickLots: 980,
    feeUnits: 0,
    shortfallUnits: 0,
    paidByInsuranceFundUnits: 0,
    paidByBackstopUnits: 0,
    paidByDeleveragingUnits: 0,
    paidBySocialisationUnits: 0,
    paidByVenueUnits: 0,
    endReason: 'filled',
    ...said,
  };
}

export function trade(said: Partial<TradeFact> = {}): TradeFact {
  return {
    timeUs: 0,
    instrument: 0,
    takerSide: BUY,
    priceTicks: 100,
    lots: 1,
    taker: 1,
    maker: 2,
    takerFeeUnits: 0,
    makerFeeUnits: 0,
    cause: -1,
    ...said,
  };
}

export function order(said: Partial<OrderFact> = {}): OrderFact {
  return {
    timeUs: 0,
    instrument: 0,
    order: 1,
    account: 1,
    side: BUY,
    kind: 'limit',
    priceTicks: 100,
    lots: 1,
    filledLots: 0,
    restingLots: 1,
    cause: -1,
    ...said,
  };
}

export function instrumentSample(said: Partial<InstrumentSample> = {}): InstrumentSample {
  return {
    timeUs: 0,
    instrument: 0,
    indexTicks: 100,
    markTicks: 100,
    lastTicks: 100,
    bestBidTicks: 99,
    bestAskTicks: 101,
    bidDepthUnits: 500,
    askDepthUnits: 500,
    openInterestLots: 50,
    fundingRatePpb: NaN,
    halted: false,
    ...said,
  };
}

export function venueSample(said: Partial<VenueSample> = {}): VenueSample {
  return {
    timeUs: 0,
    venue: 0,
    insuranceFundUnits: 0,
    accountsAtRisk: 0,
    liquidationsOpen: 0,
    ...said,
  };
}

export function fundMove(said: Partial<FundMove> = {}): FundMove {
  return {
    timeUs: 0,
    venue: 0,
    reason: 'initial',
    liquidation: 0,
    amountUnits: 0,
    balanceUnits: 0,
    ...said,
  };
}

export function runEnd(said: Partial<RunEnd> = {}): RunEnd {
  return {
    timeUs: 0,
    endReason: 'horizon',
    commands: 0,
    bookOperations: 0,
    trades: 0,
    openDeficitUnits: 0,
    conservationError: 0,
    ...said,
  };
}

/** One venue with the given instruments (tick and lot sizes), one population called traders. */
export function scenarioOf(
  instruments: readonly { name: string; tickSize: string; lotSize: string }[] = [
    { name: 'BTC-PERP', tickSize: '0.5', lotSize: '0.001' },
  ],
): Scenario {
  return {
    name: 'crash',
    durationUs: 10_000_000,
    sampleEveryUs: 1_000_000,
    maxCommands: 1000,
    settlement: { asset: 'USDT', decimals: 4 },
    venues: [
      {
        name: 'venue',
        makerFeePpm: 0,
        takerFeePpm: 0,
        selfTradePrevention: 'none',
        insuranceFundUnits: 0,
        markEveryUs: 0,
        liquidation: {
          execution: { kind: 'whole' },
          worstPrice: 'none',
          surplusTo: 'insuranceFund',
          feePpm: 0,
          waterfall: [],
          retryAfterUs: 1,
          giveUpAfterUs: Infinity,
        },
        instruments: instruments.map((instrument) => ({
          ...instrument,
          unitsPerTickLot: 5,
          initialPriceTicks: 100,
          maxPriceTicks: 1000,
          index: { everyUs: 1, process: { kind: 'constant' } },
          mark: { kind: 'last' },
          margin: { tiers: [] },
          funding: null,
          priceBandPpm: null,
        })),
      },
    ],
    populations: [
      {
        kind: 'staticBook',
        name: 'traders',
        count: 1,
        venue: 0,
        instruments: [0],
        marginMode: 'unmargined',
        wealth: { kind: 'fixed', value: 0 },
        reactionTime: { kind: 'fixed', value: 0 },
        bids: null,
        asks: null,
      },
    ],
    shocks: [{ kind: 'priceJump', name: 'news', atUs: 0, venue: 0, instrument: 0, size: -0.1 }],
  };
}
