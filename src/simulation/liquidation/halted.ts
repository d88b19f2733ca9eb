import type { World } from '../world.js';
import type { Episode } from './liquidations.js';

/** Trading of one of its legs is halted: all of it waits. */
export function isHalted(world: World, episode: Episode): boolean {
  return episode.legs.some((leg) => world.instruments[leg.instrument].book.halted);
}
