import { RandomStreams } from '../../../dist/core/random.js';
import { BUY, SELL } from '../../../dist/events/sink.js';
import { ORDER_KINDS, OrderBook } from '../../../dist/simulation/exchange/order-book.js';

export const LIMIT = 0;
export const CANCEL = 1;
export const MARKET = 2;

export const MAX_PRICE_TICKS = 1 << 20;
const MARKETABLE_SHARE = 0.03;
const LIMIT_LOTS = 100; // at most
const MARKET_LOTS = 16; // at most, while as much rests as after the pre-fill
const SLOT_MASK = 0xffffff; // an order's id holds its slot in the low 24 bits
const SLOTS = 1 << 18;
const START_TICKS = MAX_PRICE_TICKS / 2;

/**
 * Orders as plain columns, the same for every book. A row is one operation. `place` is where the
 * sender of a limit order notes it while it rests, and where it finds the order to cancel; places
 * are used again.
 *
 * @typedef {object} OrderStream
 * @property {number} resting rows of the pre-fill, which never trade
 * @property {number} count
 * @property {Uint8Array} kind
 * @property {Uint8Array} side
 * @property {Int32Array} priceTicks
 * @property {Int32Array} lots
 * @property {Int32Array} place
 * @property {number} places
 */

/**
 * A pre-fill, then 45 % limit orders (3 % of them trade at once), 40 % cancels (of any resting
 * order, equally likely) and 15 % market orders, which are larger when more rests: so the book keeps
 * its depth.
 *
 * @param {{ resting: number, operations: number, spreadTicks: number }} size
 * @returns {OrderStream}
 */
export function orderStream({ resting, operations, spreadTicks }) {
  const count = resting + operations;
  const stream = {
    resting,
    count,
    kind: new Uint8Array(count),
    side: new Uint8Array(count),
    priceTicks: new Int32Array(count),
    lots: new Int32Array(count),
    place: new Int32Array(count),
    places: 0,
  };
  const writer = new StreamWriter(stream, spreadTicks);
  for (let row = 0; row < resting; row++) writer.prefill(row);
  for (let row = resting; row < count; row++) writer.operation(row);
  return stream;
}

/** Draws operations against a book of its own, which tells it what rests. */
class StreamWriter {
  book = new OrderBook({ maxPriceTicks: MAX_PRICE_TICKS, selfTradePrevention: 'none' });
  random = new RandomStreams('order stream');
  draws = this.random.open('operations');
  live = new LiveOrders();

  /**
   * @param {OrderStream} stream
   * @param {number} spreadTicks mean distance of a limit order from the other side's best price
   */
  constructor(stream, spreadTicks) {
    this.stream = stream;
    this.spreadTicks = spreadTicks;
  }

  /** @param {number} row */
  prefill(row) {
    const side = row % 2 === 0 ? BUY : SELL;
    const distance = 1 + Math.floor(this.spreadTicks * this.random.exponential(this.draws));
    this.limit(row, side, START_TICKS + (side === BUY ? -distance : distance));
  }

  /** @param {number} row */
  operation(row) {
    const kind = this.random.uniform(this.draws);
    const side = this.random.uniform(this.draws) < 0.5 ? BUY : SELL;
    if (kind < 0.4 && this.live.count > 0) this.cancel(row);
    else if (kind < 0.55) this.market(row, side);
    else this.limit(row, side, this.limitPrice(side));
  }

  /** @param {number} row @param {number} side */
  market(row, side) {
    const mostLots = Math.ceil((MARKET_LOTS * this.live.count) / this.stream.resting);
    this.place(row, MARKET, ORDER_KINDS.market, side, 1, this.upTo(mostLots));
  }

  /** @param {number} side */
  limitPrice(side) {
    const { bestBidTicks, bestAskTicks } = this.book;
    const other = side === BUY ? bestAskTicks : bestBidTicks;
    const isMarketable = this.random.uniform(this.draws) < MARKETABLE_SHARE;
    const distance = Math.floor(this.spreadTicks * this.random.exponential(this.draws));
    const away = isMarketable ? -this.upTo(3) : 1 + distance;
    return (other === 0 ? START_TICKS : other) + (side === BUY ? -away : away);
  }

  /** @param {number} most @returns {number} 1 … most */
  upTo(most) {
    return 1 + Math.floor(most * this.random.uniform(this.draws));
  }

  /** @param {number} row @param {number} side @param {number} priceTicks */
  limit(row, side, priceTicks) {
    this.place(row, LIMIT, ORDER_KINDS.limit, side, priceTicks, this.upTo(LIMIT_LOTS));
  }

  place(row, operation, kind, side, priceTicks, lots) {
    const { stream, book, live } = this;
    stream.kind[row] = operation;
    stream.side[row] = side;
    stream.priceTicks[row] = priceTicks;
    stream.lots[row] = lots;
    book.place(kind, accountOf(row), side, priceTicks, lots, 0);
    for (let fill = 0; fill < book.fills.count; fill++) {
      if (book.fills.makerIsGone[fill] === 1) live.delete(book.fills.makerOrder[fill]);
    }
    if (book.restingOrder === 0) return;
    live.add(book.restingOrder);
    stream.place[row] = book.restingOrder & SLOT_MASK;
    stream.places = Math.max(stream.places, stream.place[row] + 1);
  }

  /** @param {number} row */
  cancel(row) {
    const order = this.live.at(Math.floor(this.live.count * this.random.uniform(this.draws)));
    this.stream.kind[row] = CANCEL;
    this.stream.place[row] = order & SLOT_MASK;
    this.book.cancel(order);
    this.live.delete(order);
  }
}

/** The resting orders, from which one can be drawn. Rows of the columns are slots of the book. */
class LiveOrders {
  count = 0;
  orders = new Float64Array(SLOTS);
  placeOfSlot = new Int32Array(SLOTS);

  /** @param {number} order */
  add(order) {
    this.placeOfSlot[order & SLOT_MASK] = this.count;
    this.orders[this.count++] = order;
  }

  /** @param {number} order */
  delete(order) {
    const last = this.orders[--this.count];
    const place = this.placeOfSlot[order & SLOT_MASK];
    this.orders[place] = last;
    this.placeOfSlot[last & SLOT_MASK] = place;
  }

  /** @param {number} place */
  at(place) {
    return this.orders[place];
  }
}

/** @param {number} row */
export function accountOf(row) {
  return row % 1000;
}

/** Folds every trade, in order, into a few numbers: the same tape gives the same numbers. */
export class Tape {
  count = 0;
  lots = 0;
  hash = 0;

  /** @param {number} taker @param {number} maker @param {number} priceTicks @param {number} lots */
  add(taker, maker, priceTicks, lots) {
    this.count += 1;
    this.lots += lots;
    let hash = mixed(this.hash, taker);
    hash = mixed(hash, maker);
    hash = mixed(hash, priceTicks);
    this.hash = mixed(hash, lots);
  }

  toString() {
    return `${this.count} trades, ${this.lots} lots, ${(this.hash >>> 0).toString(16)}`;
  }
}

/** @param {number} hash @param {number} value */
function mixed(hash, value) {
  const product = Math.imul(hash ^ value, 0x9e3779b1);
  return product ^ (product >>> 15);
}
