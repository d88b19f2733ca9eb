import { describe, expect, it } from 'vitest';
import { loadScenario, scenarioName } from '../../src/scenario/load.js';
import { edited, EVERY_KIND } from './scenario-text.js';

const loaded = loadScenario('scenarios/every-kind.yaml', EVERY_KIND);
const { scenario } = loaded;
const [venue] = scenario.venues;
const [instrument] = venue.instruments;

function population<K extends (typeof scenario.populations)[number]['kind']>(
  name: string,
  kind: K,
) {
  const found = scenario.populations.find((candidate) => candidate.name === name);
  if (found?.kind !== kind) throw new Error(`${name} is no ${kind}`);
  return found as Extract<typeof found, { kind: K }>;
}

describe('a scenario', () => {
  it('has the name of its file, its question and its calendar start', () => {
    expect(scenario.name).toBe('every-kind');
    expect(loaded.question).toMatch(/^How deep does a cascade/);
    expect(loaded.startsAt).toBe('2021-05-19T10:00:00Z');
    expect(loadScenario('x', edited(['start: 2021-05-19T10:00:00Z\n', ''])).startsAt).toBeNull();
    expect(['a/b.c.yaml', 'C:\\d\\e.yml', 'f', '.hidden'].map(scenarioName)).toEqual([
      'b.c',
      'e',
      'f',
      '.hidden',
    ]);
  });

  it('counts time in microseconds', () => {
    expect(scenario.durationUs).toBe(18_000_000_000);
    expect(scenario.sampleEveryUs).toBe(1_000_000);
    expect(scenario.shocks.slice(0, 3).map(({ atUs }) => atUs)).toEqual([
      7_200e6, 7_260e6, 9_000e6,
    ]);
  });

  it('counts prices in ticks, sizes in lots and money in units', () => {
    expect(instrument).toMatchObject({
      unitsPerTickLot: 1, // 0.1 × 0.001 USDT = 10^-4
      tickSize: '0.1',
      lotSize: '0.001',
      initialPriceTicks: 403_246,
      maxPriceTicks: 1_600_000,
      priceBandPpm: 100_000,
    });
    expect(instrument.index.process).toEqual({
      kind: 'path',
      volatility: 0.8,
      knots: [
        { atUs: 0, price: 403_246 },
        { atUs: 3_600e6, price: 394_324 },
        { atUs: 7_200e6, price: 387_000 },
      ],
    });
    expect(venue.insuranceFundUnits).toBe(3_000_000_000);
    expect(scenario.shocks[1]).toMatchObject({ side: 'sell', lots: 5000 });
  });

  it('counts rates in millionths, and those of funding in billionths', () => {
    expect(venue).toMatchObject({ makerFeePpm: 200, takerFeePpm: 400 });
    expect(venue.liquidation).toEqual({
      execution: { kind: 'steps', fractionPpm: 250_000, everyUs: 1_000_000 },
      worstPrice: 'fundable',
      surplusTo: 'insuranceFund',
      feePpm: 5000,
      waterfall: ['insuranceFund', 'deleverage', 'socialise'],
      retryAfterUs: 1_000_000,
      giveUpAfterUs: Infinity,
    });
    expect(instrument.funding).toEqual({
      everyUs: 28_800e6,
      interestPpb: 100_000,
      clampPpb: 500_000,
      capPpb: 7_500_000,
    });
  });

  it('has margin tiers whose deductions join them without a jump', () => {
    // 50k × (0.5 % − 0.4 %) = 50; 250k × (1 % − 0.5 %) + 50 = 1300
    expect(instrument.margin.tiers).toEqual([
      { upToUnits: 500_000_000, initialPpm: 8000, maintenancePpm: 4000, deductionUnits: 0 },
      {
        upToUnits: 2_500_000_000,
        initialPpm: 10_000,
        maintenancePpm: 5000,
        deductionUnits: 500_000,
      },
      {
        upToUnits: Infinity,
        initialPpm: 20_000,
        maintenancePpm: 10_000,
        deductionUnits: 13_000_000,
      },
    ]);
  });

  it('rounds a deduction down once, after the exact sum', () => {
    const tiers = edited(
      [
        'upTo: 50k, initial: 0.8%, maintenance: 0.4%',
        'upTo: 0.0003, initial: 0.8%, maintenance: 0.4%',
      ],
      [
        'upTo: 250k, initial: 1%, maintenance: 0.5%',
        'upTo: 0.0007, initial: 40%, maintenance: 30%',
      ],
      ['initial: 2%, maintenance: 1%', 'initial: 50%, maintenance: 45%'],
    );
    const [{ instruments }] = loadScenario('x', tiers).scenario.venues;
    // 3 × 0.296 = 0.888; + 7 × 0.15 = 1.938
    expect(instruments[0].margin.tiers.map((tier) => tier.deductionUnits)).toEqual([0, 0, 1]);
  });

  it('a flat margin is one tier that holds every notional', () => {
    const text = edited([
      /tiers:[^]*?funding/.exec(EVERY_KIND)?.[0] ?? '',
      'initial: 1%\n        maintenance: 0.5%\n      funding',
    ]);
    expect(loadScenario('x', text).scenario.venues[0].instruments[0].margin.tiers).toEqual([
      { upToUnits: Infinity, initialPpm: 10_000, maintenancePpm: 5000, deductionUnits: 0 },
    ]);
  });

  it('converts what populations trade', () => {
    expect(population('retail', 'noise')).toMatchObject({
      count: 200,
      venue: 0,
      instruments: [0],
      marginMode: 'cross',
      marketRate: 2,
      limitRate: 4,
      marketSize: { kind: 'lognormal', median: 7, sigma: 1.3, min: 1 },
      limitDistance: { kind: 'pareto', min: 0.001, exponent: 1, max: 0.1 },
      reactionTime: { kind: 'uniform', from: 50_000, to: 2_000_000 },
      orderLifeUs: 120_000_000,
    });
    expect(population('longs', 'leveragedSpeculator')).toMatchObject({
      wealth: { kind: 'pareto', min: 1_000_000, exponent: 1.3, max: 10_000_000_000 },
      longShare: 1,
      standing: { totalLots: 350_000, counterparty: 2, surviveAtStart: true, size: null },
    });
    expect(population('zi', 'zeroIntelligence')).toMatchObject({
      limitRate: 0.1, // 1/s per quote unit is a tenth of that per tick
      windowTicks: 120,
      orderSize: { kind: 'fixed', value: 1 },
      opening: { bids: 2, asks: 3 },
    });
    expect(population('makers', 'marketMaker')).toMatchObject({
      nearest: 0.00001,
      depth: { kind: 'fixed', value: 6000 },
      withdrawal: {
        calmVolatility: 0.8,
        threshold: 2,
        exponent: 1.5,
        floor: 0.15,
        memoryUs: 60_000_000,
        clip: 20,
      },
    });
    expect(population('liquidators', 'keeper')).toMatchObject({
      requiredProfit: { kind: 'fixed', value: 100_000 },
      costPpm: 1000,
      disposalFraction: 0.2,
    });
    expect(population('walls', 'staticBook').bids).toEqual({
      kind: 'flat',
      lotsPerTick: 1,
      fromTicks: 1,
      toTicks: 40_000,
    });
  });

  it('marks after every change when it says so', () => {
    const [changed] = loadScenario('x', edited(['markEvery: 1s', 'markEvery: change'])).scenario
      .venues;
    expect(changed.markEveryUs).toBe(0);
  });

  it('may use the anchors of YAML', () => {
    const text = edited(
      ['{ median: 0.007, sigma: 1.3 }', '&size { median: 0.007, sigma: 1.3 }'],
      ['{ median: 0.005, sigma: 1 }', '*size'],
    );
    const retail = loadScenario('x', text).scenario.populations[0];
    expect(retail).toMatchObject({ limitSize: { median: 7, sigma: 1.3 } });
  });
});

describe('defaults', () => {
  const shortest = `
duration: 1m
settlement: { asset: USD, decimals: 2 }
venue:
  instruments:
    X: { tick: 1, lot: 1, initialPrice: 100, margin: { initial: 10%, maintenance: 5% } }
populations:
  one: { kind: keeper, count: 1, wealth: 1k, lookRate: 1/s }
`;

  it('are all written out', () => {
    expect(loadScenario('x', shortest).resolved).toEqual({
      question: '',
      start: 'none',
      duration: '1m',
      sampleEvery: '1s',
      maxCommands: 1_000_000_000,
      settlement: { asset: 'USD', decimals: 2 },
      venue: {
        name: 'venue',
        makerFee: 0,
        takerFee: 0,
        selfTradePrevention: 'cancelNewest',
        insuranceFund: { initial: 0 },
        markEvery: '1s',
        liquidation: {
          execution: { kind: 'whole' },
          worstPrice: 'fundable',
          surplusTo: 'insuranceFund',
          fee: 0,
          waterfall: ['insuranceFund', 'deleverage'],
          retryAfter: '1s',
          giveUpAfter: 'never',
        },
        instruments: {
          X: {
            tick: 1,
            lot: 1,
            initialPrice: 100,
            maxPrice: 400,
            index: { kind: 'constant', every: '1s' },
            mark: { kind: 'median' },
            margin: { initial: 0.1, maintenance: 0.05 },
            funding: 'none',
            priceBand: 'none',
            volatilityHalt: 'none',
          },
        },
      },
      populations: {
        one: {
          kind: 'keeper',
          count: 1,
          margin: 'isolated',
          instruments: ['X'],
          wealth: 1000,
          reactionTime: '0s',
          lookRate: '1/s',
          requiredProfit: 0,
          cost: 0,
          disposal: 1,
        },
      },
      conditionEvery: 'marks',
      shocks: {},
    });
  });

  it('the tails of a lognormal law end at six standard deviations', () => {
    const text = edited([
      'wealth: 5M\n    leverage',
      'wealth: { lognormal: { median: 100, sigma: 0 } }\n    leverage',
    ]);
    const hedgers = loadScenario('x', text).scenario.populations[2];
    expect(hedgers.wealth).toEqual({ kind: 'lognormal', median: 1e6, sigma: 0, min: 0, max: 1e6 });
  });
});
