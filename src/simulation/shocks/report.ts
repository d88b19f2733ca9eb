import type { TimeUs } from '../../core/units.js';
import type { EventSink } from '../../events/sink.js';
import type { Shock } from '../../scenario/scenario.js';
import { instrumentOf, type World } from '../world.js';

/** The incident of a shock that begins now. The severity is in the words of its kind. */
export function reportShock(
  world: World,
  sink: EventSink,
  shock: Shock,
  severity: number,
  endTimeUs: TimeUs,
): void {
  sink.incident({
    timeUs: world.queue.nowUs,
    endTimeUs: Math.min(endTimeUs, Math.max(world.queue.nowUs, world.scenario.durationUs)),
    venue: shock.venue,
    instrument: instrumentOf(world, shock.venue, shock.instrument).row,
    kind: shock.kind,
    name: shock.name,
    severity,
    trigger: triggerOf(shock),
  });
}

/** Shocks that the run ended without: those of the clock after its end, conditions that never held. */
export function reportUnreached(world: World, sink: EventSink): void {
  for (const [row, shock] of world.scenario.shocks.entries()) {
    if (world.shocks.beginnings[row] > 0) continue;
    sink.incident({
      timeUs: world.queue.nowUs,
      endTimeUs: world.queue.nowUs,
      venue: shock.venue,
      instrument: instrumentOf(world, shock.venue, shock.instrument).row,
      kind: shock.kind,
      name: shock.name,
      severity: 0,
      trigger: `not reached: ${triggerOf(shock)}`,
    });
  }
}

function triggerOf({ when }: Shock): string {
  return when === undefined ? 'scheduled' : when.expression.text;
}
