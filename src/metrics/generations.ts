import type { TimeUs, Units } from '../core/units.js';
import type { LiquidationEnd, LiquidationStart } from '../events/sink.js';
import type { Listener } from './fan-out.js';

/** Fewer episodes than this say nothing about reproduction. */
const ENOUGH_EPISODES = 10;

/** All episodes of one generation on a venue, over all trees. */
export interface Generation {
  readonly venue: number;
  readonly generation: number; // 1: roots
  liquidations: number;
  notionalUnits: Units;
  /** Notional of the next generation ÷ this one's; NaN for fewer than ten episodes. */
  volumeReproduction: number;
  startUs: TimeUs;
  endUs: TimeUs; // NaN while none has ended
}

export class Generations implements Listener {
  private readonly byVenue: readonly Generation[][];

  constructor(venueCount: number) {
    this.byVenue = Array.from({ length: venueCount }, () => []);
  }

  liquidationStarted(start: LiquidationStart): void {
    const row = this.find(start);
    row.notionalUnits += start.notionalUnits;
    if (start.isFirstLeg) row.liquidations += 1;
  }

  liquidationEnded(end: LiquidationEnd): void {
    this.find(end).endUs = end.endTimeUs;
  }

  /** The generations of all venues, in the order of their number. */
  list(): readonly Generation[] {
    for (const generations of this.byVenue) {
      for (const [row, generation] of generations.entries()) {
        generation.volumeReproduction = reproduction(generation, generations.at(row + 1));
      }
    }
    return this.byVenue.flat();
  }

  /** NaN when no generation is large enough to tell. */
  get volumeReproductionMax(): number {
    const defined = this.list()
      .map((generation) => generation.volumeReproduction)
      .filter((value) => !Number.isNaN(value));
    return defined.reduce((largest, value) => Math.max(largest, value), defined.at(0) ?? NaN);
  }

  /** A parent starts before its child, so generations appear one after another. */
  private find(start: LiquidationStart): Generation {
    const generations = this.byVenue[start.venue];
    for (let generation = generations.length + 1; generation <= start.generation; generation++) {
      generations.push({
        venue: start.venue,
        generation,
        liquidations: 0,
        notionalUnits: 0,
        volumeReproduction: NaN,
        startUs: start.timeUs,
        endUs: NaN,
      });
    }
    return generations[start.generation - 1];
  }
}

function reproduction(generation: Generation, next: Generation | undefined): number {
  if (generation.liquidations < ENOUGH_EPISODES) return NaN;
  return (next?.notionalUnits ?? 0) / generation.notionalUnits;
}
