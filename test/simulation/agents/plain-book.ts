import { BUY, type Side } from '../../../src/events/sink.js';

interface Resting {
  readonly id: number;
  readonly side: Side;
  readonly priceTicks: number;
}

/** A book of orders of one lot, as plain as can be: enough for zero-intelligence flow. */
export class PlainBook {
  readonly open = new Map<number, Resting>();
  /** Best last. */
  private readonly sides: [Resting[], Resting[]] = [[], []];
  private lastId = 0;

  best(side: Side): number {
    return this.sides[side].at(-1)?.priceTicks ?? 0;
  }

  rest(side: Side, priceTicks: number): number {
    const order = { id: ++this.lastId, side, priceTicks };
    const orders = this.sides[side];
    const sign = side === BUY ? 1 : -1;
    let row = orders.length;
    while (row > 0 && sign * (orders[row - 1].priceTicks - priceTicks) >= 0) row -= 1;
    orders.splice(row, 0, order);
    this.open.set(order.id, order);
    return order.id;
  }

  /** Takes the best order of a side, if there is one. */
  take(side: Side): void {
    const order = this.sides[side].pop();
    if (order) this.open.delete(order.id);
  }

  cancel(id: number): void {
    const order = this.open.get(id)!;
    this.open.delete(id);
    const orders = this.sides[order.side];
    orders.splice(orders.indexOf(order), 1);
  }
}
