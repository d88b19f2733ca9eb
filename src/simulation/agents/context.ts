import type { Draws } from '../../core/random.js';
import { PPM, type Lots, type Ppm, type Ticks, type Units } from '../../core/units.js';
import type { MarginSchedule } from '../../scenario/scenario.js';

/** What a population knows of an instrument besides what it sees. */
export interface InstrumentFacts {
  /** Row over all venues, as in `MarketView.instrument`. */
  readonly row: number;
  readonly unitsPerTickLot: number;
  readonly initialPriceTicks: Ticks;
  readonly maxPriceTicks: Ticks;
  /** As it is now: a venue may change it. */
  margin: MarginSchedule;
  readonly takerFeePpm: Ppm;
}

/** Traits of one member are so many numbers apart in the keys of their draws. */
export const TRAIT_STRIDE = 0x100000000;

/** What a behaviour is made from, besides its population. */
export interface BehaviourContext {
  /** Those that the population trades, in its order. */
  readonly instruments: readonly InstrumentFacts[];
  /**
   * The draws of one member's trait, from their start; a behaviour numbers its traits from 0. Keyed by
   * (stream of the population's traits, agent, trait), so a member stays the same when others join or
   * when it gets another trait; nothing else may be drawn from that stream.
   */
  readonly traits: (agent: number, trait?: number) => Draws;
}

/** Position of each instrument in the population's list, by its row over all venues. */
export function positionsByRow(instruments: readonly InstrumentFacts[]): Int32Array {
  const rows = instruments.map(({ row }) => row);
  const positions = new Int32Array(Math.max(...rows) + 1);
  for (const [position, row] of rows.entries()) positions[row] = position;
  return positions;
}

/**
 * The largest position that this equity can open: its initial margin, and the taker fee on the way
 * in and out. A fraction of a lot stays a fraction.
 */
export function affordableLots(facts: InstrumentFacts, equityUnits: Units, markTicks: Ticks): Lots {
  const feesPpm = 2 * Math.max(0, facts.takerFeePpm);
  let mostUnits = 0;
  let tierFromUnits = 0;
  for (const { upToUnits, initialPpm } of facts.margin.tiers) {
    const inTierUnits = Math.min(upToUnits, (equityUnits * PPM) / (initialPpm + feesPpm));
    if (inTierUnits <= tierFromUnits) break;
    mostUnits = inTierUnits;
    tierFromUnits = upToUnits;
  }
  return mostUnits / (markTicks * facts.unitsPerTickLot);
}
