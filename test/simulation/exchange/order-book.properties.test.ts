import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BUY, SELL } from '../../../src/events/sink.js';
import { ORDER_KINDS } from '../../../src/simulation/exchange/order-book.js';
import { OrderBookUnderTest } from './order-book-under-test.js';
import { PlainOrderBook, type TestedBook } from './plain-order-book.js';

// Few prices, accounts and lots, so that orders meet, empty a level and meet again.
const MAX_PRICE_TICKS = 40; // more than one word of the occupancy bitmap
const RUNS = 42; // in each of the five modes
const COMMANDS = 500;

const kinds = fc.oneof(
  { weight: 5, arbitrary: fc.constant(ORDER_KINDS.limit) },
  { weight: 2, arbitrary: fc.constant(ORDER_KINDS.iceberg) },
  { weight: 4, arbitrary: fc.constantFrom(...Object.values(ORDER_KINDS)) },
);
const sides = fc.constantFrom(BUY, SELL);
const order = fc.record({
  kind: kinds,
  account: fc.nat({ max: 3 }),
  side: sides,
  priceTicks: fc.integer({ min: 27, max: 38 }),
  lots: fc.integer({ min: 1, max: 12 }),
  displayedLots: fc.integer({ min: 1, max: 4 }),
});
const command = fc.oneof(
  { weight: 60, arbitrary: fc.record({ do: fc.constant('place' as const), order }) },
  {
    weight: 2, // prices at and beyond both ends
    arbitrary: fc.record({
      do: fc.constant('place' as const),
      order: fc
        .tuple(order, fc.constantFrom(0, 1, MAX_PRICE_TICKS, MAX_PRICE_TICKS + 1))
        .map(([order, priceTicks]) => ({ ...order, priceTicks })),
    }),
  },
  // Recent orders, open or gone; long gone ones are asked for after every command.
  { weight: 12, arbitrary: fc.record({ do: fc.constant('cancel' as const), back: fc.nat(30) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('reduce' as const),
      back: fc.nat(30),
      lots: fc.integer({ min: 1, max: 8 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('cancelAll' as const), account: fc.nat(3) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('halt' as const) }) },
);
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

const history = fc.array(command, { minLength: COMMANDS, maxLength: COMMANDS, size: 'max' });

/** Everything that one command gives back, and everything that can be seen of the book after it. */
function answer(book: TestedBook, command: Command, restedSoFar: number): unknown {
  switch (command.do) {
    case 'place':
      return book.place(command.order);
    case 'cancel':
      return book.cancel(restedSoFar - command.back);
    case 'reduce':
      return book.reduce(restedSoFar - command.back, command.lots);
    case 'cancelAll':
      return book.cancelAll(command.account);
    case 'halt': {
      book.halt(true);
      const refused = book.place(REFUSED);
      const cancelled = book.cancel(restedSoFar);
      book.halt(false);
      return { refused, cancelled };
    }
    default:
      return command satisfies never;
  }
}

const REFUSED = {
  kind: ORDER_KINDS.limit,
  account: 0,
  side: BUY,
  priceTicks: 30,
  lots: 1,
  displayedLots: 0,
};

function stateOf(book: TestedBook, step: number, rested: number): unknown {
  const worstTicks = 26 + (step % 14);
  return {
    best: [book.bestTicks(BUY), book.bestTicks(SELL)],
    levels: [book.levels(BUY), book.levels(SELL)],
    depth: [book.depthLots(BUY, worstTicks), book.depthLots(SELL, worstTicks)],
    notional: [book.depthTickLots(BUY, worstTicks), book.depthTickLots(SELL, worstTicks)],
    affordable: [
      book.affordable(SELL, 1 + (step % 50), worstTicks, (step % 60) - 4),
      book.affordable(BUY, 1 + (step % 50), worstTicks, (step % 60) - 4),
    ],
    open: [book.openLots(step % (rested + 1)), book.openLots(rested - (step % 20))],
  };
}

it.each(['none', 'cancelNewest', 'cancelOldest', 'cancelBoth', 'decrement'] as const)(
  'trades, rests and shows the same as its plain model, whatever happens (%s)',
  (selfTradePrevention) => {
    let commands = 0;
    fc.assert(
      fc.property(history, (steps) => {
        const tested = new OrderBookUnderTest(MAX_PRICE_TICKS, selfTradePrevention);
        const plain = new PlainOrderBook(MAX_PRICE_TICKS, selfTradePrevention);
        for (const [step, command] of steps.entries()) {
          const rested = tested.ids.length - 1;
          expectSame(answer(tested, command, rested), answer(plain, command, rested));
          tested.book.assertValid();
          const restedNow = tested.ids.length - 1;
          expectSame(stateOf(tested, step, restedNow), stateOf(plain, step, restedNow));
          commands += 1;
        }
      }),
      { seed: 1, numRuns: RUNS, endOnFailure: true },
    );
    expect(commands).toBeGreaterThanOrEqual(RUNS * COMMANDS);
  },
);

/** Comparing texts first is ten times as fast as a deep comparison. */
function expectSame(tested: unknown, plain: unknown): void {
  if (JSON.stringify(tested) !== JSON.stringify(plain)) expect(tested).toEqual(plain);
}
