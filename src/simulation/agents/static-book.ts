import type { Draws } from '../../core/random.js';
import type { Lots, Ticks } from '../../core/units.js';
import { BUY, SELL, type Side } from '../../events/sink.js';
import type { BookShape, StaticBook } from '../../scenario/scenario.js';
import type { Behaviour, Decision, MarketView } from './agent.js';
import { type BehaviourContext, type InstrumentFacts, positionsByRow } from './context.js';

/**
 * A book that is placed once around the initial price and never refilled. Its prices are dealt out
 * to the members in turn, so the book is the same however many there are.
 */
export class StaticBookOwners implements Behaviour {
  readonly wakesPerSecond = 0;
  private readonly population: StaticBook;
  private readonly instruments: readonly InstrumentFacts[];
  private readonly positionOfRow: Int32Array;

  constructor(population: StaticBook, { instruments }: BehaviourContext) {
    this.population = population;
    this.instruments = instruments;
    this.positionOfRow = positionsByRow(instruments);
  }

  wake(): void {}

  open(agent: number, view: MarketView, _draws: Draws, decision: Decision): void {
    const { initialPriceTicks } = this.instruments[this.positionOfRow[view.instrument]];
    const { bids, asks } = this.population;
    if (bids) this.place(BUY, bids, initialPriceTicks, agent, view, decision);
    if (asks) this.place(SELL, asks, initialPriceTicks, agent, view, decision);
  }

  private place(
    side: Side,
    shape: BookShape,
    initialPriceTicks: Ticks,
    agent: number,
    { maxPriceTicks }: MarketView,
    decision: Decision,
  ): void {
    const { count } = this.population;
    const farthest = side === BUY ? initialPriceTicks - 1 : maxPriceTicks - initialPriceTicks;
    const toTicks = Math.min(shape.toTicks, farthest);
    for (let distance = shape.fromTicks; distance <= toTicks; distance++) {
      if ((distance - shape.fromTicks) % count !== agent) continue;
      const lots = lotsWithin(shape, distance) - lotsWithin(shape, distance - 1);
      if (lots === 0) continue;
      const priceTicks = initialPriceTicks + (side === BUY ? -distance : distance);
      decision.limit(side, priceTicks, lots);
    }
  }
}

/**
 * Lots up to a distance: the sum of the density over its ticks, rounded. Rounding the sum and not
 * the price's share keeps the whole book exact, however thin it is.
 */
function lotsWithin({ kind, lotsPerTick, fromTicks }: BookShape, distance: Ticks): Lots {
  switch (kind) {
    case 'flat':
      return Math.round(lotsPerTick * (distance - fromTicks + 1));
    case 'linear':
      return Math.round(
        (lotsPerTick * (distance * (distance + 1) - (fromTicks - 1) * fromTicks)) / 2,
      );
    default:
      return kind satisfies never;
  }
}
