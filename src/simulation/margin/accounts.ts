import { grownFloat64, grownInt32, grownLength } from '../../core/columns.js';
import { type AccountId, type Lots, NONE, type PositionId } from '../../core/units.js';

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

/** Words of a row of either table; a power of two, so that a row lies in one cache line. */
const WORDS = 4;
const STANDING = 0;
const COHORT = 1;
const FIRST_POSITION = 2;
const POSITION_COUNT = 3;
const ACCOUNT = 0;
const OPEN_BUY_LOTS = 1;
const OPEN_SELL_LOTS = 2;

/**
 * Who stands behind the rows of the ledger.
 *
 * Two tables. A row of the first is an account of the ledger, system accounts included (they have no
 * positions): its standing, cohort, first position and number of positions, which lie side by side.
 * A row of the second is a position: its account, and the lots that rest in the book on each side. The
 * words of a row lie together, because a wake-up reads all of them: one miss of the cache instead of
 * four.
 */
export class Accounts {
  accountWords: Int32Array = new Int32Array(64);
  positionWords: Int32Array = new Int32Array(64);
  /** What came in from outside, less what went out. */
  netDepositUnits: Float64Array = new Float64Array(16);

  /** Makes room at once for rows that are known to come. */
  reserve(accounts: number, positions: number): void {
    this.accountWords = grownInt32(this.accountWords, WORDS * Math.max(16, accounts));
    this.netDepositUnits = grownFloat64(this.netDepositUnits, Math.max(16, accounts));
    this.positionWords = grownInt32(this.positionWords, WORDS * Math.max(16, positions));
  }

  addAccount(account: AccountId, mode: MarginMode, cohort: number): void {
    const row = WORDS * account;
    if (this.accountWords.length <= row) {
      const length = grownLength(this.accountWords.length, row + WORDS);
      this.accountWords = grownInt32(this.accountWords, length);
      this.netDepositUnits = grownFloat64(this.netDepositUnits, length / WORDS);
    }
    this.accountWords[row + STANDING] = mode;
    this.accountWords[row + COHORT] = cohort;
    this.accountWords[row + FIRST_POSITION] = NONE;
  }

  /** Positions of one account are added one after another. */
  addPosition(position: PositionId, account: AccountId): void {
    const row = WORDS * position;
    if (this.positionWords.length <= row) {
      const length = grownLength(this.positionWords.length, row + WORDS);
      this.positionWords = grownInt32(this.positionWords, length);
    }
    this.positionWords[row + ACCOUNT] = account;
    const owner = WORDS * account;
    if (this.accountWords[owner + FIRST_POSITION] === NONE) {
      this.accountWords[owner + FIRST_POSITION] = position;
    }
    this.accountWords[owner + POSITION_COUNT] += 1;
  }

  modeOf(account: AccountId): MarginMode {
    return (this.accountWords[WORDS * account + STANDING] & MODE_MASK) as MarginMode;
  }

  stateOf(account: AccountId): AccountState {
    const standing = this.accountWords[WORDS * account + STANDING];
    return ((standing & STATE_MASK) >> STATE_SHIFT) as AccountState;
  }

  setState(account: AccountId, state: AccountState): void {
    const row = WORDS * account + STANDING;
    this.accountWords[row] = (this.accountWords[row] & ~STATE_MASK) | (state << STATE_SHIFT);
  }

  wasLiquidated(account: AccountId): boolean {
    return (this.accountWords[WORDS * account + STANDING] & WAS_LIQUIDATED) !== 0;
  }

  markLiquidated(account: AccountId): void {
    this.accountWords[WORDS * account + STANDING] |= WAS_LIQUIDATED;
  }

  cohortOf(account: AccountId): number {
    return this.accountWords[WORDS * account + COHORT];
  }

  /** NONE for a system account. */
  firstPositionOf(account: AccountId): PositionId {
    return this.accountWords[WORDS * account + FIRST_POSITION];
  }

  positionCountOf(account: AccountId): number {
    return this.accountWords[WORDS * account + POSITION_COUNT];
  }

  accountOf(position: PositionId): AccountId {
    return this.positionWords[WORDS * position + ACCOUNT];
  }

  openBuyLotsOf(position: PositionId): Lots {
    return this.positionWords[WORDS * position + OPEN_BUY_LOTS];
  }

  openSellLotsOf(position: PositionId): Lots {
    return this.positionWords[WORDS * position + OPEN_SELL_LOTS];
  }

  addOpenBuyLots(position: PositionId, lots: Lots): void {
    this.positionWords[WORDS * position + OPEN_BUY_LOTS] += lots;
  }

  addOpenSellLots(position: PositionId, lots: Lots): void {
    this.positionWords[WORDS * position + OPEN_SELL_LOTS] += lots;
  }
}
