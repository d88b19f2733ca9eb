import { describe, expect, it } from 'vitest';
import { InvariantViolation } from '../../../src/core/assert.js';
import { Ledger } from '../../../src/simulation/ledger/ledger.js';
import {
  balancesOf,
  costsOf,
  lotsOf,
  plantCost,
  plantLots,
  plantMoney,
} from '../../helpers/plant.js';

const MOST = Number.MAX_SAFE_INTEGER;

/** Two accounts, each with a position on both instruments; a tick of the second is worth 3 units. */
function twoAccounts(): Ledger {
  const ledger = new Ledger([1, 3]);
  for (const _ of [0, 1]) {
    ledger.openAccount();
    ledger.openPosition(0);
    ledger.openPosition(1);
  }
  return ledger;
}

function balances(ledger: Ledger): number[] {
  return balancesOf(ledger, ledger.accountCount);
}

function expectRefused(act: () => void, ledger: Ledger): void {
  const before = [balances(ledger), [...ledger.records.reals]];
  expect(act).toThrow(InvariantViolation);
  const after = [balances(ledger), [...ledger.records.reals]];
  expect(after).toEqual(before);
}

describe('the ledger', () => {
  it('moves money from one account to another', () => {
    const ledger = twoAccounts();
    ledger.transfer(0, 1, 250);
    ledger.transfer(1, 0, 50);
    ledger.transfer(1, 0, 0);
    expect(balances(ledger)).toEqual([-200, 200]);
    expect([ledger.totalsError(), ledger.fullError()]).toEqual([0, 0]);
  });

  it('exchanges lots against cost, on both sides', () => {
    const ledger = twoAccounts();
    ledger.exchange(1, 3, 5, 100); // the second instrument
    expect(lotsOf(ledger, 4)).toEqual([0, 5, 0, -5]);
    expect(costsOf(ledger, 4)).toEqual([0, 1500, 0, -1500]);
    ledger.exchange(3, 1, 2, 110);
    expect(lotsOf(ledger, 4)).toEqual([0, 3, 0, -3]);
    expect(costsOf(ledger, 4)).toEqual([0, 840, 0, -840]);
    expect([ledger.totalsError(), ledger.fullError()]).toEqual([0, 0]);
  });

  it('realises profit without touching equity', () => {
    const ledger = twoAccounts();
    ledger.exchange(0, 2, 5, 100);
    expect(ledger.realise(0, 0, 450)).toBe(-50);
    expect(ledger.realise(2, 1, -450)).toBe(50);
    expect(balances(ledger)).toEqual([-50, 50]);
    expect(ledger.balanceOf(0) - ledger.costOf(0)).toBe(-500);
    expect([ledger.totalsError(), ledger.fullError()]).toEqual([0, 0]);
  });

  it('lets an account meet itself', () => {
    const ledger = twoAccounts();
    ledger.transfer(0, 0, 70);
    ledger.exchange(0, 0, 3, 100);
    expect([balances(ledger)[0], ledger.lotsOf(0), ledger.costOf(0)]).toEqual([0, 0, 0]);
    expect(ledger.fullError()).toBe(0);
  });

  it('opens as many rows as are asked for, and keeps what they hold', () => {
    const ledger = new Ledger([1]);
    for (let row = 0; row < 100; row++) {
      expect(ledger.openAccount()).toBe(row);
      expect(ledger.openPosition(0)).toBe(row);
      if (row === 5) {
        ledger.transfer(0, 5, 42);
        ledger.exchange(4, 5, 7, 10);
      }
    }
    expect([ledger.accountCount, ledger.positionCount]).toEqual([100, 100]);
    expect(ledger.balanceOf(5)).toBe(42);
    expect([ledger.lotsOf(4), ledger.costOf(4)]).toEqual([7, 70]);
    expect(ledger.fullError()).toBe(0);
  });

  it('refuses amounts that are below 0 or too large', () => {
    const ledger = twoAccounts();
    ledger.transfer(0, 1, 5);
    expectRefused(() => ledger.transfer(0, 1, -1), ledger);
    expectRefused(() => ledger.transfer(0, 1, MOST + 1), ledger);
    expectRefused(() => ledger.transfer(0, 1, NaN), ledger);
    expectRefused(() => ledger.transfer(0, 1, 0.5), ledger);
    ledger.transfer(1, 0, MOST - 5);
  });

  it('refuses a balance beyond 2^53, on either side of 0', () => {
    const ledger = twoAccounts();
    const third = ledger.openAccount();
    ledger.transfer(0, 1, MOST);
    expect(() => ledger.transfer(third, 1, 1)).toThrow(InvariantViolation);
    const other = twoAccounts();
    other.openAccount();
    other.transfer(0, 1, MOST);
    expect(() => other.transfer(0, third, 1)).toThrow(InvariantViolation);
  });

  it('refuses costs and lots beyond 2^53, on either side of 0', () => {
    // The first entry of a trade is the buyer's, the second the seller's.
    const rich = (): Ledger => {
      const ledger = twoAccounts();
      ledger.openAccount();
      ledger.openPosition(0);
      ledger.exchange(0, 2, 1, MOST);
      return ledger;
    };
    expect(() => rich().exchange(0, 4, 1, 1)).toThrow(InvariantViolation);
    expect(() => rich().exchange(4, 2, 1, 1)).toThrow(InvariantViolation);
    const many = (): Ledger => {
      const ledger = twoAccounts();
      ledger.openAccount();
      ledger.openPosition(0);
      ledger.exchange(0, 2, MOST, 0);
      return ledger;
    };
    expect(() => many().exchange(0, 4, 1, 0)).toThrow(InvariantViolation);
    expect(() => many().exchange(4, 2, 1, 0)).toThrow(InvariantViolation);
  });

  it('refuses trades of nothing, across instruments, or beyond 2^53', () => {
    const ledger = twoAccounts();
    expectRefused(() => ledger.exchange(0, 2, 0, 100), ledger);
    expectRefused(() => ledger.exchange(0, 2, -1, 100), ledger);
    expectRefused(() => ledger.exchange(0, 3, 1, 100), ledger);
    expectRefused(() => ledger.exchange(0, 2, 1, -1), ledger);
    expectRefused(() => ledger.exchange(0, 2, 2, MOST), ledger);
    expectRefused(() => ledger.exchange(0, 2, 0.5, 100), ledger);
    expectRefused(() => ledger.exchange(0, 2, 1, 0.5), ledger);
    expectRefused(() => ledger.realise(0, 0, 0.5), ledger);
    ledger.exchange(0, 2, 1, MOST);
    expectRefused(() => ledger.exchange(0, 2, 1, 1), ledger);
    ledger.exchange(2, 0, 1, MOST);
    ledger.exchange(0, 2, MOST, 0);
    expectRefused(() => ledger.exchange(0, 2, 1, 0), ledger);
    expect(ledger.fullError()).toBe(0);
  });

  it('sees one unit too many in any column, wherever it was put', () => {
    for (const by of [1, -1]) {
      const faults: ((ledger: Ledger) => void)[] = [
        (ledger) => plantMoney(ledger, 1, by),
        (ledger) => plantCost(ledger, 3, by),
        (ledger) => plantLots(ledger, 0, by),
        (ledger) => plantLots(ledger, 3, by),
        (ledger) => (ledger.balanceTotalUnits += by),
        (ledger) => (ledger.costTotalUnits += by),
        (ledger) => (ledger.lotsTotal[1] += by),
      ];
      for (const fault of faults) {
        const ledger = twoAccounts();
        ledger.transfer(0, 1, 100);
        ledger.exchange(0, 2, 5, 10);
        ledger.exchange(3, 1, 4, 10);
        fault(ledger);
        expect(ledger.fullError()).toBeGreaterThan(0);
      }
    }
  });

  it('sees faults that would cancel out', () => {
    const ledger = twoAccounts();
    ledger.exchange(0, 2, 5, 10);
    plantMoney(ledger, 0, 1);
    plantCost(ledger, 0, 1); // balances − costs is 0 still
    expect(ledger.fullError()).toBe(2);
    const lots = twoAccounts();
    plantLots(lots, 0, 1); // one lot on each instrument, opposite
    plantLots(lots, 3, -1);
    expect(lots.fullError()).toBe(4);
    lots.lotsTotal[0] += 1; // the totals agree with the columns, both are wrong
    lots.lotsTotal[1] -= 1;
    expect(lots.fullError()).toBe(2);
  });

  it('knows its totals at any time', () => {
    const ledger = twoAccounts();
    expect(ledger.totalsError()).toBe(0);
    ledger.balanceTotalUnits += 3;
    expect(ledger.totalsError()).toBe(3);
    ledger.costTotalUnits += 3;
    expect(ledger.totalsError()).toBe(0);
    ledger.lotsTotal[0] -= 2;
    ledger.lotsTotal[1] += 2;
    expect(ledger.totalsError()).toBe(4);
  });
});

describe('rows of the ledger', () => {
  it('an account and its position get the same number where they are paired', () => {
    const ledger = new Ledger([1]);
    for (let account = 0; account < 3; account++) ledger.openAccount();
    ledger.pair();
    expect([ledger.openAccount(), ledger.openPosition(0)]).toEqual([3, 3]);
  });

  it('positions that are ahead of the accounts stay ahead', () => {
    const ledger = new Ledger([1]);
    ledger.openAccount();
    for (let position = 0; position < 3; position++) ledger.openPosition(0);
    ledger.pair();
    expect([ledger.openAccount(), ledger.openPosition(0)]).toEqual([1, 3]);
  });

  it.each([
    [100, 10],
    [10, 100],
  ])(
    'have room at once when they are reserved: %d accounts, %d positions',
    (accounts, positions) => {
      const ledger = new Ledger([1]);
      ledger.reserve(accounts, positions);
      const { reals } = ledger.records;
      for (let row = 0; row < accounts; row++) ledger.openAccount();
      for (let row = 0; row < positions; row++) ledger.openPosition(0);
      expect(ledger.records.reals).toBe(reals);
    },
  );
});
