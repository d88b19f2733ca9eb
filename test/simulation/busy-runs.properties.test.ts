import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LossLayer } from '../../src/scenario/scenario.js';
import { createWorld } from '../../src/simulation/create-world.js';
import { advance, finish, start } from '../../src/simulation/simulate.js';
import type { World } from '../../src/simulation/world.js';
import { assertBalanced, assertCohortsAddUp, assertPaid } from '../helpers/accounting.js';
import { type BusyChoice, busyScenario } from '../helpers/busy-market.js';
import { OpenLotsSink } from '../helpers/open-lots.js';
import type { RecordingSink } from '../helpers/recording-sink.js';
import { SECOND } from '../helpers/scenarios.js';
import { assertNobodyForgotten } from '../helpers/stage.js';

const choice: fc.Arbitrary<BusyChoice> = fc.record({
  mark: fc.constantFrom('last', 'index', 'mid', 'median', 'ewmaBasis'),
  markEveryUs: fc.constantFrom(0, SECOND / 10, SECOND / 2),
  execution: fc.constantFrom('whole', 'steps', 'iocAtBankruptcy', 'keepers'),
  worstPrice: fc.constantFrom('none', 'bankruptcy', 'fundable'),
  surplusTo: fc.constantFrom('insuranceFund', 'account'),
  waterfall: fc.shuffledSubarray<LossLayer>(['insuranceFund', 'deleverage', 'socialise']),
  selfTradePrevention: fc.constantFrom(
    'none',
    'cancelNewest',
    'cancelOldest',
    'cancelBoth',
    'decrement',
  ),
  feePpm: fc.constantFrom(0, 5_000),
  fundUnits: fc.constantFrom(0, 500, 1_000_000),
  crash: fc.constantFrom(0.05, 0.15, 0.3),
});
const seed = fc.integer({ min: 1, max: 1_000_000 });

/** Runs it command by command; after each, what must hold is asked. */
function run(chosen: BusyChoice, seedNumber: number, check: Check): Checked {
  const world = createWorld(busyScenario(chosen), String(seedNumber));
  const sink = new OpenLotsSink();
  start(world, sink);
  check(world, sink);
  while (advance(world, sink, 1)) check(world, sink);
  finish(world, sink, 'horizon');
  return { world, facts: sink };
}

type Check = (world: World, sink: OpenLotsSink) => void;
interface Checked {
  world: World;
  facts: RecordingSink;
}

describe('a busy market', () => {
  it('keeps its books to the unit, its open lots and its breaches, command by command', () => {
    let liquidations = 0;
    const reasons = new Set<string>();
    fc.assert(
      fc.property(choice, seed, (chosen, seedNumber) => {
        const { world, facts } = run(chosen, seedNumber, (state, sink) => {
          assertBalanced(state);
          assertNobodyForgotten(state);
          sink.assertSame(state);
        });
        (facts as OpenLotsSink).assertInBook(world);
        expect(facts.ended!.conservationError).toBe(0);
        expect(facts.trades.length).toBeGreaterThan(50);
        liquidations += facts.starts.length;
        for (const { endReason } of facts.ends) reasons.add(endReason);
        assertPaid(facts);
        assertEnds(facts);
        assertCohortsAddUp(facts);
        assertOpenInterest(world);
        assertMoneyOfTheFund(world, facts);
      }),
      { seed: 11, numRuns: 40 },
    );
    expect(liquidations).toBeGreaterThan(200);
    expect([...reasons].sort()).toEqual([
      'deleveraged',
      'filled',
      'horizon',
      'priceLimit',
      'restored',
      'takenOver',
    ]);
  });
});

/** Every liquidation ended, and a leg that left a cash shortfall paid no fee. */
function assertEnds({ ends, starts }: RecordingSink): void {
  expect(ends.length).toBe(starts.length);
  for (const end of ends) {
    expect(Math.min(end.feeUnits, end.shortfallUnits - end.paidByDeleveragingUnits)).toBe(0);
    expect(end.closedLots).toBeLessThanOrEqual(end.lots);
  }
}

function assertOpenInterest({ instruments, ledger }: World): void {
  for (const { row, openInterestLots } of instruments) {
    let longs = 0;
    for (let position = 0; position < ledger.positionCount; position++) {
      if (ledger.instrumentOf(position) !== row) continue;
      longs += Math.max(0, ledger.lotsOf(position));
    }
    expect(openInterestLots).toBe(longs);
  }
}

/** The fund is what its movements say, the venue's loss what it paid. */
function assertMoneyOfTheFund(world: World, { ends, fundMoves }: RecordingSink): void {
  const { insuranceFund, loss } = world.venues[0];
  let fund = 0;
  for (const { amountUnits, balanceUnits } of fundMoves) {
    fund += amountUnits;
    expect(balanceUnits).toBe(fund);
    expect(fund).toBeGreaterThanOrEqual(0);
  }
  expect(world.ledger.balanceOf(insuranceFund)).toBe(fund);
  const byFund = ends.reduce((sum, end) => sum + end.paidByInsuranceFundUnits, 0);
  const out = fundMoves.filter(({ reason }) => reason === 'shortfall');
  expect(byFund).toBe(-out.reduce((sum, move) => sum + move.amountUnits, 0) + 0);
  const byVenue = ends.reduce((sum, end) => sum + end.paidByVenueUnits, 0);
  expect(world.ledger.balanceOf(loss) + byVenue).toBe(0);
}
