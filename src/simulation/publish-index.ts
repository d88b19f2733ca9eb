import type { Cause } from '../events/cause.js';
import { CAUSE_INDEX } from '../events/cause.js';
import type { EventSink } from '../events/sink.js';
import { COMMANDS } from './command.js';
import { noteBook } from './note-book.js';
import type { World } from './world.js';

/** The exogenous process of one instrument is published, and again after its interval. */
export function publishIndex(world: World, sink: EventSink, row: number): void {
  const { everyUs } = world.instruments[row].rules.index;
  world.queue.schedule(world.queue.nowUs + everyUs, COMMANDS.publishIndex, row);
  setIndex(world, sink, row, CAUSE_INDEX);
}

/** Publishes the index as the process has it now. */
export function setIndex(world: World, sink: EventSink, row: number, cause: Cause): void {
  const instrument = world.instruments[row];
  const indexTicks = world.index.advance(row, world.queue.nowUs, world.streams);
  world.cause = cause;
  if (indexTicks === instrument.inputs.indexTicks) return;
  instrument.inputs.setIndex(indexTicks, cause);
  sink.indexPublished(world.queue.nowUs, row, indexTicks);
  noteBook(world, instrument);
}
