import type { Ledger } from '../../src/simulation/ledger/ledger.js';

/** Words of a row of the ledger's position table: lots, cost, instrument. */
const WORDS = 3;

/** Adds lots to a position that nobody traded. */
export function plantLots(ledger: Ledger, position: number, lots: number): void {
  ledger.positionWords[WORDS * position] += lots;
}

/** Adds units to what a position cost. */
export function plantCost(ledger: Ledger, position: number, units: number): void {
  ledger.positionWords[WORDS * position + 1] += units;
}

/** The lots of the first positions. */
export function lotsOf(ledger: Ledger, count: number): number[] {
  return Array.from({ length: count }, (_, position) => ledger.lotsOf(position));
}

/** The costs of the first positions. */
export function costsOf(ledger: Ledger, count: number): number[] {
  return Array.from({ length: count }, (_, position) => ledger.costOf(position));
}
