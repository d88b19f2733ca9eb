import { describe, expect, it } from 'vitest';
import type { InstrumentSample } from '../../../src/events/sink.js';
import type {
  Arbitrageur,
  Momentum,
  Noise,
  Population,
  StaticBook,
  Value,
  ZeroIntelligence,
} from '../../../src/scenario/scenario.js';
import { createWorld } from '../../../src/simulation/create-world.js';
import { advance, finish, start } from '../../../src/simulation/simulate.js';
import { RecordingSink } from '../../helpers/recording-sink.js';
import {
  fixed,
  flatMargin,
  idle,
  instrument,
  scenario,
  SECOND,
  venue,
} from '../../helpers/scenarios.js';

const MINUTES = 12;
const INITIAL_TICKS = 10_000;

/**
 * A market that knows nothing of the index: zero intelligence refills the book around wherever the
 * price is, and clustered noise with a memory of signs pushes it about.
 */
const crowd: ZeroIntelligence = {
  ...idle('crowd', { count: 5, marginMode: 'unmargined' }),
  kind: 'zeroIntelligence',
  marketRate: 1,
  limitRate: 0.5,
  cancelRate: 0.05,
  windowTicks: 10,
  opening: { bids: 0, asks: 0 },
  orderSize: fixed(5),
};
const noise: Noise = {
  ...idle('noise', { count: 10, marginMode: 'unmargined' }),
  kind: 'noise',
  marketRate: 2,
  limitRate: 0,
  marketSize: fixed(5),
  limitSize: fixed(1),
  limitDistance: fixed(0.01),
  orderLifeUs: SECOND,
  clustering: [{ branching: 0.7, timeUs: 0.7 * SECOND }],
  signMemory: { copy: 0.75, exponent: 0.7, longestLag: 30 },
};
const value: Value = {
  ...idle('value', { count: 50, marginMode: 'cross', wealth: fixed(50_000_000) }),
  kind: 'value',
  capacity: fixed(2_000),
  width: fixed(0.02),
  error: 0.002,
  errorTimeUs: 3600 * SECOND,
  threshold: 0.0002,
  patience: fixed(10 * SECOND),
  slice: 0.05,
};
const arbitrageurs: Arbitrageur = {
  ...idle('arbitrageurs', { count: 5, marginMode: 'cross', wealth: fixed(500_000_000) }),
  kind: 'arbitrageur',
  lookRate: 2,
  capacity: fixed(20_000),
  slice: fixed(60),
  threshold: 0.0005,
  width: fixed(0.005),
};
const followers: Momentum = {
  ...idle('followers', { count: 50, marginMode: 'cross', wealth: fixed(5_000_000) }),
  kind: 'momentum',
  horizon: { kind: 'uniform', from: 20 * SECOND, to: 600 * SECOND },
  looksPerHorizon: 4,
  capacity: fixed(60),
  leverage: fixed(3),
  volatility: 0.5,
  deadZone: 0.5,
  fullTrend: 2,
  tolerance: 0.1,
};

/** Everything that happens; the books of the run balance, or it stops. */
function run(populations: readonly Population[], seed: string): RecordingSink {
  const rules = instrument({
    initialPriceTicks: INITIAL_TICKS,
    maxPriceTicks: 4 * INITIAL_TICKS,
    index: { everyUs: SECOND, process: { kind: 'gbm', volatility: 0.8, drift: 0 } },
    mark: { kind: 'median' },
    margin: flatMargin(10_000, 5_000),
  });
  const world = createWorld(
    scenario({
      durationUs: MINUTES * 60 * SECOND,
      sampleEveryUs: SECOND,
      venues: [venue({ markEveryUs: SECOND, instruments: [rules] })],
      populations: [...populations],
    }),
    seed,
  );
  const sink = new RecordingSink();
  start(world, sink);
  while (advance(world, sink, 10_000));
  finish(world, sink, 'horizon');
  expect(sink.starts).toEqual([]); // nobody here is liquidated
  return sink;
}

/** The market every second, without the first minute. */
function market(populations: readonly Population[], seed: string): InstrumentSample[] {
  return run(populations, seed).samples.slice(60);
}

/** Root mean square of ln(mid ÷ index), in basis points, where both sides are quoted. */
function gapBp(samples: readonly InstrumentSample[]): number {
  const gaps = samples
    .filter(({ bestBidTicks, bestAskTicks }) => bestBidTicks > 0 && bestAskTicks > 0)
    .map((it) => Math.log((it.bestBidTicks + it.bestAskTicks) / 2 / it.indexTicks));
  expect(gaps.length).toBeGreaterThan(samples.length / 2);
  return 10_000 * Math.sqrt(gaps.reduce((sum, gap) => sum + gap * gap, 0) / gaps.length);
}

/** Root mean square of the moves of the last price in half a minute, in basis points. */
function movesBp(samples: readonly InstrumentSample[]): number {
  let sum = 0;
  for (let row = 30; row < samples.length; row++) {
    const move = Math.log(samples[row].lastTicks / samples[row - 30].lastTicks);
    sum += move * move;
  }
  return 10_000 * Math.sqrt(sum / (samples.length - 30));
}

describe('a market that knows nothing of the index', () => {
  const seeds = ['1', '2', '3', '4'];
  const alone = seeds.map((seed) => market([crowd, noise], seed));
  const joinedBy = (traders: Population): InstrumentSample[][] =>
    seeds.map((seed) => market([crowd, noise, traders], seed));

  it('is pulled to the index by value traders', () => {
    for (const [row, samples] of joinedBy(value).entries()) {
      expect(gapBp(samples)).toBeLessThan(0.6 * gapBp(alone[row]));
    }
  });

  it('is held within a few basis points of the index by arbitrageurs', () => {
    for (const [row, samples] of joinedBy(arbitrageurs).entries()) {
      expect(gapBp(samples)).toBeLessThan(6);
      expect(gapBp(samples)).toBeLessThan(0.6 * gapBp(alone[row]));
    }
  });

  it('moves further when trend followers join it', () => {
    for (const [row, samples] of joinedBy(followers).entries()) {
      expect(movesBp(samples)).toBeGreaterThan(2 * movesBp(alone[row]));
    }
  });
});

describe('traders with an opinion', () => {
  it('send nothing to an empty book, however wrong its last price is', () => {
    expect(run([value, arbitrageurs, followers], '1').orders).toEqual([]);
  });

  it('hold the other side of standing positions while the price is right', () => {
    const longs = idle('longs', {
      count: 100,
      leverage: fixed(2),
      standing: {
        side: 'long',
        share: 1,
        entry: fixed(1),
        liquidationPrice: null,
        size: fixed(1_000),
        totalLots: null,
        poissonMean: null,
        surviveAtStart: true,
        counterparty: 1,
      },
    });
    const walls: StaticBook = {
      ...idle('walls', { marginMode: 'unmargined' }),
      kind: 'staticBook',
      bids: { kind: 'flat', lotsPerTick: 1_000, fromTicks: 50, toTicks: 100 },
      asks: { kind: 'flat', lotsPerTick: 1_000, fromTicks: 50, toTicks: 100 },
    };
    const sure = { ...value, error: 0 };
    const hedged = run([longs, sure, walls], '1');
    expect(hedged.samples[0].openInterestLots).toBe(100_000);
    expect(hedged.trades).toEqual([]);
  });
});
