import type { Draws } from '../../core/random.js';
import { firstRowAbove } from '../../core/running-totals.js';

/**
 * Members who each wake at a rate of their own, on every instrument alike: their Poisson streams
 * together are one, and whose turn it is has chances in proportion to the rates.
 */
export class Pace {
  /** Over all members and instruments. */
  readonly wakesPerSecond: number;
  private readonly instruments: number;
  /** Row: rates of the members up to this one. */
  private readonly rateUpTo: Float64Array;

  /** `rates`: wake-ups a second of each member, on each instrument. */
  constructor(rates: Float64Array, instruments: number) {
    let total = 0;
    this.rateUpTo = rates.map((rate) => (total += rate));
    this.instruments = instruments;
    this.wakesPerSecond = total * instruments;
  }

  /** The seat whose turn it is. */
  choose(draws: Draws): number {
    const { rateUpTo, instruments } = this;
    const member = firstRowAbove(rateUpTo, draws.uniform() * rateUpTo[rateUpTo.length - 1]);
    return member * instruments + draws.below(instruments);
  }
}
