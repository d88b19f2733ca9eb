import { expect, it } from 'vitest';
import type { Population } from '../../../src/scenario/scenario.js';
import { createBehaviour } from '../../../src/simulation/agents/behaviours.js';
import { NO_HABITS } from '../../helpers/scenarios.js';
import { contextOf, populationBase } from './view.js';

it('every kind of population has its behaviour, which wakes at the rates of the scenario', () => {
  const base = populationBase(10);
  const one = { kind: 'fixed', value: 1 } as const;
  const populations: [Population, number][] = [
    [
      {
        ...base,
        kind: 'zeroIntelligence',
        marketRate: 2,
        limitRate: 0.5,
        cancelRate: 0,
        windowTicks: 10,
        orderSize: one,
        opening: { bids: 0, asks: 0 },
      },
      12,
    ],
    [
      {
        ...base,
        kind: 'noise',
        marketRate: 3,
        limitRate: 0,
        marketSize: one,
        limitSize: one,
        limitDistance: one,
        orderLifeUs: 1,
        clustering: [],
        signMemory: null,
      },
      3,
    ],
    [
      {
        ...base,
        kind: 'leveragedSpeculator',
        entryRate: 0.1,
        exitRate: 0.5,
        longShare: 1,
        leverage: one,
        standing: null,
        ...NO_HABITS,
      },
      5,
    ],
    [
      {
        ...base,
        kind: 'marketMaker',
        strategy: { kind: 'ladder' },
        requotes: 'random',
        trustedSpread: null,
        improve: null,

        requoteRate: 2,
        levels: 1,
        nearest: 0.1,
        farthest: 0.1,
        depth: one,
        depthShape: 0,
        indexWeight: 0,
        inventoryLimit: one,
        skew: 0,
        tolerance: 0,
        sizeTolerance: 0.4,
        withdrawal: null,
      },
      20,
    ],
    [
      {
        ...base,
        kind: 'keeper',
        lookRate: 4,
        requiredProfit: one,
        costPpm: 0,
        disposalFraction: 1,
      },
      40,
    ],
    [
      {
        ...base,
        kind: 'value',
        capacity: one,
        width: one,
        error: 0,
        errorTimeUs: 1,
        threshold: 0,
        patience: { kind: 'fixed', value: 4_000_000 },
        slice: 1,
      },
      2.5,
    ],
    [
      {
        ...base,
        kind: 'momentum',
        horizon: { kind: 'fixed', value: 4_000_000 },
        looksPerHorizon: 2,
        capacity: one,
        leverage: one,
        volatility: 1,
        deadZone: 0,
        fullTrend: 1,
        tolerance: 0,
      },
      5,
    ],
    [
      {
        ...base,
        kind: 'arbitrageur',
        lookRate: 3,
        capacity: one,
        slice: one,
        threshold: 0,
        width: one,
      },
      30,
    ],
    [{ ...base, kind: 'staticBook', bids: null, asks: null }, 0],
  ];
  for (const [population, wakesPerSecond] of populations) {
    expect(createBehaviour(population, contextOf()).wakesPerSecond).toBe(wakesPerSecond);
  }
});
