import type { Shock } from '../../scenario/scenario.js';
import { instrumentOf, type World } from '../world.js';

type OfKind<K extends Shock['kind']> = Extract<Shock, { readonly kind: K }>;

/** The shocks of a kind that are in force now, in the order of the scenario. */
export function inForce<K extends Shock['kind']>(world: World, kind: K): OfKind<K>[] {
  const { scenario, shocks, queue } = world;
  return scenario.shocks.filter((shock, row): shock is OfKind<K> => {
    return shock.kind === kind && shocks.isInForce(row, queue.nowUs);
  });
}

/** Those that are aimed at one instrument, a row over all venues. */
export function inForceOn<K extends Shock['kind']>(
  world: World,
  kind: K,
  instrument: number,
): OfKind<K>[] {
  return inForce(world, kind).filter((shock) => {
    return instrumentOf(world, shock.venue, shock.instrument).row === instrument;
  });
}

/** Those that are aimed at one venue. */
export function inForceAt<K extends Shock['kind']>(
  world: World,
  kind: K,
  venue: number,
): OfKind<K>[] {
  return inForce(world, kind).filter((shock) => shock.venue === venue);
}

export function product(factors: readonly number[]): number {
  return factors.reduce((whole, factor) => whole * factor, 1);
}
