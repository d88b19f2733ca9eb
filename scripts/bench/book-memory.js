import { RandomStreams } from '../../dist/core/random.js';
import { BUY, SELL } from '../../dist/events/sink.js';
import { ORDER_KINDS, OrderBook } from '../../dist/simulation/exchange/order-book.js';
import { residentBytes } from './support/measure.js';

const PRICES = { maxPriceTicks: 1 << 20, middleTicks: 1 << 19, spreadTicks: 5000 };
const ACCOUNTS = 100_000;
const WARM_UP = 100_000;

export const name = 'book-memory';
export const question =
  'How much memory does a resting order take, links and price levels included?';
export const nodeArguments = ['--expose-gc'];

/** The empty book sees as many orders, so that it is compiled as the others are, but keeps none. */
export const contenders = {
  empty: () => resting(0),
  '10,000 orders': () => resting(10_000),
  '100,000 orders': () => resting(100_000),
  '1,000,000 orders': () => resting(1_000_000),
};

export const bars = [
  { claim: 'bytes an order, 10,000 resting', value: bytesAnOrder('10,000 orders') },
  { claim: 'bytes an order, 100,000 resting', value: bytesAnOrder('100,000 orders'), atMost: 64 },
  { claim: 'bytes an order, 1,000,000 resting', value: bytesAnOrder('1,000,000 orders') },
];

function bytesAnOrder(contender) {
  return (medians) =>
    (medians[contender].residentBytes - medians.empty.residentBytes) / medians[contender].orders;
}

function resting(orders) {
  const book = new OrderBook({ maxPriceTicks: PRICES.maxPriceTicks, selfTradePrevention: 'none' });
  const random = new RandomStreams('book memory');
  const draws = random.open('orders');
  for (let placed = 0; placed < Math.max(orders, WARM_UP); placed++) {
    const side = placed % 2 === 0 ? BUY : SELL;
    const distance = 1 + Math.floor(PRICES.spreadTicks * random.exponential(draws));
    const account = Math.floor(ACCOUNTS * random.uniform(draws));
    if (placed < orders) place(book, account, side, distance);
    else {
      place(book, 0, side, 1);
      book.cancel(book.restingOrder);
    }
  }
  if (book.orderCount !== orders) throw new Error('the book does not hold what was placed');
  return { orders: book.orderCount, residentBytes: residentBytes() };
}

function place(book, account, side, distance) {
  const priceTicks = PRICES.middleTicks + (side === BUY ? -distance : distance);
  book.place(ORDER_KINDS.limit, account, side, priceTicks, 100, 0);
}
