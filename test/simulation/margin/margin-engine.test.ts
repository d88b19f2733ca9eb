import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/core/units.js';
import { ACCOUNT_STATES, MARGIN_MODES } from '../../../src/simulation/margin/accounts.js';
import type { RowBuffer } from '../../../src/simulation/margin/row-buffer.js';
import { flat, instrument, Market } from './market.js';

const { isolated, cross, unmargined } = MARGIN_MODES;
const tenth = flat(200_000, 100_000);
const market = (): Market => new Market([instrument(tenth, 100), instrument(tenth, 200)]);
const list = (buffer: RowBuffer): number[] => [...buffer.rows.subarray(0, buffer.count)];

it('MARGIN-1: equity is the balance and what the positions gained; requirements add up over legs', () => {
  const { margin, ...at } = withTwoLegs();
  expect(margin.equityUnits(at.account)).toBe(500);
  expect(margin.maintenanceUnits(at.account)).toBe(100 + 100);
  margin.setMark(0, 90);
  expect(margin.equityUnits(at.account)).toBe(400);
  expect(margin.maintenanceUnits(at.account)).toBe(90 + 100);
});

describe('MARGIN-4, MARGIN-5: an isolated account', () => {
  it.each([
    { name: 'equity = maintenance margin', balance: 100, isBreached: true },
    { name: 'one unit above', balance: 101, isBreached: false },
    { name: 'one unit below', balance: 99, isBreached: true },
  ])('$name: breached is $isBreached', ({ balance, isBreached }) => {
    const { margin, ...it } = opened(balance, 10);
    expect(margin.isBreached(it.account)).toBe(isBreached);
    expect(margin.rekey(it.account)).toBe(isBreached);
    expect(list(margin.collectBreached())).toEqual(isBreached ? [it.account] : []);
  });

  it('is found at its liquidation price, not a tick before, however far the mark jumps', () => {
    const { margin, account } = opened(200, 10);
    margin.rekey(account);
    expect(margin.liquidationTicks(account, 0)).toBe(88); // 880 − 800 = 80 <= 88; at 89: 90 > 89
    margin.setMark(0, 89);
    expect(margin.collectBreached().count).toBe(0);
    expect(margin.looks).toBe(0);
    margin.setMark(0, 3);
    expect(list(margin.collectBreached())).toEqual([account]);
  });

  it('a short is found above', () => {
    const { margin, account } = opened(200, -10);
    margin.rekey(account);
    expect(margin.liquidationTicks(account, 0)).toBe(110); // 1200 − 1100 = 100 <= 110; at 109: 110 > 109
    margin.setMark(0, 109);
    expect(margin.collectBreached().count).toBe(0);
    margin.setMark(0, 110);
    expect(list(margin.collectBreached())).toEqual([account]);
  });

  it('is found again and again until it is in liquidation, and again when it is free', () => {
    const { margin, accounts, account } = opened(100, 10);
    margin.rekey(account);
    expect(list(margin.collectBreached())).toEqual([account]);
    expect(list(margin.collectBreached())).toEqual([account]);
    accounts.setState(account, ACCOUNT_STATES.inLiquidation);
    margin.rekey(account);
    expect(margin.collectBreached().count).toBe(0);
    expect(margin.isBreached(account)).toBe(true);
    accounts.setState(account, ACCOUNT_STATES.stranded);
    margin.rekey(account);
    expect(margin.collectBreached().count).toBe(0);
    accounts.setState(account, ACCOUNT_STATES.free);
    expect(margin.rekey(account)).toBe(true);
    expect(list(margin.collectBreached())).toEqual([account]);
  });

  it('whose state changed behind the index is our bug', () => {
    const { margin, accounts, account } = opened(100, 10);
    margin.rekey(account);
    accounts.setState(account, ACCOUNT_STATES.inLiquidation);
    expect(() => margin.collectBreached()).toThrow('re-keyed');
  });
});

it('MARGIN-4: flat and unmargined accounts are never breached, whatever they owe', () => {
  const world = market();
  const flatAccount = world.open(isolated, [0], -50);
  const desk = world.open(unmargined, [0], 0);
  world.trade(desk, 0, 10, 100);
  for (const account of [flatAccount, desk]) expect(world.margin.rekey(account)).toBe(false);
  world.margin.setMark(0, 0);
  expect(world.margin.collectBreached().count).toBe(0);
  expect(world.margin.isBreached(desk)).toBe(false);
  expect(world.margin.isBreached(flatAccount)).toBe(false);
  expect(world.margin.liquidationTicks(desk, 0)).toBe(NONE);
  expect(world.margin.liquidationTicks(flatAccount, 0)).toBe(NONE);
});

it('MARGIN-10: accounts come in rising order, each once, on the instruments asked for', () => {
  const world = market();
  const accounts = [0, 1, 2].map(() => world.open(cross, [0, 1], 500));
  for (const account of accounts.toReversed()) {
    world.trade(account, 0, 10, 100);
    world.trade(account, 1, 5, 200);
    world.margin.rekey(account);
  }
  world.margin.setMark(0, 50);
  world.margin.setMark(1, 100);
  expect(list(world.margin.collectBreached())).toEqual(accounts);
  const elsewhere = world.open(isolated, [1], 0);
  world.trade(elsewhere, 1, 1, 200);
  world.margin.rekey(elsewhere);
  world.margin.setMark(0, 100);
  world.margin.setMark(1, 200);
  expect(list(world.margin.collectBreached(0, 1))).toEqual([]);
  expect(list(world.margin.collectBreached(1, 2))).toEqual([elsewhere]);
});

describe('MARGIN-5, MARGIN-7, MARGIN-10: a cross account', () => {
  it('lives on while one leg earns what the other loses', () => {
    const { margin, account } = withTwoLegs();
    margin.rekey(account);
    margin.setMark(0, 60);
    margin.setMark(1, 280);
    expect(margin.collectBreached().count).toBe(0);
    expect(margin.looks).toBe(1);
    margin.setMark(1, 200);
    expect(list(margin.collectBreached())).toEqual([account]);
  });

  it('is not looked at while its marks keep away from its triggers', () => {
    const { margin, account } = withTwoLegs();
    margin.rekey(account);
    for (const mark of [95, 105, 98, 150, 90]) {
      margin.setMark(0, mark);
      margin.collectBreached();
    }
    expect(margin.looks).toBe(0);
  });

  it('has a level on each instrument, other marks as they are', () => {
    const { margin, account } = withTwoLegs();
    // 500 + 10 (m − 100) <= m + 100  =>  m <= 66.67
    expect(margin.liquidationTicks(account, 0)).toBe(66);
    expect(margin.liquidationTicks(account, 1)).toBe(133);
    margin.setMark(1, 190);
    expect(margin.liquidationTicks(account, 0)).toBe(71);
  });

  it('breached by anything but a mark is said at once, and looked at whatever the marks do', () => {
    const world = withTwoLegs();
    const { margin, account } = world;
    world.pay(account, -300);
    expect(margin.rekey(account)).toBe(true);
    margin.setMark(0, 130);
    expect(margin.collectBreached().count).toBe(0);
    expect(margin.looks).toBe(1);
    margin.setMark(0, 100);
    expect(list(margin.collectBreached())).toEqual([account]);
  });

  it('is bankrupt on each leg where the equity allotted to it is spent', () => {
    const { margin, account, accounts } = withTwoLegs();
    const first = accounts.firstPositionOf(account);
    expect(margin.bankruptcyTicks(first)).toBe(75); // 250 of 500, 10 lots
    expect(margin.bankruptcyTicks(first + 1)).toBe(150); // 250 of 500, 5 lots
    margin.setMark(0, 50); // equity 0
    expect(margin.bankruptcyTicks(first)).toBe(50);
    expect(margin.bankruptcyTicks(first + 1)).toBe(200);
  });
});

it("MARGIN-5: a venue's own example of liquidation prices comes out to the tick", () => {
  // Binance's support page on liquidation prices: two longs, 1,535,443.01 USDT in the wallet. A tick
  // is 0.01, a lot 0.001, a unit 0.00001 USDT. The page gives 26,316.89, 1,153.26 and 18,778.73, which
  // are 26,316.8933, 1,153.2565 and 18,778.7259 rounded; the highest tick in breach lies below.
  const bracket = (maintenancePpm: number, deductionUnits: number) => ({
    tiers: [{ upToUnits: Infinity, initialPpm: 200_000, maintenancePpm, deductionUnits }],
  });
  const range = { unitsPerTickLot: 1, maxPriceTicks: 10_000_000 };
  const market = new Market([
    { ...range, initialPriceTicks: 3_196_727, margin: bracket(25_000, 16_300_00000) },
    { ...range, initialPriceTicks: 133_518, margin: bracket(100_000, 135_365_00000) },
  ]);
  const account = market.open(cross, [0, 1], 1_535_443_01000);
  market.trade(account, 0, 109_488, 3_248_198);
  market.trade(account, 1, 3_683_979, 145_684);
  expect(market.margin.liquidationTicks(account, 0)).toBe(26_316_89);
  expect(market.margin.liquidationTicks(account, 1)).toBe(1_153_25);

  const alone = market.open(isolated, [0], 1_535_443_01000);
  market.trade(alone, 0, 109_488, 3_248_198);
  expect(market.margin.liquidationTicks(alone, 0)).toBe(18_778_72);
});

it('MARGIN-11: accounts at risk are those that a move of 2 % of one mark breaches', () => {
  const world = market();
  const level = (account: number): number => world.margin.liquidationTicks(account, 0);
  const near = world.open(isolated, [0], 117);
  world.trade(near, 0, 10, 100);
  const far = world.open(isolated, [0], 130);
  world.trade(far, 0, 10, 100);
  const nearShort = world.open(isolated, [0], 122);
  world.trade(nearShort, 0, -10, 100);
  const farShort = world.open(isolated, [0], 124);
  world.trade(farShort, 0, -10, 100);
  const crossed = world.open(cross, [0, 1], 217);
  world.trade(crossed, 0, 10, 100);
  world.trade(crossed, 1, 5, 200);
  const farCrossed = world.open(cross, [0, 1], 250);
  world.trade(farCrossed, 0, 10, 100);
  world.trade(farCrossed, 1, 5, 200);
  const all = [near, far, nearShort, farShort, crossed, farCrossed];
  for (const account of all) world.margin.rekey(account);
  expect(all.map(level)).toEqual([98, 96, 102, 103, 98, 94]);
  expect(world.margin.countAtRisk(20_000)).toBe(3);
  expect(world.margin.countAtRisk(20_000, 1)).toBe(1);
  expect(world.margin.countAtRisk(60_000)).toBe(6);
});

it('a mark lies in the price range', () => {
  const { margin } = market();
  for (const ticks of [0, 1000]) margin.setMark(0, ticks);
  for (const ticks of [-1, 1001]) expect(() => margin.setMark(0, ticks)).toThrow(/price range/);
});

it('an account has no position, no level and no leg to close where only the next one trades', () => {
  const it = market();
  const account = it.open(isolated, [0], 500);
  it.open(isolated, [1], 500);
  expect(it.margin.positionOn(account, 1)).toBe(NONE);
  expect(it.margin.liquidationTicks(account, 1)).toBe(NONE);
  expect(it.margin.liquidationTicks(account, 0)).toBe(NONE); // flat
  expect(() => it.margin.bankruptcyTicks(it.accounts.firstPositionOf(account))).toThrow(
    /holds lots/,
  );
});

it('MARGIN-7: equity is allotted to the legs of this account, whoever stands before it', () => {
  const it = market();
  it.trade(it.open(isolated, [0], 5000), 0, 30, 100);
  const account = it.open(cross, [0, 1], 400);
  const first = it.trade(account, 0, 10, 100); // requires 100
  const second = it.trade(account, 1, 15, 200); // requires 300
  expect(it.margin.bankruptcyTicks(first)).toBe(90); // a quarter of 400 over 10 lots
  expect(it.margin.bankruptcyTicks(second)).toBe(180); // 300 over 15
});

function opened(balanceUnits: number, lots: number) {
  const world = market();
  const account = world.open(isolated, [0], balanceUnits);
  world.trade(account, 0, lots, 100);
  return { margin: world.margin, accounts: world.accounts, account };
}

/** 500 in cash; 10 lots bought at 100, 5 at 200: two legs of 1000. */
function withTwoLegs() {
  const world = market();
  const account = world.open(cross, [0, 1], 500);
  world.trade(account, 0, 10, 100);
  world.trade(account, 1, 5, 200);
  const pay = world.pay.bind(world);
  return { margin: world.margin, accounts: world.accounts, account, pay };
}
