import type { EventSink } from '../../events/sink.js';
import type { Shock } from '../../scenario/scenario.js';
import { COMMANDS } from '../command.js';
import { instrumentOf, type World } from '../world.js';

/** No order is accepted for a while; cancels are. Marks go on, and liquidations wait. */
export function haltTrading(
  world: World,
  sink: EventSink,
  shock: Extract<Shock, { kind: 'tradingHalt' }>,
): void {
  const instrument = instrumentOf(world, shock.venue, shock.instrument);
  const endTimeUs = world.queue.nowUs + shock.forUs;
  instrument.book.halted = true;
  instrument.haltedUntilUs = Math.max(instrument.haltedUntilUs, endTimeUs);
  world.queue.schedule(endTimeUs, COMMANDS.reopen, instrument.row);
  sink.incident({
    timeUs: world.queue.nowUs,
    endTimeUs,
    venue: shock.venue,
    instrument: instrument.row,
    kind: shock.kind,
    name: shock.name,
    severity: 1,
    trigger: 'scheduled',
  });
}

/** Trading goes on, unless another halt lasts longer. */
export function reopen(world: World, sink: EventSink, row: number): void {
  const instrument = world.instruments[row];
  const nowUs = world.queue.nowUs;
  if (!instrument.book.halted || nowUs < instrument.haltedUntilUs) return;
  instrument.book.halted = false;
  sink.incident({
    timeUs: nowUs,
    endTimeUs: nowUs,
    venue: instrument.venue,
    instrument: row,
    kind: 'reopening',
    name: '',
    severity: 0,
    trigger: 'scheduled',
  });
}
