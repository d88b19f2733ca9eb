import { COMMANDS } from './command.js';
import type { InstrumentState, World } from './world.js';

/** To be called after anything that may have moved the best prices, the last price or the index. */
export function noteBook(world: World, instrument: InstrumentState): void {
  const { book, inputs } = instrument;
  inputs.setBest(book.bestBidTicks, book.bestAskTicks, world.cause);
  recordQuotes(world, instrument);
  if (inputs.count > 0) requestMark(world, instrument.venue);
}

/** What late agents will see of this moment. */
export function recordQuotes(world: World, instrument: InstrumentState): void {
  const { book, history, inputs, row } = instrument;
  history.record(
    world.queue.nowUs,
    book.bestBidTicks,
    book.bestAskTicks,
    inputs.lastTicks,
    world.margin.markTicks[row],
    instrument.worldIndexTicks,
    instrument.tradedLots,
  );
}

/** Where marks follow every change, one update at the present time waits in the queue. */
function requestMark(world: World, venueRow: number): void {
  const venue = world.venues[venueRow];
  if (venue.rules.markEveryUs !== 0 || venue.markIsDue) return;
  venue.markIsDue = true;
  world.queue.schedule(world.queue.nowUs, COMMANDS.updateMark, venueRow);
}
