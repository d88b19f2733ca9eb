import { expect, it } from 'vitest';
import { BoundReached, InvariantViolation } from '../../../src/core/assert.js';
import { BUY, SELL } from '../../../src/events/sink.js';
import { ORDER_KINDS, OrderBook } from '../../../src/simulation/exchange/order-book.js';
import { OrderTable } from '../../../src/simulation/exchange/order-table.js';

const { limit, iceberg } = ORDER_KINDS;

function newBook(maxPriceTicks = 1000): OrderBook {
  return new OrderBook({ maxPriceTicks, selfTradePrevention: 'none' });
}

it('never gives an id twice, though it uses the place of a gone order again', () => {
  const book = newBook();
  const ids = new Set<number>();
  for (let i = 0; i < 10_000; i++) {
    book.place(limit, 0, BUY, 100, 1, 0);
    ids.add(book.restingOrder);
    expect(book.cancel(book.restingOrder)).toBe(1);
  }
  expect(ids.size).toBe(10_000);
  expect([...ids].every((id) => Number.isSafeInteger(id) && id % 0x1000000 === 1)).toBe(true);
});

it('does not use a place again once its ids are worn out', () => {
  const table = new OrderTable();
  const row = table.add(0, 100, 1);
  const generation = row + 7;
  table.fields[generation] = 0x1fffffff; // the last that fits below 2^53
  const last = table.idOf(row);
  expect(Number.isSafeInteger(last)).toBe(true);
  table.delete(row);
  expect(table.rowOf(last)).toBe(0);
  expect(table.add(0, 100, 1)).not.toBe(row);
});

it('knows no order by an id that never was one', () => {
  const book = newBook();
  book.place(limit, 0, BUY, 100, 1, 0);
  for (const id of [0, 2, -1, 0xffffff, NaN, Infinity, book.restingOrder + 0.5]) {
    expect(book.isOpen(id)).toBe(false);
    expect(book.cancel(id)).toBe(0);
  }
  book.cancel(book.restingOrder);
  expect(book.isOpen(book.restingOrder + 0x1000000), 'the id that comes next').toBe(false);
  expect(() => book.priceOf(book.restingOrder)).toThrow(InvariantViolation);
});

it('tells side, price and account of a resting order', () => {
  const book = newBook();
  book.place(limit, 7, BUY, 100, 1, 0);
  const bid = book.restingOrder;
  book.place(limit, 70_000, SELL, 101, 1, 0);
  const ask = book.restingOrder;
  expect([book.sideOf(bid), book.priceOf(bid), book.accountOf(bid)]).toEqual([BUY, 100, 7]);
  expect([book.sideOf(ask), book.priceOf(ask), book.accountOf(ask)]).toEqual([SELL, 101, 70_000]);
});

it('grows with its orders, icebergs among them, and loses none', () => {
  const book = newBook();
  const ids: number[] = [];
  for (let i = 0; i < 5000; i++) {
    const side = i % 2 === 0 ? BUY : SELL;
    const ticks = side === BUY ? 500 - (i % 97) : 501 + (i % 89);
    book.place(i % 10 === 0 ? iceberg : limit, i % 613, side, ticks, 5 + i, 5);
    ids.push(book.restingOrder);
  }
  book.assertValid();
  expect(ids.map((id) => book.openLots(id))).toEqual(ids.map((_, i) => 5 + i));
  for (const id of ids.slice(0, 4990)) book.cancel(id);
  book.assertValid();
  expect(book.orderCount).toBe(10);
});

it('holds orders of up to 2^31 − 1 lots and sums beyond them', () => {
  const book = newBook(2_000_000);
  const most = 0x7fffffff;
  for (let i = 0; i < 3; i++) book.place(limit, 0, SELL, 2_000_000, most, 0);
  expect(book.depthLots(SELL, 2_000_000)).toBe(3 * most);
  expect(book.depthTickLots(SELL, 2_000_000)).toBe(3 * most * 2_000_000);
  book.place(limit, 1, BUY, 2_000_000, most, 0);
  expect([book.filledLots, book.filledTickLots]).toEqual([most, most * 2_000_000]);
});

it('counts orders accepted, resting orders met, cancels and reductions as operations', () => {
  const book = newBook();
  book.place(limit, 0, SELL, 100, 5, 0); // 1
  book.place(limit, 0, SELL, 101, 5, 0); // 2
  book.place(limit, 1, BUY, 101, 7, 0); // 5: itself and two met
  book.reduce(book.restingOrder, 1); // nothing rests
  book.place(ORDER_KINDS.postOnly, 1, BUY, 101, 1, 0); // refused
  book.place(limit, 2, BUY, 50, 5, 0); // 6
  book.reduce(book.restingOrder, 1); // 7
  book.cancel(book.restingOrder); // 8
  book.cancelAll(0); // 9
  expect(book.operations).toBe(9);
});

it.each([0, -1, 1.5, NaN, 0x80000000])('takes no order of %d lots', (lots) => {
  const book = newBook();
  expect(() => book.place(limit, 0, BUY, 100, lots, 0)).toThrow(InvariantViolation);
  expect(() => book.place(iceberg, 0, BUY, 100, 5, lots)).toThrow(InvariantViolation);
});

it('takes no price between two ticks, and no account below 0', () => {
  const book = newBook();
  expect(() => book.place(limit, 0, BUY, 100.5, 1, 0)).toThrow(InvariantViolation);
  expect(() => book.place(limit, -1, BUY, 100, 1, 0)).toThrow(InvariantViolation);
});

it('stops with the bound when more orders rest than ids can name', () => {
  const table = new OrderTable();
  Object.assign(table, { lastRow: 0xffffff << 3 });
  expect(() => table.add(0, 100, 1)).toThrow(BoundReached);
});

// The fault is planted where no command would put it: each check must see its own.
it.each([
  ['a sum of lots', 'shownLots', 6],
  ['the first of a queue', 'first', 2 << 3],
  ['the last of a queue', 'last', 1 << 3],
  ['an empty level', 'first', 0],
] as const)('finds a fault in %s', (_fault, column, value) => {
  const book = newBook();
  book.place(limit, 0, BUY, 100, 2, 0);
  book.place(limit, 1, BUY, 100, 3, 0);
  book.assertValid();
  book['levels'][column][100] = value;
  expect(() => book.assertValid()).toThrow(InvariantViolation);
});

it('finds a fault in every field of an order', () => {
  for (let field = 0; field < 7; field++) {
    const book = newBook();
    for (let i = 0; i < 3; i++) book.place(limit, 0, BUY, 100, 2, 0);
    const second = 2 << 3;
    book['orders'].fields[second + field] += 8;
    expect(() => book.assertValid(), `field ${field}`).toThrow(InvariantViolation);
  }
});

it('finds a fault in a best price', () => {
  for (const best of ['bestBidTicks', 'bestAskTicks'] as const) {
    const book = newBook();
    book.place(limit, 0, BUY, 100, 2, 0);
    book.place(limit, 0, SELL, 102, 2, 0);
    book['levels'][best] += best === 'bestBidTicks' ? -1 : 1;
    expect(() => book.assertValid()).toThrow(InvariantViolation);
  }
});
