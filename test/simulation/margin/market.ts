import type { AccountId, Lots, PositionId, Ticks, Units } from '../../../src/core/units.js';
import type { MarginSchedule } from '../../../src/scenario/scenario.js';
import { Ledger } from '../../../src/simulation/ledger/ledger.js';
import { Accounts, type MarginMode } from '../../../src/simulation/margin/accounts.js';
import {
  MarginEngine,
  type MarginedInstrument,
} from '../../../src/simulation/margin/margin-engine.js';

/** One tier: initial and maintenance rate of every notional, nothing deducted. */
export function flat(initialPpm: number, maintenancePpm: number): MarginSchedule {
  return {
    tiers: [{ upToUnits: Infinity, initialPpm, maintenancePpm, deductionUnits: 0 }],
  };
}

export function instrument(margin: MarginSchedule, initialPriceTicks: Ticks): MarginedInstrument {
  return { unitsPerTickLot: 1, maxPriceTicks: 1000, initialPriceTicks, margin };
}

/** Accounts that trade with one unmargined counterparty; `rekey` is the caller's. */
export class Market {
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly margin: MarginEngine;
  private readonly outside: AccountId;
  private readonly dealer: PositionId[] = [];

  constructor(instruments: readonly MarginedInstrument[]) {
    this.ledger = new Ledger(instruments.map((it) => it.unitsPerTickLot));
    this.accounts = new Accounts(this.ledger);
    this.margin = new MarginEngine(this.ledger, this.accounts, instruments);
    this.outside = this.open(2, [...instruments.keys()]);
    for (const row of instruments.keys()) this.dealer.push(row);
  }

  open(mode: MarginMode, instruments: readonly number[], balanceUnits: Units = 0): AccountId {
    const account = this.ledger.openAccount();
    this.accounts.addAccount(account, mode, 0);
    for (const row of instruments) {
      this.accounts.addPosition(this.ledger.openPosition(row), account);
    }
    if (balanceUnits !== 0) this.pay(account, balanceUnits);
    return account;
  }

  /** A negative amount is taken from the account. */
  pay(account: AccountId, units: Units): void {
    if (units >= 0) this.ledger.transfer(this.outside, account, units);
    else this.ledger.transfer(account, this.outside, -units);
  }

  /** Buys lots (sells, when negative); the position's row comes back. */
  trade(account: AccountId, instrumentRow: number, lots: Lots, priceTicks: Ticks): PositionId {
    const position = this.margin.positionOn(account, instrumentRow);
    const dealer = this.dealer[instrumentRow];
    if (lots > 0) this.ledger.exchange(position, dealer, lots, priceTicks);
    if (lots < 0) this.ledger.exchange(dealer, position, -lots, priceTicks);
    return position;
  }
}
