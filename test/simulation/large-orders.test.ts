import { describe, expect, it } from 'vitest';
import { BUY, SELL } from '../../src/events/sink.js';
import { loadScenario } from '../../src/scenario/load.js';
import { createWorld } from '../../src/simulation/create-world.js';
import { advance, finish, start } from '../../src/simulation/simulate.js';
import type { World } from '../../src/simulation/world.js';
import { RecordingSink } from '../helpers/recording-sink.js';
import { fixed, idle, SECOND } from '../helpers/scenarios.js';
import { quoter, Stage } from '../helpers/stage.js';

/** A book of 100 lots at every tick, takers of one lot on both sides, and somebody more. */
function market(somebody: string): { world: World; facts: RecordingSink } {
  const text = `
question: What does a large order do?
duration: 2m
sampleEvery: 2m
settlement: { asset: USD, decimals: 2 }
venue:
  instruments:
    PERP:
      tick: 0.5
      lot: 1
      initialPrice: 5000
      maxPrice: 20000
      index: { kind: constant, every: 1m }
      mark: { kind: mid }
      margin: { initial: 1%, maintenance: 0.5% }
populations:
  book:
    kind: staticBook
    margin: unmargined
    bids: { kind: flat, lotsPerTick: 100, from: 1, to: 5000 }
    asks: { kind: flat, lotsPerTick: 100, from: 1, to: 5000 }
  takers: { kind: taker, count: 1, margin: unmargined, rate: 50/s, size: 1, reach: 100 }
  ${somebody}
`;
  const facts = new RecordingSink();
  const world = createWorld(loadScenario('test.yaml', text).scenario, '1');
  start(world, facts);
  while (advance(world, facts, 1000));
  finish(world, facts, 'horizon');
  return { world, facts };
}

const lotsOf = ({ trades }: RecordingSink, account?: number): number =>
  trades
    .filter(({ taker, maker }) => account === undefined || taker === account || maker === account)
    .reduce((sum, { lots }) => sum + lots, 0);

describe('a large order on the book', () => {
  const order = 'kind: whale, margin: unmargined, start: 20s, duration: 1m, every: 1s';

  it('in slices is done to the last lot, in its time and evenly', () => {
    const { world, facts } = market(
      `whale: { ${order}, side: sell, size: 3000, execution: { kind: twap } }`,
    );
    const { firstAccount } = world.populations[2];
    const own = facts.trades.filter(({ taker }) => taker === firstAccount);
    expect(lotsOf(facts, firstAccount)).toBe(3_000);
    expect(own[0].timeUs).toBe(20 * SECOND);
    expect(own.at(-1)!.timeUs).toBe(79 * SECOND);
    const half = own.filter(({ timeUs }) => timeUs < 50 * SECOND);
    expect(half.reduce((sum, { lots }) => sum + lots, 0)).toBe(1_500);
  });

  it('has its share of what is traded', () => {
    const { world, facts } = market(
      `whale: { ${order}, side: buy, size: 100000, execution: { kind: participation, share: 25% } }`,
    );
    const { firstAccount } = world.populations[2];
    const during = facts.trades.filter(
      ({ timeUs }) => 20 * SECOND < timeUs && timeUs <= 80 * SECOND,
    );
    const volume = during.reduce((sum, { lots }) => sum + lots, 0);
    expect(volume).toBeGreaterThan(6_000);
    expect(lotsOf(facts, firstAccount) / volume).toBeCloseTo(0.25, 2);
  });

  it('hides behind its displayed size and is filled by others', () => {
    const { world, facts } = market(
      `whale: { ${order}, side: sell, size: 500, execution: { kind: iceberg, displayed: 5 } }`,
    );
    const { firstAccount } = world.populations[2];
    const own = facts.trades.filter(({ maker }) => maker === firstAccount);
    expect(own.length).toBeGreaterThan(50);
    expect(facts.trades.every(({ taker }) => taker !== firstAccount)).toBe(true);
    expect(Math.max(...own.map(({ lots }) => lots))).toBeLessThanOrEqual(5);
  });
});

describe('the volume that agents see', () => {
  it('counts every lot that the book traded once, as it was a reaction time ago', () => {
    const stage = new Stage({
      traders: [quoter('bids 990x50 asks 1010x50'), { name: 'taker', mode: 'unmargined' }],
      others: [idle('late', { reactionTime: fixed(3 * SECOND) })],
    })
      .at(1 * SECOND, 'taker', (decision) => decision.market(BUY, 7))
      .at(3 * SECOND, 'taker', (decision) => decision.market(SELL, 4))
      .run(3 * SECOND);
    const { world } = stage;
    const seen = [0, 1.9, 2, 2.1].map((seconds) => {
      const account = stage.account('late');
      const position = stage.position('late');
      world.view.aim(world, world.instruments[0], account, position, seconds * SECOND);
      return world.view.tradedLots;
    });
    expect(seen).toEqual([11, 7, 7, 0]);
  });
});

describe('one huge leveraged position', () => {
  it('is a population of one that stands at the start', () => {
    // 4,168,515 contracts of 100 USD at 20 times, in lots of one coin at 5,000.
    const { world } = market(`
  other: { kind: leveragedSpeculator, count: 1, margin: unmargined, leverage: 1 }
  whale:
    kind: leveragedSpeculator
    count: 1
    wealth: 1
    leverage: 20
    longShare: 100%
    standing: { side: long, size: 83370, counterparty: other }`);
    const { firstAccount } = world.populations[3];
    const position = world.accounts.firstPositionOf(firstAccount);
    expect(world.ledger.lotsOf(position)).toBe(83_370);
    const notional = 83_370 * 5_000 * 100; // in cents
    expect(world.accounts.netDepositOf(firstAccount)).toBe(notional / 20);
  });
});
