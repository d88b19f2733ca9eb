import type { TimeUs } from '../core/units.js';
import type { EventSink } from '../events/sink.js';
import { COMMANDS } from './command.js';
import { beginHaltWindow } from './halt-window.js';
import { cancelAllOrders } from './order-entry.js';
import { runAuction } from './run-auction.js';
import type { InstrumentState, World } from './world.js';

/**
 * Why trading is not continuous. `halt`: orders are refused, cancels work. `call`: orders are collected
 * for an auction. `outage`: nothing reaches the book. Each lasts to a time of its own; together the
 * strictest holds, and trading reopens when the last is over.
 */
export type Interruption = 'halt' | 'call' | 'outage';

/** Interrupts trading until a time; one that lasts longer already stays. */
export function haltUntil(
  world: World,
  instrument: InstrumentState,
  interruption: Interruption,
  untilUs: TimeUs,
): void {
  switch (interruption) {
    case 'halt':
      instrument.haltedUntilUs = Math.max(instrument.haltedUntilUs, untilUs);
      break;
    case 'call':
      instrument.callUntilUs = Math.max(instrument.callUntilUs, untilUs);
      break;
    case 'outage':
      instrument.downUntilUs = Math.max(instrument.downUntilUs, untilUs);
      break;
    default:
      interruption satisfies never;
  }
  setPhase(instrument, world.queue.nowUs);
  if (untilUs < Infinity) world.queue.schedule(untilUs, COMMANDS.reopen, instrument.row);
}

/** One interruption is over: trading goes on, by auction where orders were collected, unless another lasts. */
export function reopen(world: World, sink: EventSink, row: number): void {
  const instrument = world.instruments[row];
  const nowUs = world.queue.nowUs;
  if (!instrument.book.halted) return;
  const wasDown = instrument.isDown;
  setPhase(instrument, nowUs);
  if (wasDown && !instrument.isDown) withdrawLiquidated(world, sink, instrument);
  if (instrument.book.halted) return;
  const filledLots = instrument.callUntilUs > 0 ? runAuction(world, sink, instrument) : 0;
  beginHaltWindow(world, instrument);
  sink.incident({
    timeUs: nowUs,
    endTimeUs: nowUs,
    venue: instrument.venue,
    instrument: row,
    kind: 'reopening',
    name: '',
    severity: filledLots,
    trigger: 'scheduled',
  });
}

function setPhase(instrument: InstrumentState, nowUs: TimeUs): void {
  const { book, callUntilUs, downUntilUs, haltedUntilUs } = instrument;
  instrument.isDown = nowUs < downUntilUs;
  const isHalted = instrument.isDown || nowUs < haltedUntilUs;
  book.halted = isHalted || nowUs < callUntilUs;
  book.call.isOpen = book.halted && !isHalted;
}

/** Orders of accounts whose liquidation began while nothing could be cancelled. */
function withdrawLiquidated(world: World, sink: EventSink, instrument: InstrumentState): void {
  for (const episode of world.liquidations.open.values()) {
    if (world.margin.positionOn(episode.account, instrument.row) < 0) continue;
    world.cause = episode.id;
    cancelAllOrders(world, sink, instrument, episode.account);
  }
}
