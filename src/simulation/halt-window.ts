import type { Ticks } from '../core/units.js';
import type { InstrumentState, World } from './world.js';

/** The price that the circuit breaker of an instrument goes by. */
export function watchedTicks({ margin }: World, { inputs, row, rules }: InstrumentState): Ticks {
  return rules.volatilityHalt?.price === 'last' ? inputs.lastTicks : margin.markTicks[row];
}

/**
 * After a halt the window begins anew. Where marks follow every change none may come for long: then
 * the price that stands at the reopening is its first one, and else that of the next update.
 */
export function beginHaltWindow(world: World, instrument: InstrumentState): void {
  const { moves, venue } = instrument;
  if (moves === null) return;
  const { markIsDue, rules } = world.venues[venue];
  moves.forget();
  if (rules.markEveryUs === 0 && !markIsDue) {
    moves.observe(world.queue.nowUs, watchedTicks(world, instrument));
  }
}
