import type { Ledger } from '../../src/simulation/ledger/ledger.js';

/** Doubles of a row of the ledger's tables: a balance first; lots and cost of a position. */
const REALS = 4;

/** Adds units to a balance that nobody paid. */
export function plantMoney(ledger: Ledger, account: number, units: number): void {
  ledger.accountRecords.reals[REALS * account] += units;
}

/** Adds lots to a position that nobody traded. */
export function plantLots(ledger: Ledger, position: number, lots: number): void {
  ledger.positionRecords.reals[REALS * position] += lots;
}

/** Adds units to what a position cost. */
export function plantCost(ledger: Ledger, position: number, units: number): void {
  ledger.positionRecords.reals[REALS * position + 1] += units;
}

/** The balances of the first accounts. */
export function balancesOf(ledger: Ledger, count: number): number[] {
  return Array.from({ length: count }, (_, account) => ledger.balanceOf(account));
}

/** The lots of the first positions. */
export function lotsOf(ledger: Ledger, count: number): number[] {
  return Array.from({ length: count }, (_, position) => ledger.lotsOf(position));
}

/** The costs of the first positions. */
export function costsOf(ledger: Ledger, count: number): number[] {
  return Array.from({ length: count }, (_, position) => ledger.costOf(position));
}
