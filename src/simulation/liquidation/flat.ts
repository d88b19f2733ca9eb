import type { World } from '../world.js';
import type { Episode } from './liquidations.js';

/** Nothing of the episode is open any more. */
export function isFlat(world: World, episode: Episode): boolean {
  return episode.legs.every((leg) => world.ledger.lotsOf(leg.position) === 0);
}
