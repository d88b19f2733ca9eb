import type { EventSink } from '../../events/sink.js';
import type { Shock } from '../../scenario/scenario.js';
import { scheduleEngine } from '../liquidation/run-engine.js';
import type { World } from '../world.js';
import { inForceAt } from './in-force.js';
import { reportShock } from './report.js';

type EngineShock = Extract<Shock, { kind: 'liquidationEngineStall' | 'liquidationEngineThrottle' }>;

/**
 * The liquidation engine stands still, or takes up so many accounts and steps a second; the rest waits
 * in the order in which it was found. The slowest of several holds. Severity: accounts a second.
 */
export function beginEngineShock(world: World, sink: EventSink, shock: EngineShock): void {
  reportShock(world, sink, shock, perSecondOf(shock), world.queue.nowUs + shock.forUs);
  setSpeed(world, shock);
}

export function endEngineShock(world: World, _sink: EventSink, shock: EngineShock): void {
  setSpeed(world, shock);
}

function setSpeed(world: World, { venue }: EngineShock): void {
  const shocks = [
    ...inForceAt(world, 'liquidationEngineStall', venue),
    ...inForceAt(world, 'liquidationEngineThrottle', venue),
  ];
  world.venues[venue].engine.perSecond = Math.min(Infinity, ...shocks.map(perSecondOf));
  scheduleEngine(world, world.venues[venue]);
}

function perSecondOf(shock: EngineShock): number {
  return shock.kind === 'liquidationEngineStall' ? 0 : shock.perSecond;
}
