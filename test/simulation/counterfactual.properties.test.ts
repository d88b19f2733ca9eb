import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LossLayer, Scenario } from '../../src/scenario/scenario.js';
import { createCounterfactualWorld, createWorld } from '../../src/simulation/create-world.js';
import { advance, finish, start } from '../../src/simulation/simulate.js';
import type { World } from '../../src/simulation/world.js';
import { type BusyChoice, busyScenario } from '../helpers/busy-market.js';
import { RecordingSink } from '../helpers/recording-sink.js';
import { SECOND } from '../helpers/scenarios.js';
import { assertNobodyForgotten } from '../helpers/stage.js';

const choice: fc.Arbitrary<BusyChoice> = fc.record({
  mark: fc.constantFrom('last', 'index', 'mid', 'median', 'ewmaBasis'),
  markEveryUs: fc.constantFrom(0, SECOND / 10, SECOND / 2),
  execution: fc.constantFrom('whole', 'steps', 'iocAtBankruptcy', 'keepers'),
  worstPrice: fc.constantFrom('none', 'bankruptcy', 'fundable'),
  surplusTo: fc.constantFrom('insuranceFund', 'account'),
  waterfall: fc.shuffledSubarray<LossLayer>(['insuranceFund', 'deleverage', 'socialise']),
  selfTradePrevention: fc.constantFrom('none', 'cancelNewest', 'decrement'),
  feePpm: fc.constantFrom(0, 5_000),
  fundUnits: fc.constantFrom(0, 500, 1_000_000),
  crash: fc.constantFrom(0.05, 0.15, 0.3),
  entry: fc.constantFrom(
    { latencyUs: SECOND / 20, throughput: 200, queueLimit: 50 },
    { latencyUs: SECOND / 5, throughput: 1_000, queueLimit: 1_000 },
  ),
});

/** Half of them with orders that come in late, half without. */
const entered = fc
  .tuple(choice, fc.boolean())
  .map(([{ entry, ...plain }, isLate]): BusyChoice =>
    isLate ? { ...plain, entry: entry! } : plain,
  );

it('a busy market without forced sales keeps its books and breaches, and nobody pays', () => {
  let handedOver = 0;
  fc.assert(
    fc.property(entered, fc.integer({ min: 1, max: 1_000_000 }), (chosen, seed) => {
      const world = createCounterfactualWorld(busyScenario(chosen), String(seed));
      const facts = new RecordingSink();
      start(world, facts);
      do {
        const error = world.ledger.fullError() + world.ledger.totalsError();
        if (error !== 0) expect(error, 'the books balance').toBe(0);
        assertNobodyForgotten(world);
      } while (advance(world, facts, 1));
      finish(world, facts, 'horizon');
      handedOver += facts.ends.filter(({ endReason }) => endReason === 'takenOver').length;
      assertHandedOver(world, facts);
      assertOpenInterest(world);
    }),
    { seed: 5, numRuns: 12 },
  );
  expect(handedOver).toBeGreaterThan(50);
});

/** All or nothing of each leg, at the mark that stood then; no fee, no layer, no order of a liquidation. */
function assertHandedOver(world: World, facts: RecordingSink): void {
  expect(facts.ended!.conservationError).toBe(0);
  expect(facts.fundMoves.filter(({ reason }) => reason !== 'initial')).toEqual([]);
  expect([...facts.deleveragings, ...facts.socialised]).toEqual([]);
  expect(facts.trades.filter(({ cause }) => cause > 0)).toEqual([]);
  for (const end of facts.ends) {
    expect(['takenOver', 'restored', 'horizon']).toContain(end.endReason);
    expect(end.closedLots).toBe(end.endReason === 'takenOver' ? end.lots : 0);
    expect(end.feeUnits + end.shortfallUnits).toBe(0);
  }
  for (const { insuranceFund, loss, rules } of world.venues) {
    expect(world.ledger.balanceOf(insuranceFund)).toBe(rules.insuranceFundUnits);
    expect(world.ledger.balanceOf(loss)).toBe(0);
  }
  for (const it of facts.cohorts) {
    expect(it.finalEquityUnits).toBe(
      it.depositsUnits -
        it.withdrawalsUnits +
        it.pnlUnits -
        it.feesPaidUnits -
        it.fundingPaidUnits +
        it.shortfallCoveredUnits,
    );
  }
}

function assertOpenInterest({ instruments, ledger }: World): void {
  for (const { row, openInterestLots } of instruments) {
    let longs = 0;
    for (let position = 0; position < ledger.positionCount; position++) {
      if (ledger.instrumentOf(position) === row) longs += Math.max(0, ledger.lotsOf(position));
    }
    expect(openInterestLots).toBe(longs);
  }
}

interface Draws {
  readonly index: readonly string[];
  /** Of each population: wake-ups, and when the next would come. */
  readonly turns: readonly string[];
  readonly liquidations: number;
}

function drawsOf(create: typeof createWorld, scenario: Scenario, seed: string): Draws {
  const world = create(scenario, seed);
  const facts = new RecordingSink();
  start(world, facts);
  while (advance(world, facts, 1000));
  finish(world, facts, 'horizon');
  return {
    index: facts.lines.filter((line) => line.startsWith('indexPublished')),
    turns: world.populations.map(({ arrivalUs, wakeCount }) => `${wakeCount} ${arrivalUs}`),
    liquidations: facts.starts.length,
  };
}

it('what chance decides is the same with and without forced sales', () => {
  const plain = {
    mark: 'median',
    markEveryUs: SECOND / 10,
    worstPrice: 'none',
    surplusTo: 'insuranceFund',
    waterfall: ['insuranceFund', 'deleverage'],
    selfTradePrevention: 'decrement',
    feePpm: 1_000,
    fundUnits: 5_000,
    crash: 0.2,
  } as const;
  for (const execution of ['whole', 'steps', 'keepers'] as const) {
    const scenario = busyScenario({ ...plain, execution });
    const withSales = drawsOf(createWorld, scenario, '3');
    const without = drawsOf(createCounterfactualWorld, scenario, '3');
    expect(withSales.liquidations).toBeGreaterThan(5);
    expect(without.liquidations).toBeGreaterThan(0);
    expect(without.index).toEqual(withSales.index);
    expect(without.turns).toEqual(withSales.turns);
  }
});
