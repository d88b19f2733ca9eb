import { REALS_PER_RECORD } from '../../src/core/record-table.js';
import type { Ledger } from '../../src/simulation/ledger/ledger.js';

/** Places of doubles in the ledger's records. */
const LOTS = 4;
const COST = 5;

/** Adds units to a balance that nobody paid. */
export function plantMoney(ledger: Ledger, account: number, units: number): void {
  ledger.records.reals[REALS_PER_RECORD * account] += units;
}

/** Adds lots to a position that nobody traded. */
export function plantLots(ledger: Ledger, position: number, lots: number): void {
  ledger.records.reals[REALS_PER_RECORD * position + LOTS] += lots;
}

/** Adds units to what a position cost. */
export function plantCost(ledger: Ledger, position: number, units: number): void {
  ledger.records.reals[REALS_PER_RECORD * position + COST] += units;
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
