import { grownFloat64, grownInt32, grownUint8 } from '../../core/columns.js';
import type { AccountId, Lots, Ticks } from '../../core/units.js';
import type { Side } from '../../events/sink.js';

const FIRST_LENGTH = 64;

/**
 * What one incoming order traded, in order. A row is a fill: the resting order it met, whose it is,
 * the price, the lots, and whether the resting order is gone with it. Used again for every order.
 */
export class FillBuffer {
  count = 0;
  makerOrder: Float64Array = new Float64Array(FIRST_LENGTH);
  makerAccount: Int32Array = new Int32Array(FIRST_LENGTH);
  priceTicks: Int32Array = new Int32Array(FIRST_LENGTH);
  lots: Int32Array = new Int32Array(FIRST_LENGTH);
  makerIsGone: Uint8Array = new Uint8Array(FIRST_LENGTH);

  clear(): void {
    this.count = 0;
  }

  push(
    makerOrder: number,
    makerAccount: AccountId,
    priceTicks: Ticks,
    lots: Lots,
    makerIsGone: 0 | 1,
  ): void {
    if (this.count === this.lots.length) this.grow();
    const row = this.count++;
    this.makerOrder[row] = makerOrder;
    this.makerAccount[row] = makerAccount;
    this.priceTicks[row] = priceTicks;
    this.lots[row] = lots;
    this.makerIsGone[row] = makerIsGone;
  }

  private grow(): void {
    const length = 2 * this.lots.length;
    this.makerOrder = grownFloat64(this.makerOrder, length);
    this.makerAccount = grownInt32(this.makerAccount, length);
    this.priceTicks = grownInt32(this.priceTicks, length);
    this.lots = grownInt32(this.lots, length);
    this.makerIsGone = grownUint8(this.makerIsGone, length);
  }
}

/**
 * Lots that left the book without a trade, because self-trade prevention or `cancelAll` took them.
 * A row is a resting order that was removed or shrank.
 */
export class RemovedBuffer {
  count = 0;
  order: Float64Array = new Float64Array(FIRST_LENGTH);
  account: Int32Array = new Int32Array(FIRST_LENGTH);
  side: Uint8Array = new Uint8Array(FIRST_LENGTH);
  lots: Int32Array = new Int32Array(FIRST_LENGTH);

  clear(): void {
    this.count = 0;
  }

  push(order: number, account: AccountId, side: Side, lots: Lots): void {
    if (this.count === this.lots.length) this.grow();
    const row = this.count++;
    this.order[row] = order;
    this.account[row] = account;
    this.side[row] = side;
    this.lots[row] = lots;
  }

  private grow(): void {
    const length = 2 * this.lots.length;
    this.order = grownFloat64(this.order, length);
    this.account = grownInt32(this.account, length);
    this.side = grownUint8(this.side, length);
    this.lots = grownInt32(this.lots, length);
  }
}
