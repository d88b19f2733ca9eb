import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseExpression } from '../../../src/scenario/expressions/parse-expression.js';
import type { Scenario, Shock } from '../../../src/scenario/scenario.js';
import { CONDITION_VARIABLES } from '../../../src/scenario/shocks/condition.js';
import { createWorld } from '../../../src/simulation/create-world.js';
import { advance, finish, start } from '../../../src/simulation/simulate.js';
import { assertBalanced, assertCohortsAddUp } from '../../helpers/accounting.js';
import { busyScenario } from '../../helpers/busy-market.js';
import { RecordingSink } from '../../helpers/recording-sink.js';
import { flatMargin, SECOND } from '../../helpers/scenarios.js';
import { assertNobodyForgotten } from '../../helpers/stage.js';

type Kind = Shock extends infer S
  ? S extends Shock
    ? Omit<S, 'name' | 'atUs' | 'when' | 'venue' | 'instrument' | 'forUs'>
    : never
  : never;

const KINDS: readonly Kind[] = [
  { kind: 'volatility', factor: 5 },
  { kind: 'latency', factor: 4 },
  { kind: 'tradingHalt' },
  { kind: 'matchingOutage' },
  {
    kind: 'marketOrder',
    side: 'sell',
    lots: 0,
    depthShare: 0.7,
    pace: { forUs: SECOND, slices: 5 },
  },
  { kind: 'marketMakersWithdraw', populations: [2], share: 0.9, of: 'size', refillUs: SECOND },
  { kind: 'orderEntryDown', populations: [0, 1, 2, 3, 4], share: 0.5 },
  { kind: 'keepersOffline', populations: [5], share: 0.5 },
  { kind: 'liquidationEngineStall' },
  { kind: 'liquidationEngineThrottle', perSecond: 4 },
  { kind: 'indexFrozen' },
  { kind: 'indexBiased', size: -0.05 },
  { kind: 'indexLagging', lagUs: SECOND },
  { kind: 'sourceWrong', size: 0.3, weight: 0.3 },
  { kind: 'marginChange', schedule: null, factor: 2, of: 'both' },
  { kind: 'marginChange', schedule: flatMargin(90_000, 70_000), factor: 1, of: 'both' },
  { kind: 'fundingSpike', ratePpb: 20_000_000, intervals: 2 },
  { kind: 'withdrawalRun', populations: [1, 4], share: 0.7, amount: 1 },
];

const when = {
  expression: parseExpression('mark_drawdown_pct > 3 or liquidations > 2', CONDITION_VARIABLES),
  rearmAfterUs: SECOND / 2,
};

const shock = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    atUs: fc.integer({ min: 0, max: 8 }).map((seconds) => seconds * SECOND),
    isConditional: fc.boolean(),
    instrument: fc.constantFrom(0, 1),
    forUs: fc.constantFrom(SECOND / 3, SECOND, 3 * SECOND),
  })
  .map(({ kind, isConditional, atUs, ...rest }) => ({
    ...kind,
    ...rest,
    venue: 0,
    ...(isConditional ? { atUs: Infinity, when } : { atUs }),
  }));

const setting = fc.record({
  shocks: fc.array(shock, { minLength: 4, maxLength: 12 }),
  execution: fc.constantFrom('whole', 'steps', 'keepers'),
  reopening: fc.constantFrom('auction', 'continuous'),
  markEveryUs: fc.constantFrom(0, SECOND / 10),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
});

it('a market in which everything goes wrong keeps its books to the unit, command by command', () => {
  let auctioned = 0;
  let liquidations = 0;
  fc.assert(
    fc.property(setting, ({ shocks, execution, reopening, markEveryUs, seed }) => {
      const busy = busyScenario({
        mark: 'median',
        markEveryUs,
        execution,
        worstPrice: 'fundable',
        surplusTo: 'insuranceFund',
        waterfall: ['insuranceFund', 'deleverage', 'socialise'],
        selfTradePrevention: 'decrement',
        feePpm: 1_000,
        fundUnits: 5_000,
        crash: 0.2,
      });
      const rule = {
        price: 'mark' as const,
        movePpm: 40_000,
        windowUs: SECOND,
        haltForUs: SECOND / 2,
      };
      const [venue] = busy.venues;
      const scenario: Scenario = {
        ...busy,
        venues: [
          {
            ...venue,
            instruments: venue.instruments.map((it) => ({
              ...it,
              volatilityHalt: { ...rule, reopening },
            })),
          },
        ],
        shocks: [...busy.shocks, ...shocks.map((it, row) => ({ ...it, name: `extra${row}` }))],
      };
      const world = createWorld(scenario, String(seed));
      const facts = new RecordingSink();
      const check = (): void => {
        assertBalanced(world);
        assertNobodyForgotten(world);
      };
      start(world, facts);
      while (advance(world, facts, 1)) check();
      for (const { book } of world.instruments) book.assertValid();
      assertOpenLots(world);
      finish(world, facts, 'horizon');
      expect(facts.ended!.conservationError).toBe(0);
      assertCohortsAddUp(facts);
      liquidations += facts.starts.length;
      auctioned += facts.incidents
        .filter(({ kind }) => kind === 'reopening')
        .reduce((sum, { severity }) => sum + severity, 0);
    }),
    { seed: 2, numRuns: 25 },
  );
  expect(auctioned).toBeGreaterThan(100);
  expect(liquidations).toBeGreaterThan(200);
});

/** Every account has open what rests of it, in the book or beside it. */
function assertOpenLots(world: ReturnType<typeof createWorld>): void {
  const { accounts, ledger } = world;
  for (let position = 0; position < ledger.positionCount; position++) {
    const open = accounts.openBuyLotsOf(position) + accounts.openSellLotsOf(position);
    const { book } = world.instruments[ledger.instrumentOf(position)];
    if (book.halted) continue;
    book.cancelAll(accounts.accountOf(position));
    let resting = 0;
    for (let row = 0; row < book.removed.count; row++) resting += book.removed.lots[row];
    expect(resting).toBe(open);
  }
}
