import { mulDivDown } from '../../core/rounding.js';
import { type Lots, MOST_LOTS } from '../../core/units.js';
import { BUY, type EventSink, SELL } from '../../events/sink.js';
import type { MarketOrderShock } from '../../scenario/shocks/shock.js';
import { COMMANDS } from '../command.js';
import { depthEdgeTicks } from '../exchange/depth-edge.js';
import { executeMarketOrder } from '../order-entry.js';
import { type InstrumentState, instrumentOf, type World } from '../world.js';
import { reportShock } from './report.js';

/**
 * A market order from outside, at once or in slices; what the book does not take is gone. Severity:
 * lots filled; in slices, the lots of all of them.
 */
export function orderAtMarket(
  world: World,
  sink: EventSink,
  shock: MarketOrderShock,
  row: number,
): void {
  const instrument = instrumentOf(world, shock.venue, shock.instrument);
  const lots = shock.depthShare === undefined ? shock.lots : depthLots(instrument, shock);
  if (shock.pace !== undefined) {
    reportShock(world, sink, shock, lots, world.queue.nowUs + shock.pace.forUs);
    world.shocks.slicedOrders.set(row, { lots, sentSlices: 0 });
    sendSlice(world, sink, shock, row);
    return;
  }
  send(world, sink, instrument, shock, lots);
  const { filledLots } = instrument.book;
  reportShock(world, sink, shock, lots === 0 ? 0 : filledLots, world.queue.nowUs);
}

/** The next slice: slice i of n goes i/n of the time after the first, and brings the sum to (i + 1)/n. */
export function sendSlice(
  world: World,
  sink: EventSink,
  shock: MarketOrderShock,
  row: number,
): void {
  const { pace } = shock;
  const order = world.shocks.slicedOrders.get(row);
  if (pace === undefined || order === undefined) return;
  const instrument = instrumentOf(world, shock.venue, shock.instrument);
  const { forUs, slices } = pace;
  const before = mulDivDown(order.lots, order.sentSlices, slices);
  order.sentSlices += 1;
  send(world, sink, instrument, shock, mulDivDown(order.lots, order.sentSlices, slices) - before);
  if (order.sentSlices === slices) {
    world.shocks.slicedOrders.delete(row);
    return;
  }
  const dueUs = world.shocks.beganUs[row] + Math.round((forUs * order.sentSlices) / slices);
  world.queue.schedule(dueUs, COMMANDS.stepShock, row);
}

function send(
  world: World,
  sink: EventSink,
  instrument: InstrumentState,
  shock: MarketOrderShock,
  lots: Lots,
): void {
  if (lots === 0) return;
  const position = world.margin.positionOn(world.shockDesk, instrument.row);
  const side = shock.side === 'buy' ? BUY : SELL;
  executeMarketOrder(world, sink, instrument, position, side, lots);
}

/** The share of the lots shown within 1 % of the mid; 0 while a side of the book is empty. */
function depthLots({ book, rules }: InstrumentState, shock: MarketOrderShock): Lots {
  const restingSide = shock.side === 'buy' ? SELL : BUY;
  const edgeTicks = depthEdgeTicks(book, restingSide, rules.maxPriceTicks);
  if (edgeTicks === 0) return 0;
  const lots = Math.round(book.depthLots(restingSide, edgeTicks) * (shock.depthShare ?? 0));
  return Math.min(lots, MOST_LOTS);
}
