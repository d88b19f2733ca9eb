import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NONE } from '../../../src/core/units.js';
import { ACCOUNT_STATES, MARGIN_MODES } from '../../../src/simulation/margin/accounts.js';
import type { MarginedInstrument } from '../../../src/simulation/margin/margin-engine.js';
import { maintenanceUnits } from '../../../src/simulation/margin/margin-schedule.js';
import { Market } from './market.js';
import { anySchedule } from './schedules.js';

const MAX = 200;
const INSTRUMENTS = 3;
const ACCOUNTS = 12;

const anyInstrument: fc.Arbitrary<MarginedInstrument> = fc.record({
  unitsPerTickLot: fc.integer({ min: 1, max: 3 }),
  maxPriceTicks: fc.constant(MAX),
  initialPriceTicks: fc.integer({ min: 60, max: 140 }),
  margin: anySchedule,
});
const anyMark = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -6, max: 6 }) }, // a step
  { weight: 1, arbitrary: fc.integer({ min: -MAX, max: MAX }) }, // a jump, perhaps to an end
);
const step = fc.record({
  kind: fc.constantFrom('marks', 'marks', 'marks', 'marks', 'trade', 'pay', 'free'),
  moves: fc.array(anyMark, { minLength: INSTRUMENTS, maxLength: INSTRUMENTS }),
  account: fc.nat(ACCOUNTS - 1),
  instrument: fc.nat(INSTRUMENTS - 1),
  lots: fc.integer({ min: -8, max: 8 }),
  closes: fc.boolean(),
  units: fc.integer({ min: -200, max: 300 }),
  handles: fc.boolean(),
});
const world = fc.record({
  instruments: fc.array(anyInstrument, { minLength: INSTRUMENTS, maxLength: INSTRUMENTS }),
  steps: fc.array(step, { minLength: 150, maxLength: 400, size: 'max' }),
});

/** The rule of liquidation as it is written, asked of every account. */
function scanBreached({ margin, ledger, accounts }: Market, account: number): boolean {
  if (accounts.modeOf(account) === MARGIN_MODES.unmargined) return false;
  let equity = ledger.balanceOf(account);
  let requirement = 0;
  let isFlat = true;
  const first = accounts.firstPositionOf(account);
  for (let row = first; row < first + accounts.positionCountOf(account); row++) {
    const instrument = ledger.instrumentOf(row);
    const lots = ledger.lotsOf(row);
    const value = lots * margin.markTicks[instrument] * margin.unitsPerTickLot[instrument];
    equity += value - ledger.costOf(row);
    if (lots === 0) continue;
    isFlat = false;
    requirement += maintenanceUnits(margin.tiers[instrument], Math.abs(value));
  }
  return !isFlat && equity <= requirement;
}

function scanAll(market: Market): number[] {
  const breached = [];
  for (let account = 0; account < market.ledger.accountCount; account++) {
    const isFree = market.accounts.stateOf(account) === ACCOUNT_STATES.free;
    if (isFree && scanBreached(market, account)) breached.push(account);
  }
  return breached;
}

/** The outermost mark at which a scan of all of them finds the account breached. */
function scanLevel(market: Market, account: number, position: number): number {
  const { margin, ledger } = market;
  const instrument = ledger.instrumentOf(position);
  const mark = margin.markTicks[instrument];
  const levels = [];
  for (let at = 0; at <= MAX; at++) {
    margin.markTicks[instrument] = at;
    if (scanBreached(market, account)) levels.push(at);
  }
  margin.markTicks[instrument] = mark;
  return (ledger.lotsOf(position) > 0 ? levels.at(-1) : levels[0]) ?? NONE;
}

function populate(instruments: readonly MarginedInstrument[]): Market {
  const market = new Market(instruments);
  for (let i = 0; i < ACCOUNTS; i++) {
    if (i % 4 === 0) market.open(MARGIN_MODES.isolated, [i % INSTRUMENTS], 400);
    else market.open(MARGIN_MODES.cross, [...instruments.keys()].slice(0, 1 + (i % 4)), 500);
  }
  return market;
}

it('MARGIN-10: nobody in breach is missed and nobody is added, against a scan of all accounts', () => {
  let found = 0;
  let looks = 0;
  fc.assert(
    fc.property(world, ({ instruments, steps }) => {
      const market = populate(instruments);
      const { margin, accounts, ledger } = market;
      for (const it of steps) {
        const account = 1 + it.account;
        const first = accounts.firstPositionOf(account);
        const position = first + (it.instrument % accounts.positionCountOf(account));
        const instrument = ledger.instrumentOf(position);
        if (it.kind === 'marks') {
          for (const [row, move] of it.moves.entries()) {
            margin.setMark(row, Math.min(MAX, Math.max(0, margin.markTicks[row] + move)));
          }
        } else {
          const lots = it.closes ? -ledger.lotsOf(position) : it.lots;
          if (it.kind === 'trade') {
            market.trade(account, instrument, lots, Math.max(1, margin.markTicks[instrument]));
          } else if (it.kind === 'pay') market.pay(account, it.units);
          else accounts.setState(account, ACCOUNT_STATES.free);
          const isFree = accounts.stateOf(account) === ACCOUNT_STATES.free;
          expect(margin.rekey(account)).toBe(isFree && scanBreached(market, account));
        }
        const buffer = margin.collectBreached();
        const breached = [...buffer.rows.subarray(0, buffer.count)];
        expect(breached).toEqual(scanAll(market));
        for (const row of breached) expect(margin.isBreached(row)).toBe(true);
        found += breached.length;
        if (!it.handles) continue;
        for (const row of breached) {
          accounts.setState(row, ACCOUNT_STATES.inLiquidation);
          expect(margin.rekey(row)).toBe(false);
        }
      }
      looks += margin.looks;
    }),
    { seed: 7, numRuns: 100 },
  );
  expect(found).toBeGreaterThan(2000);
  expect(looks).toBeGreaterThan(found); // somebody was looked at and lived on
});

it('MARGIN-5, MARGIN-11: levels and accounts at risk are those of a scan of all marks', () => {
  let atRisk = 0;
  fc.assert(
    fc.property(world, fc.integer({ min: 0, max: 400_000 }), ({ instruments, steps }, within) => {
      const market = populate(instruments);
      const { margin, accounts, ledger } = market;
      for (const it of steps.slice(0, 60)) {
        const account = 1 + it.account;
        const first = accounts.firstPositionOf(account);
        const position = first + (it.instrument % accounts.positionCountOf(account));
        const instrument = ledger.instrumentOf(position);
        market.trade(account, instrument, it.lots, Math.max(1, margin.markTicks[instrument]));
        margin.rekey(account);
        const mark = margin.markTicks[it.instrument] + it.moves[0];
        margin.setMark(it.instrument, Math.min(MAX, Math.max(0, mark)));
        margin.collectBreached();
      }
      let expected = 0;
      for (let account = 1; account < ledger.accountCount; account++) {
        let isNear = false;
        const first = accounts.firstPositionOf(account);
        for (let row = first; row < first + accounts.positionCountOf(account); row++) {
          const instrument = ledger.instrumentOf(row);
          if (ledger.lotsOf(row) === 0) continue;
          const level = scanLevel(market, account, row);
          expect(margin.liquidationTicks(account, instrument)).toBe(level);
          if (level === NONE) continue;
          const mark = margin.markTicks[instrument];
          const distance = ledger.lotsOf(row) > 0 ? mark - level : level - mark;
          if (distance * 1_000_000 <= mark * within) isNear = true;
        }
        if (isNear) expected += 1;
      }
      expect(margin.countAtRisk(within)).toBe(expected);
      atRisk += expected;
    }),
    { seed: 8, numRuns: 150 },
  );
  expect(atRisk).toBeGreaterThan(150);
});
