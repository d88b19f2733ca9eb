import { describe, expect, it } from 'vitest';
import { isLiquidation } from '../../src/events/cause.js';
import type { LeveragedSpeculator, Population, Scenario } from '../../src/scenario/scenario.js';
import { createWorld } from '../../src/simulation/create-world.js';
import { advance, finish, start } from '../../src/simulation/simulate.js';
import type { World } from '../../src/simulation/world.js';
import { assertBalanced, assertCohortsAddUp } from '../helpers/accounting.js';
import { RecordingSink } from '../helpers/recording-sink.js';
import {
  fixed,
  flatMargin,
  idle,
  instrument,
  scenario,
  SECOND,
  venue,
} from '../helpers/scenarios.js';
import { assertNobodyForgotten } from '../helpers/stage.js';

const MINUTE = 60 * SECOND;
const uniform = (from: number, to: number) => ({ kind: 'uniform', from, to }) as const;

const longs = idle('longs', {
  count: 300,
  leverage: uniform(4, 20),
  longShare: 1,
  standing: {
    side: 'long',
    share: 1,
    entry: uniform(0.99, 1.03),
    liquidationPrice: null,
    size: uniform(2, 20),
    totalLots: null,
    poissonMean: null,
    surviveAtStart: true,
    counterparty: 1,
  },
});

/** Half an hour in which the index falls by 12 % and comes half back. */
function crash(speculators: LeveragedSpeculator, others: readonly Population[] = []): Scenario {
  const at = (minutes: number, price: number) => ({ atUs: minutes * MINUTE, price });
  const knots = [at(0, 10_000), at(5, 10_000), at(15, 8_800), at(30, 9_400)];
  return scenario({
    durationUs: 30 * MINUTE,
    sampleEveryUs: MINUTE,
    venues: [
      venue({
        takerFeePpm: 400,
        markEveryUs: SECOND,
        instruments: [
          instrument({
            initialPriceTicks: 10_000,
            maxPriceTicks: 20_000,
            margin: flatMargin(10_000, 5_000),
            mark: { kind: 'median' },
            index: { everyUs: SECOND, process: { kind: 'path', knots, volatility: 0.3 } },
          }),
        ],
      }),
    ],
    populations: [
      speculators,
      idle('hedgers', { count: 5, marginMode: 'unmargined' }),
      {
        ...idle('makers', { count: 5, marginMode: 'unmargined' }),
        kind: 'marketMaker',
        requoteRate: 1,
        levels: 8,
        nearest: 0.0002,
        farthest: 0.03,
        depth: fixed(400),
        depthShape: 1,
        indexWeight: 0.7,
        inventoryLimit: fixed(1e6),
        skew: 0,
        tolerance: 0.2,
        sizeTolerance: 0.4,
        withdrawal: null,
        strategy: { kind: 'ladder' },
        requotes: 'random',
        trustedSpread: null,
        improve: null,
      },
      ...others,
    ],
  });
}

interface Ended {
  readonly world: World;
  readonly facts: RecordingSink;
}

function run(rules: Scenario, seed = '1', check = 0): Ended {
  const world = createWorld(rules, seed);
  const facts = new RecordingSink();
  start(world, facts);
  while (advance(world, facts, check === 0 ? 100_000 : check)) {
    if (check === 0) continue;
    assertBalanced(world);
    assertNobodyForgotten(world);
  }
  finish(world, facts, 'horizon');
  return { world, facts };
}

const cohortOf = ({ world }: Ended, account: number): number => world.accounts.cohortOf(account);

const countOf = (ended: Ended, cohort: number): number =>
  ended.facts.starts.filter(({ account }) => cohortOf(ended, account) === cohort).length;

describe('a crowd of speculators in a fall', () => {
  const stubborn = run(crash(longs));

  it('with every habit keeps the books to the unit, and what each cohort brought and took', () => {
    const lively: LeveragedSpeculator = {
      ...longs,
      entryRate: 0.002,
      exitRate: 0.001,
      longShare: 0.7,
      herding: { strength: 1, horizonUs: 5 * MINUTE },
      cash: uniform(0, 30_000),
      lookRate: 0.1,
      stopLoss: uniform(0.3, 2),
      takeProfit: uniform(0.3, 2),
      topUp: { below: 4, share: 0.5 },
      deleverage: { threshold: 0.3, strength: 0.2, share: 0.5 },
      reentry: { after: uniform(MINUTE, 5 * MINUTE), chance: 0.5, deposit: 0.5 },
    };
    const { facts, world } = run(crash(lively), '7', 50);
    const [cohort] = facts.cohorts;
    const broughtAtStart = createWorld(crash(lively), '7').cohorts.depositUnits[0];
    expect(cohort.depositsUnits).toBeGreaterThan(broughtAtStart);
    assertCohortsAddUp(facts);
    const cashAtStart = createWorld(crash(lively), '7').populations[0].cashUnits;
    const spent = cashAtStart.map((cash, agent) => cash - world.populations[0].cashUnits[agent]);
    expect(spent.every((units) => units >= 0)).toBe(true);
    const brought = spent.reduce((total, units) => total + units, 0);
    expect(cohort.depositsUnits).toBe(broughtAtStart + brought);
    expect(facts.ended!.conservationError).toBe(0);
  });

  it('closes most of its positions by choice when it deleverages, and is liquidated less', () => {
    const nervous = {
      ...longs,
      lookRate: 0.2,
      deleverage: { threshold: 0.05, strength: 1, share: 0.7 },
    };
    const ended = run(crash(nervous));
    expect(countOf(stubborn, 0)).toBeGreaterThan(150);
    expect(countOf(ended, 0)).toBeLessThan(countOf(stubborn, 0) / 2);
    const sold = (isForced: boolean): number =>
      ended.facts.trades
        .filter(
          ({ taker, cause }) => cohortOf(ended, taker) === 0 && isLiquidation(cause) === isForced,
        )
        .reduce((total, { lots }) => total + lots, 0);
    expect(sold(false)).toBeGreaterThan(4 * sold(true));
    expect(sold(false)).toBeLessThan(ended.facts.samples[0].openInterestLots);
  });

  it('is liquidated less with cash for its calls, until that is spent', () => {
    const calm = { ...longs, lookRate: 0.5, topUp: { below: 3, share: 1 } };
    const none = countOf(run(crash(calm)), 0);
    const some = countOf(run(crash({ ...calm, cash: fixed(3_000) })), 0);
    const rich = countOf(run(crash({ ...calm, cash: fixed(1_000_000) })), 0);
    expect(none).toBe(countOf(stubborn, 0));
    expect(some).toBeLessThan(none - 20);
    expect(rich).toBe(0);
  });

  it('starts with nobody whose stop was reached before the start', () => {
    const cautious = { ...longs, lookRate: 1, stopLoss: fixed(0.2) };
    const world = createWorld(crash(cautious), '1');
    const { firstAccount } = world.populations[0];
    const leverages = (world.populations[0].behaviour as unknown as { leverage: Float64Array })
      .leverage;
    for (let agent = 0; agent < 300; agent++) {
      const position = world.accounts.firstPositionOf(firstAccount + agent);
      const entryTicks = world.ledger.costOf(position) / world.ledger.lotsOf(position);
      expect((leverages[agent] * (entryTicks - 10_000)) / entryTicks).toBeLessThan(0.2);
    }
  });

  it('draws the traits of a member apart from each other', () => {
    const twin = { ...longs, leverage: uniform(1, 2), lookRate: 1, stopLoss: uniform(1, 2) };
    const { behaviour } = createWorld(crash(twin), '1').populations[0];
    const { exits, leverage } = behaviour as unknown as {
      leverage: Float64Array;
      exits: { stopLoss: Float64Array };
    };
    const alike = leverage.filter((value, agent) => Math.abs(value - exits.stopLoss[agent]) < 1e-3);
    expect(alike.length).toBeLessThan(10);
  });

  it('gives shorts to liquidate in the rebound only when they enter in the fall', () => {
    const bears = idle('bears', {
      count: 200,
      wealth: fixed(5_000),
      leverage: fixed(40),
      longShare: 0,
      entryRate: 0.002,
      entryTrend: { move: 0.01, horizonUs: 5 * MINUTE },
    });
    const ended = run(crash(longs, [bears]));
    expect(countOf(ended, 3)).toBeGreaterThan(5);
    const firstShort = ended.facts.trades.find(
      ({ taker }) => ended.world.accounts.cohortOf(taker) === 3,
    );
    expect(firstShort!.timeUs).toBeGreaterThan(5 * MINUTE);
    const never = { ...bears, entryTrend: { move: 0.9, horizonUs: 5 * MINUTE } };
    expect(countOf(run(crash(longs, [never])), 3)).toBe(0);
  });
});
