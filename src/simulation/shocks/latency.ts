import type { EventSink } from '../../events/sink.js';
import type { Scenario, Shock } from '../../scenario/scenario.js';
import type { World } from '../world.js';
import { inForceAt, product } from './in-force.js';
import { reportShock } from './report.js';

type Latency = Extract<Shock, { kind: 'latency' }>;

/**
 * What everybody sees of the venue is older by a factor, and what they send takes longer. Several
 * multiply. Severity: the factor.
 */
export function beginLatency(world: World, sink: EventSink, shock: Latency): void {
  reportShock(world, sink, shock, shock.factor, world.queue.nowUs + shock.forUs);
  world.shocks.latencies += 1;
  setFactor(world, shock.venue);
}

export function endLatency(world: World, _sink: EventSink, shock: Latency): void {
  world.shocks.latencies -= 1;
  setFactor(world, shock.venue);
}

/** The largest factor that could ever hold: so far back quotes of the past are kept. */
export function largestLatency({ shocks }: Scenario): number {
  return product(shocks.map((shock) => (shock.kind === 'latency' ? Math.max(1, shock.factor) : 1)));
}

function setFactor(world: World, venue: number): void {
  const factors = inForceAt(world, 'latency', venue).map(({ factor }) => factor);
  world.venues[venue].latencyFactor = product(factors);
}
