import type { Draws } from '../../core/random.js';
import { BUY, SELL, type Side } from '../../events/sink.js';

/** Either side, as likely as the other. */
export function drawnSide(draws: Draws): Side {
  return draws.uniform() < 0.5 ? BUY : SELL;
}
