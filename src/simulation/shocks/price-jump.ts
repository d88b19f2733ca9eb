import type { EventSink } from '../../events/sink.js';
import type { Shock } from '../../scenario/scenario.js';
import { setIndex } from '../publish-index.js';
import { instrumentOf, type World } from '../world.js';
import { reportShock } from './report.js';

/** The index is multiplied by 1 + size, for good, and published at once. */
export function jumpPrice(
  world: World,
  sink: EventSink,
  shock: Extract<Shock, { kind: 'priceJump' }>,
): void {
  const { row } = instrumentOf(world, shock.venue, shock.instrument);
  world.index.advance(row, world.queue.nowUs, world.streams);
  world.index.jump(row, 1 + shock.size);
  reportShock(world, sink, shock, shock.size, world.queue.nowUs);
  setIndex(world, sink, row, world.cause);
}
