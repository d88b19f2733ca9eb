import { PPM } from '../../core/units.js';
import type { EventSink } from '../../events/sink.js';
import type { MarginChangeShock } from '../../scenario/shocks/shock.js';
import { applyRequirements } from '../requirements.js';
import { instrumentOf, type World } from '../world.js';
import { reportShock } from './report.js';

/**
 * The venue requires more, or less, from now on; whoever is in breach by it is liquidated by the cause
 * `rule`. Of several schedules the one that began last holds, and all factors multiply it; no rate
 * goes above 100 %. Severity: the factor, or the largest maintenance rate of the new schedule.
 */
export function beginMarginChange(world: World, sink: EventSink, shock: MarginChangeShock): void {
  const rates = shock.schedule?.tiers.map(({ maintenancePpm }) => maintenancePpm / PPM) ?? [];
  const severity = rates.length > 0 ? Math.max(...rates) : shock.factor;
  reportShock(world, sink, shock, severity, world.queue.nowUs + shock.forUs);
  applyRequirements(world, instrumentOf(world, shock.venue, shock.instrument));
}

export function endMarginChange(world: World, _sink: EventSink, shock: MarginChangeShock): void {
  applyRequirements(world, instrumentOf(world, shock.venue, shock.instrument));
}
