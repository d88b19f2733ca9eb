import type { Distribution } from '../core/distributions.js';

/** What every population has, whatever its kind. */
export interface PopulationBase {
  readonly name: string;
  readonly count: number;
  /** Row of the venue, and rows of its instruments that the population trades. */
  readonly venue: number;
  readonly instruments: readonly number[];
  readonly marginMode: 'isolated' | 'cross' | 'unmargined';
  /** Deposit of each agent in units. Isolated: split evenly over its instruments. */
  readonly wealth: Distribution;
  /** How old the market is that an agent sees, in microseconds; drawn once for each agent. */
  readonly reactionTime: Distribution;
  /** How long each message of an agent is on its way to the venue, in microseconds; absent: no time. */
  readonly orderLatency?: Distribution;
}
