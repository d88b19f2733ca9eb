import type { EventSink } from '../../events/sink.js';
import type { World } from '../world.js';
import { closeAgainst } from './close-against.js';
import { settleHandedOver } from './end-episode.js';
import type { Episode } from './liquidations.js';

/**
 * What a counterfactual does instead of liquidating: every position of the episode goes to the desk
 * of its venue at the mark. No order, no fee, no fund: nothing of it moves a price.
 */
export function handOver(world: World, sink: EventSink, episode: Episode): void {
  const { ledger, margin } = world;
  const { counterfactualDesk } = world.venues[episode.venue];
  for (const leg of episode.legs) {
    const lots = Math.abs(ledger.lotsOf(leg.position));
    if (lots === 0) continue;
    const position = margin.positionOn(counterfactualDesk, leg.instrument);
    closeAgainst(world, leg, position, lots, margin.markTicks[leg.instrument]);
  }
  settleHandedOver(world, sink, episode);
}
