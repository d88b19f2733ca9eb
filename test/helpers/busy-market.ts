import type {
  ExecutionPolicy,
  LiquidationRules,
  LossLayer,
  MarkPolicy,
  Population,
  Scenario,
  Shock,
  Venue,
} from '../../src/scenario/scenario.js';
import { fixed, idle, instrument, liquidation, scenario, SECOND, venue } from './scenarios.js';

export interface BusyChoice {
  readonly mark: MarkPolicy['kind'];
  readonly markEveryUs: number;
  readonly execution: ExecutionPolicy['kind'];
  readonly worstPrice: LiquidationRules['worstPrice'];
  readonly surplusTo: LiquidationRules['surplusTo'];
  readonly waterfall: readonly LossLayer[];
  readonly selfTradePrevention: Venue['selfTradePrevention'];
  readonly feePpm: number;
  readonly fundUnits: number;
  readonly crash: number;
  /** How everyone's orders come in; absent: at once. */
  readonly entry?: BusyEntry;
}

export interface BusyEntry {
  readonly latencyUs: number; // the longest
  readonly throughput: number;
  readonly queueLimit: number;
}

const uniform = (from: number, to: number) => ({ kind: 'uniform', from, to }) as const;

function executionOf(kind: ExecutionPolicy['kind']): ExecutionPolicy {
  switch (kind) {
    case 'steps':
      return { kind, fractionPpm: 300_000, everyUs: SECOND / 10 };
    case 'keepers':
      return { kind, discountPpm: 20_000 };
    default:
      return { kind };
  }
}

/** Ten seconds of a crowded market on two instruments, with everything that can happen in it. */
export function busyScenario(choice: BusyChoice): Scenario {
  const { mark, crash, entry } = choice;
  const late = entry && { orderLatency: uniform(0, entry.latencyUs) };
  const rules = (name: string) =>
    instrument({
      name,
      unitsPerTickLot: name === 'ONE' ? 1 : 3,
      mark: mark === 'ewmaBasis' ? { kind: mark, timeConstantUs: SECOND } : { kind: mark },
      index: { everyUs: SECOND / 4, process: { kind: 'gbm', volatility: 20, drift: 0 } },
      margin: {
        tiers: [
          { upToUnits: 30_000, initialPpm: 40_000, maintenancePpm: 20_000, deductionUnits: 0 },
          { upToUnits: Infinity, initialPpm: 80_000, maintenancePpm: 50_000, deductionUnits: 900 },
        ],
      },
      funding: { everyUs: 2 * SECOND, interestPpb: 100_000, clampPpb: 500_000, capPpb: 30_000_000 },
      priceBandPpm: name === 'ONE' ? null : 150_000,
    });
  return scenario({
    durationUs: 10 * SECOND,
    sampleEveryUs: SECOND,
    maxCommands: entry ? 100_000 : 20_000,
    venues: [
      venue({
        makerFeePpm: -100,
        takerFeePpm: 500,
        selfTradePrevention: choice.selfTradePrevention,
        insuranceFundUnits: choice.fundUnits,
        markEveryUs: choice.markEveryUs,
        liquidation: liquidation({
          execution: executionOf(choice.execution),
          worstPrice: choice.worstPrice,
          surplusTo: choice.surplusTo,
          waterfall: choice.waterfall,
          feePpm: choice.feePpm,
          retryAfterUs: SECOND / 5,
          giveUpAfterUs: 2 * SECOND,
        }),
        instruments: [rules('ONE'), rules('TWO')],
        ...(entry && {
          matching: { throughput: entry.throughput, queueLimit: entry.queueLimit },
        }),
      }),
    ],
    populations: populations().map((population) => ({ ...population, ...late })),
    shocks: [...shocks(crash), ...(entry ? troubles : [])],
  });
}

const everywhere = { venue: 0, instrument: 0 };

/** What concerns the way in: everything slower, then nothing gets through. */
const troubles: readonly Shock[] = [
  { ...everywhere, name: 'slow', kind: 'latency', atUs: 2 * SECOND, forUs: 2 * SECOND, factor: 4 },
  { ...everywhere, name: 'dark', kind: 'matchingOutage', atUs: 5 * SECOND, forUs: SECOND },
];

function populations(): Population[] {
  const both = { instruments: [0, 1] };
  return [
    {
      ...idle('noise', { ...both, count: 6, marginMode: 'unmargined' }),
      kind: 'noise',
      marketRate: 15,
      limitRate: 60,
      marketSize: uniform(1, 6),
      limitSize: uniform(1, 9),
      limitDistance: uniform(0, 0.03),
      orderLifeUs: 2 * SECOND,
      clustering: [],
      signMemory: null,
    },
    {
      ...idle('poorNoise', { ...both, count: 4, wealth: uniform(2_000, 9_000) }),
      kind: 'noise',
      marketRate: 8,
      limitRate: 20,
      marketSize: uniform(1, 12),
      limitSize: uniform(1, 9),
      limitDistance: uniform(0, 0.02),
      orderLifeUs: SECOND,
      clustering: [],
      signMemory: null,
    },
    {
      ...idle('makers', { ...both, count: 2, marginMode: 'cross', wealth: fixed(60_000) }),
      kind: 'marketMaker',
      strategy: { kind: 'ladder' },
      requotes: 'random',
      trustedSpread: null,
      improve: null,

      requoteRate: 4,
      levels: 4,
      nearest: 0.001,
      farthest: 0.03,
      depth: uniform(20, 40),
      depthShape: 0.5,
      indexWeight: 0.5,
      inventoryLimit: fixed(100),
      skew: 0.01,
      tolerance: 0.2,
      sizeTolerance: 0.4,
      withdrawal: null,
    },
    idle('standing', {
      ...both,
      count: 16,
      wealth: fixed(0),
      standing: {
        side: 'both',
        share: 0.8,
        entry: uniform(0.98, 1.02),
        liquidationPrice: null,
        size: uniform(1, 30),
        totalLots: null,
        poissonMean: null,
        surviveAtStart: true,
        counterparty: 0,
      },
      leverage: uniform(4, 18),
    }),
    idle('gamblers', {
      ...both,
      count: 8,
      marginMode: 'cross',
      wealth: uniform(2_000, 12_000),
      entryRate: 1,
      exitRate: 0.3,
      leverage: uniform(3, 20),
    }),
    {
      ...idle('keepers', { ...both, count: 2, marginMode: 'cross', wealth: fixed(30_000) }),
      kind: 'keeper',
      lookRate: 3,
      requiredProfit: fixed(1),
      costPpm: 1_000,
      disposalFraction: 0.4,
    },
  ];
}

function shocks(crash: number): Shock[] {
  const at = { venue: 0 };
  return [
    {
      ...at,
      name: 'sale',
      kind: 'marketOrder',
      atUs: 2 * SECOND,
      instrument: 0,
      side: 'sell',
      lots: 90,
    },
    { ...at, name: 'news', kind: 'priceJump', atUs: 3 * SECOND, instrument: 0, size: -crash },
    { ...at, name: 'echo', kind: 'priceJump', atUs: 3 * SECOND, instrument: 1, size: -crash / 2 },
    {
      ...at,
      name: 'halt',
      kind: 'tradingHalt',
      atUs: 4 * SECOND,
      instrument: 1,
      forUs: SECOND / 2,
    },
    {
      ...at,
      name: 'squeeze',
      kind: 'marketOrder',
      atUs: 6 * SECOND,
      instrument: 0,
      side: 'buy',
      lots: 150,
    },
    { ...at, name: 'relief', kind: 'priceJump', atUs: 7 * SECOND, instrument: 1, size: crash },
  ];
}
