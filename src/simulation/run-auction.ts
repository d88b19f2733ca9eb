import type { Lots } from '../core/units.js';
import { BUY, type EventSink, SELL } from '../events/sink.js';
import type { AuctionFill } from './exchange/call-phase.js';
import { noteBook } from './note-book.js';
import { cancelOrder } from './order-entry.js';
import { chargeTradingFee, exchangeLots, rekey } from './settlement.js';
import type { InstrumentState, World } from './world.js';

/**
 * The call auction that reopens an instrument: everything that can trade does so at one price, what
 * was for the auction only is cancelled, and the rest goes to the book, each order by its own cause.
 * Both sides pay the taker fee, for nobody's order was there first. Returns the lots traded.
 */
export function runAuction(world: World, sink: EventSink, instrument: InstrumentState): Lots {
  const { book, inputs, row } = instrument;
  instrument.callUntilUs = 0;
  const { dropped, fills, lots, priceTicks } = book.call.clear(world.margin.markTicks[row]);
  for (const fill of fills) {
    world.cause = fill.cause;
    book.reduce(fill.buyOrder, fill.lots);
    book.reduce(fill.sellOrder, fill.lots);
    settleFill(world, sink, instrument, fill, priceTicks);
    inputs.setLast(priceTicks, fill.cause);
    noteBook(world, instrument);
  }
  world.tradeCount += fills.length;
  instrument.tradedLots += lots;
  for (const order of dropped) {
    if (!book.isOpen(order)) continue; // the auction filled it
    const account = book.accountOf(order);
    cancelOrder(world, sink, instrument, account, world.margin.positionOn(account, row), order);
  }
  for (let cause = book.call.releaseNext(); cause !== null; cause = book.call.releaseNext()) {
    world.cause = cause;
    noteBook(world, instrument);
  }
  noteBook(world, instrument);
  return lots;
}

function settleFill(
  world: World,
  sink: EventSink,
  instrument: InstrumentState,
  { buyer, seller, takerSide, lots, cause }: AuctionFill,
  priceTicks: number,
): void {
  const { accounts, margin, tradeFact: fact } = world;
  const { fees, rules } = world.venues[instrument.venue];
  const buyerPosition = margin.positionOn(buyer, instrument.row);
  const sellerPosition = margin.positionOn(seller, instrument.row);
  const notionalUnits = lots * priceTicks * instrument.rules.unitsPerTickLot;
  exchangeLots(world, instrument, buyerPosition, sellerPosition, lots, priceTicks);
  accounts.addOpenLots(buyerPosition, BUY, -lots);
  accounts.addOpenLots(sellerPosition, SELL, -lots);
  const buyerFee = chargeTradingFee(world, buyer, fees, notionalUnits, rules.takerFeePpm);
  const sellerFee = chargeTradingFee(world, seller, fees, notionalUnits, rules.takerFeePpm);
  rekey(world, buyer, buyerFee);
  if (seller !== buyer) rekey(world, seller, sellerFee);
  const isBuyTaker = takerSide === BUY;
  fact.timeUs = world.queue.nowUs;
  fact.instrument = instrument.row;
  fact.takerSide = takerSide;
  fact.priceTicks = priceTicks;
  fact.lots = lots;
  fact.taker = isBuyTaker ? buyer : seller;
  fact.maker = isBuyTaker ? seller : buyer;
  fact.takerFeeUnits = isBuyTaker ? buyerFee : sellerFee;
  fact.makerFeeUnits = isBuyTaker ? sellerFee : buyerFee;
  fact.cause = cause;
  sink.traded(fact);
}
