import type { EventSink } from '../../events/sink.js';
import type { Shock } from '../../scenario/scenario.js';
import { instrumentOf, type World } from '../world.js';
import { inForceOn, product } from './in-force.js';
import { reportShock } from './report.js';

type Volatility = Extract<Shock, { kind: 'volatility' }>;

/**
 * The volatility of the index is multiplied from its last publication on, so that no draw is added.
 * Several multiply. Severity: the factor.
 */
export function beginVolatility(world: World, sink: EventSink, shock: Volatility): void {
  reportShock(world, sink, shock, shock.factor, world.queue.nowUs + shock.forUs);
  scale(world, shock);
}

export function endVolatility(world: World, _sink: EventSink, shock: Volatility): void {
  scale(world, shock);
}

function scale(world: World, { venue, instrument }: Volatility): void {
  const { row } = instrumentOf(world, venue, instrument);
  const factors = inForceOn(world, 'volatility', row).map(({ factor }) => factor);
  world.index.scaleVolatility(row, product(factors));
}
