import {
  BUY,
  type InstrumentSample,
  type OrderFact,
  type Side,
  type TradeFact,
} from '../../events/sink.js';
import {
  type Column,
  instrument,
  integer,
  money,
  optional,
  price,
  reference,
  size,
  type Table,
  text,
  time,
  venueOfInstrument,
} from '../table.js';

export const tradesTable: Table<TradeFact> = {
  name: 'trades',
  rowIs: 'a fill of one resting order',
  columns: [
    time('time_s', 'time since the start of the run', (trade) => trade.timeUs),
    venueOfInstrument(),
    instrument(),
    text('taker_side', 'buy or sell', (trade) => sideText(trade.takerSide)),
    price('price', 'price', (trade) => trade.priceTicks),
    size('size', 'size', (trade) => trade.lots),
    integer('taker_account_id', 'account whose order came', (trade) => trade.taker),
    integer('maker_account_id', 'account whose order rested', (trade) => trade.maker),
    money('taker_fee', 'fee paid by the taker', (trade) => trade.takerFeeUnits),
    money(
      'maker_fee',
      'fee paid by the maker; a rebate is negative',
      (trade) => trade.makerFeeUnits,
    ),
    text('cause', 'cause of the order that came', (trade, printer) => printer.cause(trade.cause)),
  ],
};

/** An order placed, or (`action` cancelled) taken out of the book again. */
export interface OrderRow extends OrderFact {
  action: 'placed' | 'cancelled';
}

export const ordersTable: Table<OrderRow> = {
  name: 'orders',
  rowIs: 'an order placed or cancelled; a cancelled row has the size that still rested',
  columns: [
    time('time_s', 'time since the start of the run', (order) => order.timeUs),
    venueOfInstrument(),
    instrument(),
    text('action', 'placed or cancelled', (order) => order.action),
    reference('order_id', 'the order; empty when nothing rested', (order) => order.order),
    integer('account_id', 'account of the order', (order) => order.account),
    placedOnly(text('side', 'buy or sell', (order) => sideText(order.side))),
    placedOnly(text('kind', 'limit, market, ioc, fok, postOnly or iceberg', (order) => order.kind)),
    price('price', 'limit price; empty for market orders', (order) => order.priceTicks),
    size('size', 'size asked for, or cancelled', (order) => order.lots),
    placedOnly(size('filled', 'size that traded at once', (order) => order.filledLots)),
    placedOnly(size('resting', 'size that came to rest', (order) => order.restingLots)),
    text('cause', 'cause of the order or of the cancel', (order, printer) =>
      printer.cause(order.cause),
    ),
  ],
};

export const bookTable: Table<InstrumentSample> = {
  name: 'book',
  rowIs: 'the top of an order book at a sample',
  columns: [
    time('time_s', 'time since the start of the run', (sample) => sample.timeUs),
    venueOfInstrument(),
    instrument(),
    price('best_bid', 'highest bid', (sample) => sample.bestBidTicks),
    price('best_ask', 'lowest ask', (sample) => sample.bestAskTicks),
    money('bid_depth_1pct', 'notional bid within 1 % of the mid', (sample) => sample.bidDepthUnits),
    money(
      'ask_depth_1pct',
      'notional asked within 1 % of the mid',
      (sample) => sample.askDepthUnits,
    ),
  ],
};

function placedOnly(column: Column<OrderRow>): Column<OrderRow> {
  return optional({
    ...column,
    print: (order, printer) => (order.action === 'placed' ? column.print(order, printer) : ''),
  });
}

function sideText(side: Side): string {
  return side === BUY ? 'buy' : 'sell';
}
