import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BUY, SELL, type Side } from '../../../src/events/sink.js';
import {
  ORDER_KINDS,
  OrderBook,
  type OrderKind,
} from '../../../src/simulation/exchange/order-book.js';

const HIGHEST = 30;
const kinds = [
  ORDER_KINDS.limit,
  ORDER_KINDS.market,
  ORDER_KINDS.ioc,
  ORDER_KINDS.postOnly,
  ORDER_KINDS.iceberg,
];
const placed = fc.record({
  kind: fc.constantFrom<OrderKind>(...kinds),
  side: fc.constantFrom<Side>(BUY, SELL),
  priceTicks: fc.integer({ min: 1, max: HIGHEST }),
  lots: fc.integer({ min: 1, max: 9 }),
  account: fc.integer({ min: 0, max: 3 }),
});
const step = fc.oneof(
  { weight: 4, arbitrary: placed.map((order) => ({ order, cancel: -1, reduceLots: 0 })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(20), fc.nat(3))
      .map(([cancel, reduceLots]) => ({ order: null, cancel, reduceLots })),
  },
);
const steps = fc.array(step, { minLength: 5, maxLength: 40 });

/** An order as the plain model keeps it: all of them in the order of coming. */
interface PlainOrder {
  id: number;
  side: Side;
  priceTicks: number;
  lots: number;
  account: number;
  stays: boolean;
}

/** By price, then by time; lots that trade are taken from the front. */
function plainFill(orders: PlainOrder[], side: Side, lots: number): Map<number, number> {
  const sign = side === BUY ? -1 : 1;
  const queue = orders.filter((it) => it.side === side && it.lots > 0);
  queue.sort((a, b) => sign * (a.priceTicks - b.priceTicks));
  const filled = new Map<number, number>();
  let left = lots;
  for (const it of queue) {
    const taken = Math.min(left, it.lots);
    if (taken > 0) filled.set(it.id, taken);
    left -= taken;
  }
  expect(left).toBe(0);
  return filled;
}

it('an auction fills by price and time, and hands the book what is left, uncrossed', () => {
  let auctions = 0;
  fc.assert(
    fc.property(steps, steps, fc.integer({ min: 1, max: HIGHEST }), (before, during, reference) => {
      const book = new OrderBook({ maxPriceTicks: HIGHEST, selfTradePrevention: 'none' });
      const model: PlainOrder[] = [];
      const act = (list: typeof during): void => {
        for (const { order, cancel, reduceLots } of list) {
          if (order !== null) place(book, model, order);
          else if (model.length > 0) take(book, model[cancel % model.length], reduceLots);
          book.assertValid();
        }
      };
      act(before.filter(({ order }) => order === null || order.kind === ORDER_KINDS.limit));
      // What the matching left: the model asks the book.
      for (const it of model) it.lots = book.openLots(it.id);
      book.halted = true;
      book.call.isOpen = true;
      act(during);
      for (const it of model) expect(book.openLots(it.id)).toBe(it.lots);

      const result = book.call.clear(reference);
      const bought = plainFill(model, BUY, result.lots);
      const sold = plainFill(model, SELL, result.lots);
      expect(sum(result.fills, 'buyOrder')).toEqual(bought);
      expect(sum(result.fills, 'sellOrder')).toEqual(sold);
      for (const fill of result.fills) {
        book.reduce(fill.buyOrder, fill.lots);
        book.reduce(fill.sellOrder, fill.lots);
      }
      for (const it of result.dropped) book.cancel(it);
      while (book.call.releaseNext() !== null);
      book.call.isOpen = false;
      book.halted = false;
      book.assertValid();
      for (const it of model) {
        const left = it.lots - (bought.get(it.id) ?? 0) - (sold.get(it.id) ?? 0);
        expect(book.openLots(it.id)).toBe(it.stays ? left : 0);
      }
      auctions += Number(result.fills.length > 1);
    }),
    { seed: 3, numRuns: 400 },
  );
  expect(auctions).toBeGreaterThan(150);
});

function place(
  book: OrderBook,
  model: PlainOrder[],
  {
    kind,
    account,
    side,
    priceTicks,
    lots,
  }: typeof placed extends fc.Arbitrary<infer T> ? T : never,
): void {
  book.place(kind, account, side, priceTicks, lots, 1);
  if (book.restingOrder === 0) return;
  const isMarket = kind === ORDER_KINDS.market;
  model.push({
    id: book.restingOrder,
    side,
    priceTicks: isMarket ? (side === BUY ? HIGHEST : 1) : priceTicks,
    lots: book.restingLots,
    account,
    stays: !isMarket && kind !== ORDER_KINDS.ioc,
  });
}

function take(book: OrderBook, order: PlainOrder, reduceLots: number): void {
  const taken = reduceLots === 0 ? book.cancel(order.id) : book.reduce(order.id, reduceLots);
  order.lots -= taken;
}

function sum(
  fills: readonly {
    readonly lots: number;
    readonly buyOrder: number;
    readonly sellOrder: number;
  }[],
  key: 'buyOrder' | 'sellOrder',
): Map<number, number> {
  const lots = new Map<number, number>();
  for (const fill of fills) lots.set(fill[key], (lots.get(fill[key]) ?? 0) + fill.lots);
  return lots;
}
