import {
  REALS_PER_RECORD as REALS,
  type RecordTable,
  WORDS_PER_RECORD as WORDS,
} from '../../core/record-table.js';
import { type AccountId, type Lots, NONE, type PositionId, type Units } from '../../core/units.js';
import { SELL, type Side } from '../../events/sink.js';
import type { Ledger } from '../ledger/ledger.js';

/** How an account is margined. An isolated account holds one position, a cross account several. */
export const MARGIN_MODES = { isolated: 0, cross: 1, unmargined: 2 } as const;
export type MarginMode = (typeof MARGIN_MODES)[keyof typeof MARGIN_MODES];

/** Positions of one account at most. */
export const MOST_LEGS = 255;

/**
 * `inLiquidation`: its episode runs; `stranded`: nobody took its lots, and it is given up. The trigger
 * index watches free accounts only.
 */
export const ACCOUNT_STATES = { free: 0, inLiquidation: 1, stranded: 2 } as const;
export type AccountState = (typeof ACCOUNT_STATES)[keyof typeof ACCOUNT_STATES];

/** Bits of the standing of an account: mode, state, and whether it was ever liquidated. */
const MODE_MASK = 0b11;
const STATE_SHIFT = 2;
const STATE_MASK = 0b1100;
const WAS_LIQUIDATED = 0b10000;

/** Place of a double of the account in a record; the ledger has the one before. */
const NET_DEPOSIT = 1;
/** Places of words of the account. */
const STANDING = 4;
const COHORT = 5;
const FIRST_POSITION = 6;
const POSITION_COUNT = 7;
/** Places of words of the position. */
const ACCOUNT = 13;
const OPEN_BUY_LOTS = 14;
const OPEN_SELL_LOTS = OPEN_BUY_LOTS + SELL;

/**
 * Who stands behind the rows of the ledger, in the same records, because a wake-up reads all of one:
 * a single miss of the cache. Of an account, system accounts included (they have no positions): its
 * standing, cohort, first position and number of positions, and what came in from outside, less what
 * went out. Of a position: its account, and the lots that rest in the book on each side.
 */
export class Accounts {
  private readonly records: RecordTable;

  constructor({ records }: Ledger) {
    this.records = records;
  }

  /** An account that the ledger has opened. */
  addAccount(account: AccountId, mode: MarginMode, cohort: number): void {
    const { words } = this.records;
    const row = WORDS * account;
    words[row + STANDING] = mode;
    words[row + COHORT] = cohort;
    words[row + FIRST_POSITION] = NONE;
  }

  /** A position that the ledger has opened. Those of one account are added one after another. */
  addPosition(position: PositionId, account: AccountId): void {
    const { words } = this.records;
    words[WORDS * position + ACCOUNT] = account;
    const owner = WORDS * account;
    if (words[owner + FIRST_POSITION] === NONE) words[owner + FIRST_POSITION] = position;
    words[owner + POSITION_COUNT] += 1;
  }

  modeOf(account: AccountId): MarginMode {
    return (this.records.words[WORDS * account + STANDING] & MODE_MASK) as MarginMode;
  }

  stateOf(account: AccountId): AccountState {
    const standing = this.records.words[WORDS * account + STANDING];
    return ((standing & STATE_MASK) >> STATE_SHIFT) as AccountState;
  }

  setState(account: AccountId, state: AccountState): void {
    const row = WORDS * account + STANDING;
    this.records.words[row] = (this.records.words[row] & ~STATE_MASK) | (state << STATE_SHIFT);
  }

  wasLiquidated(account: AccountId): boolean {
    return (this.records.words[WORDS * account + STANDING] & WAS_LIQUIDATED) !== 0;
  }

  markLiquidated(account: AccountId): void {
    this.records.words[WORDS * account + STANDING] |= WAS_LIQUIDATED;
  }

  cohortOf(account: AccountId): number {
    return this.records.words[WORDS * account + COHORT];
  }

  /** NONE for a system account. */
  firstPositionOf(account: AccountId): PositionId {
    return this.records.words[WORDS * account + FIRST_POSITION];
  }

  positionCountOf(account: AccountId): number {
    return this.records.words[WORDS * account + POSITION_COUNT];
  }

  accountOf(position: PositionId): AccountId {
    return this.records.words[WORDS * position + ACCOUNT];
  }

  openBuyLotsOf(position: PositionId): Lots {
    return this.records.words[WORDS * position + OPEN_BUY_LOTS];
  }

  openSellLotsOf(position: PositionId): Lots {
    return this.records.words[WORDS * position + OPEN_SELL_LOTS];
  }

  addOpenLots(position: PositionId, side: Side, lots: Lots): void {
    this.records.words[WORDS * position + OPEN_BUY_LOTS + side] += lots;
  }

  /** What came in from outside, less what went out. */
  netDepositOf(account: AccountId): Units {
    return this.records.reals[REALS * account + NET_DEPOSIT];
  }

  addNetDeposit(account: AccountId, amountUnits: Units): void {
    this.records.reals[REALS * account + NET_DEPOSIT] += amountUnits;
  }
}
