import type { Cause } from '../events/cause.js';
import { CAUSE_INDEX } from '../events/cause.js';
import type { EventSink } from '../events/sink.js';
import { COMMANDS } from './command.js';
import { noteBook } from './note-book.js';
import type { MarkInputs } from './exchange/mark-inputs.js';
import type { NetFlow } from './exchange/net-flow.js';
import type { World } from './world.js';

/** The exogenous process of one instrument is published, and again after its interval. */
export function publishIndex(world: World, sink: EventSink, row: number): void {
  const { everyUs } = world.instruments[row].rules.index;
  world.queue.schedule(world.queue.nowUs + everyUs, COMMANDS.publishIndex, row);
  setIndex(world, sink, row, CAUSE_INDEX);
}

/** Publishes the index as the process has it now, and as the venue's own flow moved it since. */
export function setIndex(world: World, sink: EventSink, row: number, cause: Cause): void {
  const instrument = world.instruments[row];
  const { flow, inputs } = instrument;
  const before = inputs.indexTicks;
  const ownTicks = world.index.advance(row, world.queue.nowUs, world.streams);
  world.cause = cause;
  inputs.setIndex(ownTicks, cause);
  if (flow !== null) followFlow(world, row, inputs, flow);
  if (inputs.indexTicks === before) return;
  sink.indexPublished(world.queue.nowUs, row, inputs.indexTicks);
  noteBook(world, instrument);
}

/** A step for every cause whose takers moved the index, in the order in which they traded. */
function followFlow(world: World, row: number, inputs: MarkInputs, flow: NetFlow): void {
  for (let entry = 0; entry < flow.count; entry++) {
    inputs.setIndex(world.index.respond(row, flow.lots[entry]), flow.cause[entry]);
  }
  flow.forget();
}
