import { describe, expect, it } from 'vitest';
import { BUY, SELL, type Side } from '../../../src/events/sink.js';
import type { SelfTradePrevention } from '../../../src/scenario/scenario.js';
import { ORDER_KINDS, OUTCOMES } from '../../../src/simulation/exchange/order-book.js';
import { OrderBookUnderTest } from './order-book-under-test.js';
import { type NewOrder, PlainOrderBook, type TestedBook } from './plain-order-book.js';

const MAX_PRICE_TICKS = 1000;
const [ALICE, BOB, CAROL, DAVE] = [0, 1, 2, 3];

const books = {
  'the order book': OrderBookUnderTest,
  'its plain model': PlainOrderBook,
};

function order(
  kind: keyof typeof ORDER_KINDS,
  side: Side,
  account: number,
  lots: number,
  priceTicks = 1,
  displayedLots = 0,
): NewOrder {
  return { kind: ORDER_KINDS[kind], account, side, priceTicks, lots, displayedLots };
}

const limitBuy = (account: number, lots: number, ticks: number) =>
  order('limit', BUY, account, lots, ticks);
const limitSell = (account: number, lots: number, ticks: number) =>
  order('limit', SELL, account, lots, ticks);

/** Makers and lots of the fills, in order. */
function trades(book: TestedBook, incoming: NewOrder): string {
  const { fills } = book.place(incoming);
  return fills.map(({ account, lots, priceTicks }) => `${account}: ${lots} @ ${priceTicks}`).join();
}

describe.each(Object.entries(books))('%s', (_name, Book) => {
  const newBook = (prevention: SelfTradePrevention = 'cancelNewest'): TestedBook =>
    new Book(MAX_PRICE_TICKS, prevention);

  it('has no best price on an empty side', () => {
    const book = newBook();
    expect([book.bestTicks(BUY), book.bestTicks(SELL)]).toEqual([0, 0]);
    book.place(limitSell(ALICE, 5, 101));
    expect([book.bestTicks(BUY), book.bestTicks(SELL)]).toEqual([0, 101]);
    expect(book.cancel(1)).toEqual({ lots: 5, side: SELL, account: ALICE, priceTicks: 101 });
    expect([book.bestTicks(BUY), book.bestTicks(SELL)]).toEqual([0, 0]);
  });

  it('trades at the best price first, then with who came first', () => {
    const book = newBook();
    book.place(limitSell(ALICE, 5, 102));
    book.place(limitSell(BOB, 5, 101));
    book.place(limitSell(CAROL, 5, 101));
    const { fills, filledLots, filledTickLots } = book.place(limitBuy(DAVE, 12, 102));
    expect(fills).toEqual([
      { maker: 2, account: BOB, priceTicks: 101, lots: 5, isGone: true },
      { maker: 3, account: CAROL, priceTicks: 101, lots: 5, isGone: true },
      { maker: 1, account: ALICE, priceTicks: 102, lots: 2, isGone: false },
    ]);
    expect([filledLots, filledTickLots]).toEqual([12, 10 * 101 + 2 * 102]);
    expect(book.levels(SELL)).toEqual([{ ticks: 102, lots: 3 }]);
  });

  it('rests what a limit order does not trade, at its own price', () => {
    const book = newBook();
    book.place(limitBuy(ALICE, 4, 100));
    const { filledLots, restingLots, restingOrder } = book.place(limitSell(BOB, 7, 99));
    expect([filledLots, restingLots, book.openLots(restingOrder)]).toEqual([4, 3, 3]);
    expect(book.levels(SELL)).toEqual([{ ticks: 99, lots: 3 }]);
  });

  it.each(['market', 'ioc'] as const)('drops what a %s order does not trade', (kind) => {
    const book = newBook();
    book.place(limitBuy(ALICE, 4, 100));
    const result = book.place(order(kind, SELL, BOB, 7, 100));
    expect(result).toMatchObject({ outcome: OUTCOMES.accepted, filledLots: 4, restingOrder: 0 });
    expect([book.levels(BUY), book.levels(SELL)]).toEqual([[], []]);
  });

  it('sells at any price by market order, and at no worse than its limit by ioc', () => {
    const book = newBook();
    book.place(limitBuy(ALICE, 1, 100));
    book.place(limitBuy(ALICE, 1, 1));
    expect(trades(book, order('ioc', SELL, BOB, 5, 2))).toBe('0: 1 @ 100');
    expect(trades(book, order('market', SELL, BOB, 5))).toBe('0: 1 @ 1');
  });

  it('refuses a post-only order at the price of the other side, and rests it one tick away', () => {
    const book = newBook();
    book.place(limitSell(ALICE, 5, 101));
    const refused = book.place(order('postOnly', BUY, BOB, 1, 101));
    expect(refused).toMatchObject({ outcome: OUTCOMES.rejectedPostOnly, restingOrder: 0 });
    expect(book.place(order('postOnly', BUY, BOB, 1, 100)).restingLots).toBe(1);
  });

  it('fills a fill-or-kill order whole or not at all, hidden lots included', () => {
    const book = newBook();
    book.place(order('iceberg', SELL, ALICE, 10, 101, 2));
    book.place(limitSell(BOB, 5, 102));
    const killed = book.place(order('fok', BUY, CAROL, 16, 102));
    expect(killed).toMatchObject({ outcome: OUTCOMES.rejectedFillOrKill, fills: [] });
    expect(book.place(order('fok', BUY, CAROL, 11, 101)).filledLots).toBe(0);
    expect(book.place(order('fok', BUY, CAROL, 15, 102)).filledLots).toBe(15);
  });

  it('shows a part of an iceberg and sends it to the back of its price when that is taken', () => {
    const book = newBook();
    book.place(order('iceberg', SELL, ALICE, 10, 101, 3));
    book.place(limitSell(BOB, 5, 101));
    expect(book.levels(SELL)).toEqual([{ ticks: 101, lots: 8 }]);
    expect(trades(book, limitBuy(CAROL, 4, 101))).toBe('0: 3 @ 101,1: 1 @ 101');
    expect(book.levels(SELL)).toEqual([{ ticks: 101, lots: 7 }]);
    expect([book.openLots(1), book.openLots(2)]).toEqual([7, 4]);
    expect(trades(book, limitBuy(CAROL, 5, 101))).toBe('1: 4 @ 101,0: 1 @ 101');
  });

  it('lets one order eat several refreshes of an iceberg; only the last ends it', () => {
    const book = newBook();
    book.place(order('iceberg', SELL, ALICE, 7, 101, 3));
    const { fills } = book.place(limitBuy(BOB, 7, 101));
    expect(fills.map(({ lots, isGone }) => [lots, isGone])).toEqual([
      [3, false],
      [3, false],
      [1, true],
    ]);
    expect(book.levels(SELL)).toEqual([]);
  });

  it('trades an incoming iceberg with its whole size before the rest is hidden', () => {
    const book = newBook();
    book.place(limitSell(ALICE, 6, 101));
    const { filledLots, restingLots } = book.place(order('iceberg', BUY, BOB, 10, 101, 3));
    expect([filledLots, restingLots]).toEqual([6, 4]);
    expect(book.levels(BUY)).toEqual([{ ticks: 101, lots: 3 }]);
  });

  it('reduces an order where it stands, hidden lots first', () => {
    const book = newBook();
    book.place(order('iceberg', SELL, ALICE, 10, 101, 3));
    book.place(limitSell(BOB, 5, 101));
    expect(book.reduce(1, 6)).toEqual({ lots: 6, side: SELL, account: ALICE, priceTicks: 101 });
    expect(book.levels(SELL)).toEqual([{ ticks: 101, lots: 8 }]);
    book.reduce(1, 2);
    expect(book.levels(SELL)).toEqual([{ ticks: 101, lots: 7 }]);
    expect(trades(book, limitBuy(CAROL, 3, 101))).toBe('0: 2 @ 101,1: 1 @ 101');
  });

  it('cancels an order that is reduced by all it has left', () => {
    const book = newBook();
    book.place(limitBuy(ALICE, 5, 100));
    expect(book.reduce(1, 9)?.lots).toBe(5);
    expect([book.openLots(1), book.bestTicks(BUY)]).toEqual([0, 0]);
    expect(book.reduce(1, 1)).toBe(null);
  });

  it('cancels hidden lots with the order, and finds the next best price', () => {
    const book = newBook();
    book.place(order('iceberg', BUY, ALICE, 10, 100, 1));
    book.place(limitBuy(BOB, 1, 90));
    expect(book.cancel(1)?.lots).toBe(10);
    expect(book.bestTicks(BUY)).toBe(90);
    expect(book.cancel(1)).toBe(null);
  });

  it('does not take a cancelled order for the one that has its place now', () => {
    const book = newBook();
    book.place(limitBuy(ALICE, 5, 100));
    book.cancel(1);
    book.place(limitBuy(BOB, 5, 100));
    expect([book.cancel(1), book.openLots(1), book.openLots(2)]).toEqual([null, 0, 5]);
  });

  it('cancels all orders of one account, newest first', () => {
    const book = newBook();
    book.place(limitBuy(ALICE, 5, 100));
    book.place(limitBuy(BOB, 5, 100));
    book.place(order('iceberg', SELL, ALICE, 9, 105, 2));
    expect(book.cancelAll(ALICE)).toEqual([
      { order: 3, account: ALICE, side: SELL, lots: 9 },
      { order: 1, account: ALICE, side: BUY, lots: 5 },
    ]);
    expect(book.levels(BUY)).toEqual([{ ticks: 100, lots: 5 }]);
    expect(book.cancelAll(ALICE)).toEqual([]);
    expect(book.cancelAll(99)).toEqual([]);
  });

  it('refuses orders during a halt, but cancels and reduces', () => {
    const book = newBook();
    book.place(limitBuy(ALICE, 5, 100));
    book.halt(true);
    expect(book.place(order('market', SELL, BOB, 1)).outcome).toBe(OUTCOMES.rejectedHalted);
    expect([book.reduce(1, 1)?.lots, book.cancel(1)?.lots]).toEqual([1, 4]);
    book.halt(false);
    expect(book.place(limitBuy(ALICE, 5, 100)).outcome).toBe(OUTCOMES.accepted);
  });

  it.each([
    [0, OUTCOMES.rejectedPrice],
    [1, OUTCOMES.accepted],
    [MAX_PRICE_TICKS, OUTCOMES.accepted],
    [MAX_PRICE_TICKS + 1, OUTCOMES.rejectedPrice],
  ])('places an order at %i ticks with outcome %i', (ticks, outcome) => {
    const book = newBook();
    expect(book.place(limitBuy(ALICE, 1, ticks)).outcome).toBe(outcome);
    expect(newBook().place(limitSell(ALICE, 1, ticks)).outcome).toBe(outcome);
  });

  it('adds up what a side shows from its best price to the worst one asked for', () => {
    const book = newBook();
    book.place(limitBuy(ALICE, 5, 100));
    book.place(order('iceberg', BUY, BOB, 7, 98, 2));
    book.place(limitBuy(ALICE, 1, 90));
    expect([book.depthLots(BUY, 98), book.depthTickLots(BUY, 98)]).toEqual([7, 500 + 196]);
    expect([book.depthLots(BUY, 101), book.depthLots(SELL, 1000)]).toEqual([0, 0]);
  });

  it('sells no more than a budget allows to lose against a reference price', () => {
    const book = newBook();
    book.place(limitBuy(ALICE, 4, 102)); // gains 2 × 4 = 8 against 100
    book.place(limitBuy(ALICE, 5, 99)); // loses 5: 3 left of the budget of 0 + 8
    book.place(order('iceberg', BUY, BOB, 9, 97, 1)); // loses 3 a lot: one lot
    expect(book.affordable(SELL, 20, 100, 0)).toEqual({ lots: 10, ticks: 97 });
    expect(book.affordable(SELL, 20, 100, 3)).toEqual({ lots: 11, ticks: 97 });
    expect(book.affordable(SELL, 6, 100, 0)).toEqual({ lots: 6, ticks: 99 });
    expect(book.affordable(SELL, 6, 105, 11)).toEqual({ lots: 3, ticks: 102 });
    expect(book.affordable(SELL, 6, 105, 2)).toEqual({ lots: 0, ticks: 0 });
    expect(book.affordable(SELL, 6, 100, -1)).toEqual({ lots: 0, ticks: 0 });
    expect(book.affordable(BUY, 6, 100, 99)).toEqual({ lots: 0, ticks: 0 });
  });

  it('buys no more than a budget allows to lose against a reference price', () => {
    const book = newBook();
    book.place(limitSell(ALICE, 4, 101));
    book.place(limitSell(ALICE, 4, 103));
    expect(book.affordable(BUY, 8, 100, 10)).toEqual({ lots: 6, ticks: 103 });
    expect(book.affordable(BUY, 8, 100, 16)).toEqual({ lots: 8, ticks: 103 });
  });

  describe('when an order meets one of its own account', () => {
    /** Bob before Alice before Carol at one price, then Alice comes with 10 lots. */
    function meets(prevention: SelfTradePrevention, kind: 'limit' | 'fok' = 'limit', lots = 10) {
      const book = newBook(prevention);
      book.place(limitSell(BOB, 2, 101));
      book.place(order('iceberg', SELL, ALICE, 5, 101, 4));
      book.place(limitSell(CAROL, 3, 101));
      return { book, result: book.place(order(kind, BUY, ALICE, lots, 101)) };
    }
    const fillsOf = ({ fills }: { fills: { account: number; lots: number }[] }) =>
      fills.map(({ account, lots }) => `${account}: ${lots}`).join();

    it('trades with itself if the venue does not prevent it', () => {
      const { result } = meets('none');
      expect(fillsOf(result)).toBe('1: 2,0: 4,2: 3,0: 1');
      expect([result.filledLots, result.removed]).toEqual([10, []]);
    });

    it('cancels the rest of the newest order', () => {
      const { book, result } = meets('cancelNewest');
      expect(fillsOf(result)).toBe('1: 2');
      expect([result.restingLots, result.removed, book.openLots(2)]).toEqual([0, [], 5]);
    });

    it('cancels the oldest order, hidden lots included, and matches on', () => {
      const { book, result } = meets('cancelOldest');
      expect(fillsOf(result)).toBe('1: 2,2: 3');
      expect(result.removed).toEqual([{ order: 2, account: ALICE, side: SELL, lots: 5 }]);
      expect([result.restingLots, book.openLots(2)]).toEqual([5, 0]);
    });

    it('cancels both', () => {
      const { book, result } = meets('cancelBoth');
      expect(fillsOf(result)).toBe('1: 2');
      expect(result.removed).toEqual([{ order: 2, account: ALICE, side: SELL, lots: 5 }]);
      expect([result.restingLots, book.openLots(2), book.openLots(3)]).toEqual([0, 0, 3]);
    });

    it('shrinks both by what they would have traded', () => {
      const { book, result } = meets('decrement');
      expect(fillsOf(result)).toBe('1: 2,2: 3');
      expect(result.removed).toEqual([
        { order: 2, account: ALICE, side: SELL, lots: 4 },
        { order: 2, account: ALICE, side: SELL, lots: 1 },
      ]);
      expect([result.restingLots, book.openLots(2)]).toEqual([0, 0]);
    });

    it.each([
      ['none', 10, 10],
      ['cancelNewest', 2, 2],
      ['cancelNewest', 3, 0],
      ['cancelOldest', 5, 5],
      ['cancelOldest', 6, 0],
      ['cancelBoth', 3, 0],
      ['decrement', 2, 2],
      ['decrement', 3, 0],
    ] as const)('under %s fills or kills %i lots: %i filled', (prevention, lots, filled) => {
      const { book, result } = meets(prevention, 'fok', lots);
      expect(result.filledLots).toBe(filled);
      if (filled === 0) expect(book.openLots(2)).toBe(5);
    });
  });
});
