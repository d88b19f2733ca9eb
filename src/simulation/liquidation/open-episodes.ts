import type { EventSink } from '../../events/sink.js';
import { ACCOUNT_STATES } from '../margin/accounts.js';
import type { World } from '../world.js';
import { openEpisode, venueOf } from './open-episode.js';
import { scheduleEngine } from './run-engine.js';

/**
 * Opens an episode for every account that the finished command left liquidatable, in order of
 * account id. Where the engine is stalled or throttled, the account waits.
 */
export function openEpisodes(world: World, sink: EventSink): void {
  const { breaches } = world;
  const rows = Array.from({ length: breaches.count }, (_, row) => row);
  rows.sort((a, b) => breaches.account[a] - breaches.account[b]); // stable: the first cause counts
  breaches.count = 0;
  for (const row of rows) {
    const account = breaches.account[row];
    if (world.accounts.stateOf(account) === ACCOUNT_STATES.inLiquidation) continue;
    if (!world.margin.isBreached(account)) {
      world.margin.rekey(account); // the same command took the breach away again
      continue;
    }
    const venue = venueOf(world, account);
    if (venue.engine.isRestricted) {
      venue.engine.addAccount(account, breaches.cause[row]);
      scheduleEngine(world, venue);
      continue;
    }
    openEpisode(world, sink, account, breaches.cause[row]);
  }
}
