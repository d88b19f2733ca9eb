import { BUY, type EventSink, SELL } from '../../events/sink.js';
import type { Shock } from '../../scenario/scenario.js';
import { executeMarketOrder } from '../order-entry.js';
import { instrumentOf, type World } from '../world.js';

/** One market order from outside; what the book does not take is gone. Severity: lots filled. */
export function orderAtMarket(
  world: World,
  sink: EventSink,
  shock: Extract<Shock, { kind: 'marketOrder' }>,
): void {
  const instrument = instrumentOf(world, shock.venue, shock.instrument);
  const position = world.margin.positionOn(world.shockDesk, instrument.row);
  const side = shock.side === 'buy' ? BUY : SELL;
  executeMarketOrder(world, sink, instrument, position, side, shock.lots);
  sink.incident({
    timeUs: world.queue.nowUs,
    endTimeUs: world.queue.nowUs,
    venue: shock.venue,
    instrument: instrument.row,
    kind: shock.kind,
    name: shock.name,
    severity: instrument.book.filledLots,
    trigger: 'scheduled',
  });
}
