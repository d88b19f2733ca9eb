import { grownInt32, grownLength } from '../../core/columns.js';
import type { AccountId } from '../../core/units.js';
import type { Cause } from '../../events/cause.js';

/** Accounts found liquidatable while a command ran, and why. Emptied when the command ends. */
export class Breaches {
  account: Int32Array = new Int32Array(16);
  cause: Int32Array = new Int32Array(16);
  count = 0;

  add(account: AccountId, cause: Cause): void {
    if (this.count === this.account.length) {
      const length = grownLength(this.count, this.count + 1);
      this.account = grownInt32(this.account, length);
      this.cause = grownInt32(this.cause, length);
    }
    this.account[this.count] = account;
    this.cause[this.count] = cause;
    this.count += 1;
  }
}
