import type { EventSink } from '../../events/sink.js';
import type { Shock } from '../../scenario/scenario.js';
import { setIndex } from '../publish-index.js';
import { instrumentOf, type World } from '../world.js';

/** The index is multiplied by 1 + size, for good, and published at once. */
export function jumpPrice(
  world: World,
  sink: EventSink,
  shock: Extract<Shock, { kind: 'priceJump' }>,
): void {
  const { row } = instrumentOf(world, shock.venue, shock.instrument);
  world.index.advance(row, world.queue.nowUs, world.streams);
  world.index.jump(row, 1 + shock.size);
  sink.incident({
    timeUs: world.queue.nowUs,
    endTimeUs: world.queue.nowUs,
    venue: shock.venue,
    instrument: row,
    kind: shock.kind,
    name: shock.name,
    severity: shock.size,
    trigger: 'scheduled',
  });
  setIndex(world, sink, row, world.cause);
}
