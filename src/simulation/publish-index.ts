import type { Ticks } from '../core/units.js';
import type { Cause } from '../events/cause.js';
import { CAUSE_INDEX } from '../events/cause.js';
import type { EventSink } from '../events/sink.js';
import { COMMANDS } from './command.js';
import { noteBook, recordQuotes } from './note-book.js';
import type { NetFlow } from './exchange/net-flow.js';
import type { InstrumentState, World } from './world.js';

/** The exogenous process of one instrument is published, and again after its interval. */
export function publishIndex(world: World, sink: EventSink, row: number): void {
  const { everyUs } = world.instruments[row].rules.index;
  world.queue.schedule(world.queue.nowUs + everyUs, COMMANDS.publishIndex, row);
  setIndex(world, sink, row, CAUSE_INDEX);
}

/** Publishes the index as the process has it now, and as the venue's own flow moved it since. */
export function setIndex(world: World, sink: EventSink, row: number, cause: Cause): void {
  const instrument = world.instruments[row];
  const before = instrument.inputs.indexTicks;
  world.cause = cause;
  show(world, instrument, world.index.advance(row, world.queue.nowUs, world.streams), cause);
  if (instrument.flow !== null) followFlow(world, instrument, instrument.flow);
  announce(world, sink, instrument, before);
}

/** Publishes the index anew when what is wrong with it changed; the process stays where it is. */
export function republishIndex(world: World, sink: EventSink, row: number, cause: Cause): void {
  const instrument = world.instruments[row];
  const before = instrument.inputs.indexTicks;
  world.cause = cause;
  show(world, instrument, instrument.worldIndexTicks, cause);
  announce(world, sink, instrument, before);
}

/** The venue publishes the index, which a shock may disturb; traders see it as it is. */
function show(world: World, instrument: InstrumentState, worldTicks: Ticks, cause: Cause): void {
  const { indexFault, inputs } = instrument;
  instrument.worldIndexTicks = worldTicks;
  const ticks = indexFault?.publish(world.queue.nowUs, worldTicks) ?? worldTicks;
  inputs.setIndex(ticks, cause);
}

/** A step for every cause whose takers moved the index, in the order in which they traded. */
function followFlow(world: World, instrument: InstrumentState, flow: NetFlow): void {
  for (let entry = 0; entry < flow.count; entry++) {
    const ticks = world.index.respond(instrument.row, flow.lots[entry]);
    show(world, instrument, ticks, flow.cause[entry]);
  }
  flow.forget();
}

function announce(
  world: World,
  sink: EventSink,
  instrument: InstrumentState,
  beforeTicks: Ticks,
): void {
  const { indexFault, inputs, row } = instrument;
  if (inputs.indexTicks !== beforeTicks) {
    sink.indexPublished(world.queue.nowUs, row, inputs.indexTicks);
    noteBook(world, instrument);
  } else if (indexFault !== null) recordQuotes(world, instrument);
}
