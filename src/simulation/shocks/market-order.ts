import { BUY, type EventSink, SELL } from '../../events/sink.js';
import type { Shock } from '../../scenario/scenario.js';
import { ORDER_KINDS } from '../exchange/order-book.js';
import { executeOrder } from '../order-entry.js';
import { instrumentOf, nowOf, positionOf, type World } from '../world.js';

/** One market order from outside; what the book does not take is gone. Severity: lots filled. */
export function orderAtMarket(
  world: World,
  sink: EventSink,
  shock: Extract<Shock, { kind: 'marketOrder' }>,
): void {
  const instrument = instrumentOf(world, shock.venue, shock.instrument);
  const { order, shockDesk } = world;
  order.account = shockDesk;
  order.position = positionOf(world, shockDesk, instrument.row);
  order.kind = ORDER_KINDS.market;
  order.side = shock.side === 'buy' ? BUY : SELL;
  order.priceTicks = 0;
  order.lots = shock.lots;
  order.displayedLots = 0;
  order.takerFeePpm = world.venues[shock.venue].rules.takerFeePpm;
  executeOrder(world, sink, instrument, order);
  sink.incident({
    timeUs: nowOf(world),
    endTimeUs: nowOf(world),
    venue: shock.venue,
    instrument: instrument.row,
    kind: shock.kind,
    name: shock.name,
    severity: instrument.book.filledLots,
    trigger: 'scheduled',
  });
}
