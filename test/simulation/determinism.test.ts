import { describe, expect, it } from 'vitest';
import type { Population, Scenario } from '../../src/scenario/scenario.js';
import { createWorld } from '../../src/simulation/create-world.js';
import { advance, finish, start } from '../../src/simulation/simulate.js';
import { type BusyChoice, busyScenario } from '../helpers/busy-market.js';
import { RecordingSink } from '../helpers/recording-sink.js';
import { fixed, idle, SECOND } from '../helpers/scenarios.js';

const choice: BusyChoice = {
  mark: 'median',
  markEveryUs: SECOND / 10,
  execution: 'steps',
  worstPrice: 'fundable',
  surplusTo: 'insuranceFund',
  waterfall: ['insuranceFund', 'deleverage', 'socialise'],
  selfTradePrevention: 'decrement',
  feePpm: 1_000,
  fundUnits: 5_000,
  crash: 0.2,
};

function run(scenario: Scenario, seed: string, step = 1000): RecordingSink {
  const world = createWorld(scenario, seed);
  const sink = new RecordingSink();
  start(world, sink);
  while (advance(world, sink, step));
  finish(world, sink, 'horizon');
  return sink;
}

/** Trades and liquidations with accounts named by cohort and member, not by number. */
function inNames(scenario: Scenario, facts: RecordingSink): string[] {
  const { populations } = createWorld(scenario, '1');
  const nameOf = (account: number): string => {
    const owner = populations.findLast(({ firstAccount }) => firstAccount <= account);
    return owner === undefined ? 'desk' : `${owner.rules.name} ${account - owner.firstAccount}`;
  };
  return [
    ...facts.trades.map((it) =>
      [it.timeUs, it.instrument, it.priceTicks, it.lots, nameOf(it.taker), nameOf(it.maker)].join(),
    ),
    ...facts.ends.map((it) =>
      [it.liquidation, it.parent, it.endTimeUs, nameOf(it.account), it.shortfallUnits].join(),
    ),
  ];
}

describe('a run', () => {
  const scenario = busyScenario(choice);
  const facts = run(scenario, '1');

  it('is a pure function of scenario and seed: the same facts in the same order', () => {
    expect(run(scenario, '1').lines).toEqual(facts.lines);
    expect(facts.starts.length).toBeGreaterThan(5);
  });

  it('does not depend on how it is cut into pieces', () => {
    expect(run(scenario, '1', 7).lines).toEqual(facts.lines);
  });

  it('is another with another seed', () => {
    expect(run(scenario, '2').lines).not.toEqual(facts.lines);
  });

  const strangers: Population[] = [
    idle('strangers', { count: 3, wealth: fixed(1_000), instruments: [1, 0] }),
    {
      ...idle('silent', { count: 2, marginMode: 'unmargined' }),
      kind: 'staticBook',
      bids: null,
      asks: null,
    },
  ];
  for (const stranger of strangers) {
    it(`stays as it was when ${stranger.name} who never trade join at the end or the beginning`, () => {
      const names = inNames(scenario, facts);
      const last = { ...scenario, populations: [...scenario.populations, stranger] };
      expect(inNames(last, run(last, '1'))).toEqual(names);
      const moved = scenario.populations.map((it) =>
        it.kind === 'leveragedSpeculator' && it.standing !== null
          ? { ...it, standing: { ...it.standing, counterparty: it.standing.counterparty + 1 } }
          : it,
      );
      const first = { ...scenario, populations: [stranger, ...moved] };
      expect(inNames(first, run(first, '1'))).toEqual(names);
    });
  }
});
