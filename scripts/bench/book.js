import nodejsOrderBook from 'nodejs-order-book';
import { ORDER_KINDS, OrderBook } from '../../dist/simulation/exchange/order-book.js';
import { cpuNs } from './support/measure.js';
import {
  accountOf,
  CANCEL,
  LIMIT,
  MAX_PRICE_TICKS,
  orderStream,
  Tape,
} from './support/order-stream.js';

const STREAM = { resting: 10_000, operations: 1_300_000, spreadTicks: 220 };
const WARM_UP_NS = 5e8;
const SLOT_MASK = 0xffffff;

export const name = 'book';
export const question =
  'What does an order cost, 10,000 resting: 45 % limit, 40 % cancel, 15 % market?';

export const contenders = {
  unwind: () => measured((stream) => new UnwindDriver(stream)),
  'nodejs-order-book': () => measured((stream) => new NodejsOrderBookDriver(stream)),
};

export const bars = [
  {
    claim: 'times as fast as nodejs-order-book',
    value: (medians) => medians['nodejs-order-book'].nsPerOperation / medians.unwind.nsPerOperation,
    atLeast: 100,
  },
  {
    claim: 'the same trades one by one',
    holds: (medians) => medians.unwind.tape === medians['nodejs-order-book'].tape,
  },
  { claim: 'trades compared', value: (medians) => medians.unwind.trades, atLeast: 250_000 },
];

/** The long stream is timed after its pre-fill, once short ones have warmed the code up. */
function measured(newDriver) {
  const stream = orderStream(STREAM);
  warmUp(newDriver);
  const driver = newDriver(stream);
  driver.run(0, stream.resting);
  const cost = cpuNs(() => driver.run(stream.resting, stream.count));
  return {
    nsPerOperation: cost / STREAM.operations,
    trades: driver.tape.count,
    restingAtEnd: driver.restingCount(),
    tape: driver.tape.toString(),
  };
}

/** For the same time, not the same work, so that neither is timed while it is still compiled. */
function warmUp(newDriver) {
  const stream = orderStream({ ...STREAM, resting: 2_000, operations: 100_000 });
  for (let spentNs = 0; spentNs < WARM_UP_NS;) {
    const driver = newDriver(stream);
    spentNs += cpuNs(() => driver.run(0, stream.count));
  }
}

class UnwindDriver {
  tape = new Tape();

  constructor(stream) {
    this.stream = stream;
    this.book = new OrderBook({ maxPriceTicks: MAX_PRICE_TICKS, selfTradePrevention: 'none' });
    this.orderAt = new Float64Array(stream.places);
    this.rowOfSlot = new Int32Array(1 << 16);
  }

  run(from, to) {
    const { book, orderAt, rowOfSlot } = this;
    const { kind, side, priceTicks, lots, place } = this.stream;
    for (let row = from; row < to; row++) {
      if (kind[row] === CANCEL) {
        book.cancel(orderAt[place[row]]);
        continue;
      }
      const orderKind = kind[row] === LIMIT ? ORDER_KINDS.limit : ORDER_KINDS.market;
      book.place(orderKind, accountOf(row), side[row], priceTicks[row], lots[row], 0);
      if (book.fills.count > 0) this.record(row);
      if (book.restingOrder !== 0) {
        orderAt[place[row]] = book.restingOrder;
        rowOfSlot[book.restingOrder & SLOT_MASK] = row;
      }
    }
  }

  record(taker) {
    const { tape, rowOfSlot } = this;
    const { fills } = this.book;
    for (let fill = 0; fill < fills.count; fill++) {
      const maker = rowOfSlot[fills.makerOrder[fill] & SLOT_MASK];
      tape.add(taker, maker, fills.priceTicks[fill], fills.lots[fill]);
    }
  }

  restingCount() {
    return this.book.orderCount;
  }
}

class NodejsOrderBookDriver {
  tape = new Tape();

  constructor(stream) {
    this.stream = stream;
    this.book = new nodejsOrderBook.OrderBook();
    this.idOfRow = Array.from({ length: stream.count }, (_, row) => String(row));
    this.idAt = Array.from({ length: stream.places }, () => '');
  }

  run(from, to) {
    const { book, idOfRow, idAt } = this;
    const { kind, side, priceTicks, lots, place } = this.stream;
    for (let row = from; row < to; row++) {
      if (kind[row] === CANCEL) {
        book.cancel(idAt[place[row]]);
        continue;
      }
      const id = idOfRow[row];
      const order = { id, side: side[row] === 0 ? 'buy' : 'sell', size: lots[row] };
      const result =
        kind[row] === LIMIT ? book.limit({ ...order, price: priceTicks[row] }) : book.market(order);
      if (kind[row] === LIMIT) idAt[place[row]] = id;
      this.record(row, id, result);
    }
  }

  /** Its `done` also lists the incoming order itself, and `partial` may be that order. */
  record(taker, id, { done, partial, partialQuantityProcessed }) {
    const { tape } = this;
    for (const maker of done) {
      if (maker.id !== id) tape.add(taker, Number(maker.id), maker.price, maker.size);
    }
    if (partial !== null && partial.id !== id) {
      tape.add(taker, Number(partial.id), partial.price, partialQuantityProcessed);
    }
  }

  restingCount() {
    const { bids, asks } = this.book.snapshot();
    return [...bids, ...asks].reduce((count, level) => count + level.orders.length, 0);
  }
}
