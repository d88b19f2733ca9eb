import type { EventSink } from '../../events/sink.js';
import type { Shock } from '../../scenario/scenario.js';
import { haltUntil } from '../trading-phase.js';
import { instrumentOf, type World } from '../world.js';
import { reportShock } from './report.js';

/** No order is accepted for a while; cancels are. Marks go on, and liquidations wait. */
export function haltTrading(
  world: World,
  sink: EventSink,
  shock: Extract<Shock, { kind: 'tradingHalt' }>,
): void {
  const instrument = instrumentOf(world, shock.venue, shock.instrument);
  const endTimeUs = world.queue.nowUs + shock.forUs;
  haltUntil(world, instrument, 'halt', endTimeUs);
  reportShock(world, sink, shock, 1, endTimeUs);
}
