import type { Draws } from '../../core/random.js';
import { firstRowAbove } from '../../core/running-totals.js';
import type { Side } from '../../events/sink.js';
import type { SignMemoryRules } from '../../scenario/scenario.js';
import { drawnSide } from './drawn-side.js';

/**
 * Sides of successive orders that go on for long, as in real order flow, where big orders are cut
 * into small ones: with probability `copy` an order takes the side of an earlier one, whose lag is
 * drawn from 1 … longestLag with weight lag^−exponent; otherwise either side is as likely. The
 * autocorrelation of the signs solves C(l) = copy × Σ P(lag k) × C(l − k) (Jacobs and Lewis 1983).
 *
 * Each instrument has a memory of its own: a ring of `longestLag` sides. What the market does has no
 * part in it: orders that were refused or not filled are remembered too.
 */
export class SignMemory {
  private readonly copy: number;
  private readonly longestLag: number;
  /** Row k: chance that the lag is at most k + 1. */
  private readonly lagChance: Float64Array;
  private readonly sides: Uint8Array;
  private readonly drawn: Float64Array;

  constructor({ copy, exponent, longestLag }: SignMemoryRules, instruments: number) {
    this.copy = copy;
    this.longestLag = longestLag;
    this.lagChance = cumulativePowerLaw(exponent, longestLag);
    this.sides = new Uint8Array(instruments * longestLag);
    this.drawn = new Float64Array(instruments);
  }

  /** The side of the next order on an instrument, by its position in the population's list. */
  next(instrument: number, draws: Draws): Side {
    const { drawn, longestLag, sides } = this;
    const first = instrument * longestLag;
    const count = drawn[instrument]++;
    const lag = draws.uniform() < this.copy ? this.drawLag(draws) : Infinity;
    const isCopied = lag <= count;
    const side = isCopied ? sides[first + ((count - lag) % longestLag)] : drawnSide(draws);
    sides[first + (count % longestLag)] = side;
    return side as Side;
  }

  private drawLag(draws: Draws): number {
    return firstRowAbove(this.lagChance, draws.uniform()) + 1;
  }
}

function cumulativePowerLaw(exponent: number, longest: number): Float64Array {
  const chances = new Float64Array(longest);
  let total = 0;
  for (let lag = 1; lag <= longest; lag++) {
    total += Math.exp(-exponent * Math.log(lag));
    chances[lag - 1] = total;
  }
  return chances.map((chance) => chance / total);
}
