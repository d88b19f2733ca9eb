import type { TimeUs } from '../core/units.js';
import { COMMANDS } from './command.js';
import type { InstrumentState, VenueState, World } from './world.js';

/** Whether the engine takes a message about the instrument now; if so it is busy with it from now on. */
export function claimMatching(
  { queue }: World,
  { matching }: VenueState,
  instrument: InstrumentState,
): boolean {
  return !instrument.isDown && matching.claim(queue.nowUs);
}

/** Lets a message wait behind all others of its venue. */
export function joinMatching(world: World, venue: VenueState, message: number): void {
  const { matching } = venue;
  if (world.messages === null) return;
  matching.join(world.messages, message);
  scheduleMatching(world, venue, matching.nextUs(world.queue.nowUs));
}

/** One command at a time stands for a queue. */
export function scheduleMatching(
  { queue }: World,
  { matching, row }: VenueState,
  at: TimeUs,
): void {
  if (matching.isDue || matching.count === 0) return;
  matching.isDue = true;
  queue.schedule(at, COMMANDS.matchNext, row);
}

/** The step of an episode waits where others came first; false: it may act now. */
export function mustWaitForMatching(world: World, venue: VenueState, liquidation: number): boolean {
  const { matching } = venue;
  if (world.messages === null || matching.claim(world.queue.nowUs)) return false;
  joinMatching(world, venue, world.messages.addStep(liquidation));
  return true;
}
