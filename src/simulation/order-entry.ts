import { assert } from '../core/assert.js';
import type { AccountId, Lots, PositionId, Ppm, Ticks } from '../core/units.js';
import {
  BUY,
  type EventSink,
  type OrderFact,
  SELL,
  type Side,
  type TradeFact,
} from '../events/sink.js';
import { ORDER_KINDS, type OrderKind } from './exchange/order-book.js';
import { noteBook } from './note-book.js';
import { narrowToBand } from './price-band.js';
import { chargeTradingFee, exchangeLots, rekey } from './settlement.js';
import type { InstrumentState, World } from './world.js';

const KIND_NAMES: readonly OrderFact['kind'][] = [
  'limit',
  'market',
  'ioc',
  'postOnly',
  'iceberg',
  'fok',
];

/** An order as the venue executes it: margin was asked for, or need not be. */
export interface Order {
  account: AccountId;
  position: PositionId;
  kind: OrderKind;
  side: Side;
  priceTicks: Ticks; // market: ignored
  lots: Lots;
  displayedLots: Lots; // iceberg only
  takerFeePpm: Ppm;
}

/**
 * Executes an order on the book of its instrument and settles every fill: lots, cost, fees, open
 * orders, and the trigger of whoever was touched. What happened stands in the fields of the book.
 * False: the price band refused it, and the book was not touched.
 */
export function executeOrder(
  world: World,
  sink: EventSink,
  instrument: InstrumentState,
  order: Order,
): boolean {
  const { book } = instrument;
  const asked = order.kind; // the band may narrow it
  if (!narrowToBand(world, instrument, order)) return false;
  const { account, position, side } = order;
  book.place(order.kind, account, side, order.priceTicks, order.lots, order.displayedLots);

  if (book.removed.count > 0) dropOpenOrders(world, sink, instrument);
  if (book.fills.count > 0) settleFills(world, sink, instrument, order);
  if (book.restingLots > 0) {
    world.accounts.addOpenLots(position, side, book.restingLots);
    if (book.call.isOpen) book.call.noteCause(world.cause);
  }
  recordOrder(world, sink, instrument, order, asked);
  noteBook(world, instrument);
  return true;
}

/** An order at any price, at the taker fee of the venue; what the book does not take is gone. */
export function executeMarketOrder(
  world: World,
  sink: EventSink,
  instrument: InstrumentState,
  position: PositionId,
  side: Side,
  lots: Lots,
): void {
  const { order } = world;
  order.account = world.accounts.accountOf(position);
  order.position = position;
  order.kind = ORDER_KINDS.market;
  order.side = side;
  order.priceTicks = 0;
  order.lots = lots;
  order.displayedLots = 0;
  order.takerFeePpm = world.venues[instrument.venue].rules.takerFeePpm;
  executeOrder(world, sink, instrument, order);
}

/** Withdraws one resting order of a position; nothing if it rests no more, for it may have traded. */
export function cancelOrder(
  world: World,
  sink: EventSink,
  instrument: InstrumentState,
  account: AccountId,
  position: PositionId,
  order: number,
): void {
  const { book } = instrument;
  const lots = book.cancel(order);
  if (lots === 0) return;
  assert(book.cancelledAccount === account, 'an agent cancels only its own orders');
  world.accounts.addOpenLots(position, book.cancelledSide, -lots);
  sink.orderCancelled(world.queue.nowUs, instrument.row, order, account, lots, world.cause);
  noteBook(world, instrument);
}

/** Withdraws every resting order of an account on one instrument. */
export function cancelAllOrders(
  world: World,
  sink: EventSink,
  instrument: InstrumentState,
  account: AccountId,
): void {
  instrument.book.cancelAll(account);
  if (instrument.book.removed.count === 0) return;
  dropOpenOrders(world, sink, instrument);
  noteBook(world, instrument);
}

function settleFills(
  world: World,
  sink: EventSink,
  instrument: InstrumentState,
  order: Order,
): void {
  const { fills } = instrument.book;
  const fact = world.tradeFact;
  fact.timeUs = world.queue.nowUs;
  fact.instrument = instrument.row;
  fact.takerSide = order.side;
  fact.taker = order.account;
  fact.cause = world.cause;
  let takerFeesUnits = 0;
  let tradedLots = 0;
  for (let row = 0; row < fills.count; row++) {
    fact.maker = fills.makerAccount[row];
    fact.lots = fills.lots[row];
    fact.priceTicks = fills.priceTicks[row];
    settleFill(world, instrument, order, fact);
    takerFeesUnits += fact.takerFeeUnits;
    tradedLots += fact.lots;
    sink.traded(fact);
  }
  world.tradeCount += fills.count;
  instrument.tradedLots += tradedLots;
  rekey(world, order.account, takerFeesUnits);
  instrument.inputs.setLast(fills.priceTicks[fills.count - 1], world.cause);
  instrument.flow?.add(order.side === BUY ? tradedLots : -tradedLots, world.cause);
}

/** One fill: lots and cost, fees, and the maker's open order. The taker is re-keyed after the last. */
function settleFill(
  world: World,
  instrument: InstrumentState,
  order: Order,
  fact: TradeFact,
): void {
  const { account, position, takerFeePpm } = order;
  const { maker, lots, priceTicks } = fact;
  const { fees, rules } = world.venues[instrument.venue];
  const makerPosition = world.margin.positionOn(maker, instrument.row);
  const notionalUnits = lots * priceTicks * instrument.rules.unitsPerTickLot;
  if (order.side === BUY) {
    exchangeLots(world, instrument, position, makerPosition, lots, priceTicks);
    world.accounts.addOpenLots(makerPosition, SELL, -lots);
  } else {
    exchangeLots(world, instrument, makerPosition, position, lots, priceTicks);
    world.accounts.addOpenLots(makerPosition, BUY, -lots);
  }
  fact.takerFeeUnits = chargeTradingFee(world, account, fees, notionalUnits, takerFeePpm);
  fact.makerFeeUnits = chargeTradingFee(world, maker, fees, notionalUnits, rules.makerFeePpm);
  if (maker !== account) rekey(world, maker, fact.makerFeeUnits);
}

/** Orders that the book removed on its own are no longer open: self-trade prevention, cancel-all. */
function dropOpenOrders(world: World, sink: EventSink, instrument: InstrumentState): void {
  const { removed } = instrument.book;
  for (let row = 0; row < removed.count; row++) {
    const account = removed.account[row];
    const lots = removed.lots[row];
    const position = world.margin.positionOn(account, instrument.row);
    world.accounts.addOpenLots(position, removed.side[row] as Side, -lots);
    sink.orderCancelled(
      world.queue.nowUs,
      instrument.row,
      removed.order[row],
      account,
      lots,
      world.cause,
    );
  }
}

function recordOrder(
  world: World,
  sink: EventSink,
  instrument: InstrumentState,
  order: Order,
  asked: OrderKind,
): void {
  const { book } = instrument;
  const fact = world.orderFact;
  fact.timeUs = world.queue.nowUs;
  fact.instrument = instrument.row;
  fact.order = book.restingOrder;
  fact.account = order.account;
  fact.side = order.side;
  fact.kind = KIND_NAMES[asked];
  fact.priceTicks = asked === ORDER_KINDS.market ? 0 : order.priceTicks;
  fact.lots = order.lots;
  fact.filledLots = book.filledLots;
  fact.restingLots = book.restingLots;
  fact.cause = world.cause;
  sink.orderPlaced(fact);
}
