import { grownFloat64, grownInt32, grownLength, grownUint8 } from '../../core/columns.js';
import { type AccountId, NONE, type PositionId } from '../../core/units.js';

/** How an account is margined. An isolated account holds one position, a cross account several. */
export const MARGIN_MODES = { isolated: 0, cross: 1, unmargined: 2 } as const;
export type MarginMode = (typeof MARGIN_MODES)[keyof typeof MARGIN_MODES];

/** A row of `positionCountOf` counts no further. */
export const MOST_LEGS = 255;

/** Bit of `flags`. */
export const WAS_LIQUIDATED = 1;

/** A margined account is liquidatable; while its episode runs the trigger index leaves it alone. */
export const ACCOUNT_STATES = { free: 0, inLiquidation: 1, stranded: 2 } as const;

/**
 * Who stands behind the rows of the ledger.
 *
 * Two tables, stored as columns. A row of the account table is an account of the ledger, system
 * accounts included (they have no positions); the positions of an account lie side by side. A row of
 * the position table is a position of the ledger.
 */
export class Accounts {
  mode: Uint8Array = new Uint8Array(16);
  state: Uint8Array = new Uint8Array(16);
  /** Bits: `WAS_LIQUIDATED`. */
  flags: Uint8Array = new Uint8Array(16);
  cohort: Int32Array = new Int32Array(16);
  /** What came in from outside, less what went out. */
  netDepositUnits: Float64Array = new Float64Array(16);
  firstPosition: Int32Array = new Int32Array(16);
  positionCountOf: Uint8Array = new Uint8Array(16);

  positionAccount: Int32Array = new Int32Array(16);
  /** Lots resting in the book on each side: what order margin is asked for. */
  openBuyLots: Int32Array = new Int32Array(16);
  openSellLots: Int32Array = new Int32Array(16);

  addAccount(account: AccountId, mode: MarginMode, cohort: number): void {
    if (this.mode.length <= account) {
      const length = grownLength(this.mode.length, account + 1);
      this.mode = grownUint8(this.mode, length);
      this.state = grownUint8(this.state, length);
      this.flags = grownUint8(this.flags, length);
      this.cohort = grownInt32(this.cohort, length);
      this.netDepositUnits = grownFloat64(this.netDepositUnits, length);
      this.firstPosition = grownInt32(this.firstPosition, length);
      this.positionCountOf = grownUint8(this.positionCountOf, length);
    }
    this.mode[account] = mode;
    this.cohort[account] = cohort;
    this.firstPosition[account] = NONE;
  }

  /** Positions of one account are added one after another. */
  addPosition(position: PositionId, account: AccountId): void {
    if (this.positionAccount.length <= position) {
      const length = grownLength(this.positionAccount.length, position + 1);
      this.positionAccount = grownInt32(this.positionAccount, length);
      this.openBuyLots = grownInt32(this.openBuyLots, length);
      this.openSellLots = grownInt32(this.openSellLots, length);
    }
    this.positionAccount[position] = account;
    if (this.firstPosition[account] === NONE) this.firstPosition[account] = position;
    this.positionCountOf[account] += 1;
  }
}
