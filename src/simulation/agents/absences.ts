import { Sampler } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import type { TimeUs } from '../../core/units.js';
import type { Reentry } from '../../scenario/scenario.js';
import type { MarketView } from './agent.js';

/** How a seat stands: `unknown` until its first wake-up, `out` after a stop or a liquidation. */
const SEATS = { unknown: 0, flat: 1, holding: 2, out: 3 } as const;

/**
 * Members who were stopped or liquidated stay out for a while. A liquidation is noticed at the next
 * wake-up: the position is gone, and the member did not close it.
 *
 * A row is a seat: how it stands, and until when it is out (Infinity: for good).
 */
export class Absences {
  private readonly reentry: Reentry;
  private readonly after: Sampler;
  private readonly state: Uint8Array;
  private readonly untilUs: Float64Array;

  constructor(reentry: Reentry, seats: number) {
    this.reentry = reentry;
    this.after = new Sampler(reentry.after);
    this.state = new Uint8Array(seats);
    this.untilUs = new Float64Array(seats);
  }

  /** The seat holds a position. */
  noteHolding(seat: number): void {
    this.state[seat] = SEATS.holding;
  }

  /** It closes its position for a reason that keeps nobody out. */
  noteLeft(seat: number): void {
    this.state[seat] = SEATS.flat;
  }

  /** It was stopped, or found that it was liquidated: for how long it stays out is drawn now. */
  sendOut(seat: number, timeUs: TimeUs, draws: Draws): void {
    const comesBack = draws.uniform() < this.reentry.chance;
    this.state[seat] = SEATS.out;
    this.untilUs[seat] = comesBack ? timeUs + Math.round(this.after.sample(draws)) : Infinity;
  }

  /** A seat without a position wakes: is it still out? */
  isOut(seat: number, view: MarketView, draws: Draws): boolean {
    const state = this.state[seat];
    const wasForcedOut = state === SEATS.holding || (state === SEATS.unknown && view.wasLiquidated);
    if (wasForcedOut) this.sendOut(seat, view.timeUs, draws);
    else if (state === SEATS.unknown) this.state[seat] = SEATS.flat;
    return this.state[seat] === SEATS.out && view.timeUs < this.untilUs[seat];
  }

  /** Its time is over, and it has not entered since. */
  isReturning(seat: number): boolean {
    return this.state[seat] === SEATS.out;
  }
}
