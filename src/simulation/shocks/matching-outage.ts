import type { EventSink } from '../../events/sink.js';
import type { Shock } from '../../scenario/scenario.js';
import { haltUntil } from '../trading-phase.js';
import type { World } from '../world.js';
import { reportShock } from './report.js';

type Outage = Extract<Shock, { kind: 'matchingOutage' }>;

/**
 * Nothing reaches any book of the venue: no orders, no cancels, nothing is matched. Index and marks
 * go on; who is found in breach keeps its orders until the venue is back, and liquidations wait.
 */
export function beginOutage(world: World, sink: EventSink, shock: Outage): void {
  const endTimeUs = world.queue.nowUs + shock.forUs;
  reportShock(world, sink, shock, 1, endTimeUs);
  world.shocks.cutOffs += 1;
  for (const row of world.venues[shock.venue].instruments) {
    haltUntil(world, world.instruments[row], 'outage', endTimeUs);
  }
}

export function endOutage(world: World): void {
  world.shocks.cutOffs -= 1;
}
