import type { EventSink } from '../../events/sink.js';
import type { Shock } from '../../scenario/scenario.js';
import type { PopulationState, World } from '../world.js';
import { inForce } from './in-force.js';
import { reportShock } from './report.js';

type CutOff = Extract<Shock, { kind: 'orderEntryDown' | 'keepersOffline' }>;

/**
 * A share of the traders, or of the keepers, does not reach the venue: neither orders nor cancels.
 * They know, and do nothing meanwhile; what rests of them rests. Who it is stays the same as long as
 * the shock lasts; of several shocks each takes its own. Severity: the share.
 */
export function beginCutOff(world: World, sink: EventSink, shock: CutOff): void {
  reportShock(world, sink, shock, shock.share, world.queue.nowUs + shock.forUs);
  world.shocks.cutOffs += 1;
}

export function endCutOff(world: World): void {
  world.shocks.cutOffs -= 1;
}

/** Whether what the agent sends does not arrive: its way in is down, or the venue is. */
export function isCutOff(world: World, population: PopulationState, agent: number): boolean {
  const { row, rules } = population;
  if (inForce(world, 'matchingOutage').some(({ venue }) => venue === rules.venue)) return true;
  const { scenario, shocks, queue, streams } = world;
  return scenario.shocks.some((shock, at) => {
    if (shock.kind !== 'orderEntryDown' && shock.kind !== 'keepersOffline') return false;
    if (!shocks.isInForce(at, queue.nowUs) || !shocks.hits(at, row)) return false;
    return shocks.placeOf(at, row, agent, streams) < shock.share;
  });
}
