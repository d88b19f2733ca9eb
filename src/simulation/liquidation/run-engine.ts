import { US_PER_SECOND } from '../../core/units.js';
import type { EventSink } from '../../events/sink.js';
import { COMMANDS } from '../command.js';
import { ACCOUNT_STATES } from '../margin/accounts.js';
import type { VenueState, World } from '../world.js';
import { openEpisode } from './open-episode.js';

/**
 * The next thing that a throttled engine does, and when it may do another. Back at full speed it does
 * all that waits, in order.
 */
export function runEngine(world: World, sink: EventSink, venueRow: number): void {
  const venue = world.venues[venueRow];
  const { engine } = venue;
  if (world.queue.nowUs !== engine.dueUs) return; // the speed changed since it was scheduled
  engine.dueUs = Infinity;
  if (engine.perSecond === 0) return;
  if (engine.perSecond === Infinity) {
    while (engine.count > 0) actOnce(world, sink, venue);
    return;
  }
  if (actOnce(world, sink, venue)) {
    engine.nextUs = world.queue.nowUs + Math.round(US_PER_SECOND / engine.perSecond);
  }
  scheduleEngine(world, venue);
}

/** To be called after something came to wait, or the speed changed. */
export function scheduleEngine({ queue }: World, { engine, row }: VenueState): void {
  if (engine.count === 0 || engine.perSecond === 0) return;
  const dueUs = engine.perSecond === Infinity ? queue.nowUs : Math.max(queue.nowUs, engine.nextUs);
  if (engine.dueUs <= dueUs) return;
  engine.dueUs = dueUs;
  queue.schedule(dueUs, COMMANDS.runEngine, row);
}

/** Takes up what came first and still needs it; false when nothing does. */
function actOnce(world: World, sink: EventSink, { engine }: VenueState): boolean {
  const { accounts, liquidations, margin, queue } = world;
  for (let item = engine.take(); item !== null; item = engine.take()) {
    const { key, cause } = item;
    if (key < 0) {
      const episode = liquidations.open.get(-key);
      if (episode === undefined) continue;
      if (engine.perSecond < Infinity) engine.cleared.add(episode.id);
      queue.schedule(queue.nowUs, COMMANDS.liquidate, episode.id);
      return true;
    }
    if (accounts.stateOf(key) !== ACCOUNT_STATES.free) continue;
    if (!margin.isBreached(key)) {
      margin.rekey(key); // it recovered while it waited
      continue;
    }
    openEpisode(world, sink, key, cause);
    return true;
  }
  return false;
}
