import { PPM, US_PER_SECOND } from '../core/units.js';
import type { EventSink } from '../events/sink.js';
import { watchedTicks } from './halt-window.js';
import { haltUntil } from './trading-phase.js';
import type { InstrumentState, World } from './world.js';

/**
 * The circuit breaker, looked at with every update of the mark: trading halts when the price moved by
 * more than the rule allows within its window. A halt of either kind is not set off by another.
 */
export function haltIfVolatile(world: World, sink: EventSink, instrument: InstrumentState): void {
  const { book, moves, row, rules, venue } = instrument;
  const halt = rules.volatilityHalt;
  if (moves === null || halt === undefined || book.halted) return;
  const nowUs = world.queue.nowUs;
  if (!moves.observe(nowUs, watchedTicks(world, instrument))) return;
  const endTimeUs = nowUs + halt.haltForUs;
  haltUntil(world, instrument, halt.reopening === 'auction' ? 'call' : 'halt', endTimeUs);
  sink.incident({
    timeUs: nowUs,
    endTimeUs,
    venue,
    instrument: row,
    kind: 'volatilityHalt',
    name: '',
    severity: halt.movePpm / PPM,
    trigger: `${halt.price} moved by more than ${(100 * halt.movePpm) / PPM} % within ${halt.windowUs / US_PER_SECOND} s`,
  });
}
