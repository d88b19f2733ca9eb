import { PPB } from '../../core/units.js';
import type { EventSink } from '../../events/sink.js';
import type { Shock } from '../../scenario/scenario.js';
import { instrumentOf, type World } from '../world.js';
import { reportShock } from './report.js';

/**
 * The next settlements of funding use a rate from outside, whatever the premium, beyond the cap too.
 * The spike that began last holds. Severity: the rate.
 */
export function spikeFunding(
  world: World,
  sink: EventSink,
  shock: Extract<Shock, { kind: 'fundingSpike' }>,
): void {
  const { premium, rules } = instrumentOf(world, shock.venue, shock.instrument);
  if (premium === null || rules.funding === null) return;
  premium.spike(shock.ratePpb, shock.intervals);
  const { everyUs } = rules.funding;
  const lastUs = premium.intervalStartUs + everyUs * shock.intervals;
  reportShock(world, sink, shock, shock.ratePpb / PPB, lastUs);
}
