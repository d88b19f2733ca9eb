import type { Lots, Ticks, Units } from '../../core/units.js';
import { BUY, type Side } from '../../events/sink.js';
import type { Population } from '../../scenario/scenario.js';
import type { MarketView } from './agent.js';
import { affordableLots, type InstrumentFacts, positionsByRow } from './context.js';

/**
 * What the accounts of a population can carry: its members ask for no more than their margin
 * allows, because an order that lacks it is refused whole. A cross account serves its instruments
 * evenly.
 */
export class OrderRoom {
  private readonly instruments: readonly InstrumentFacts[];
  private readonly positionOfRow: Int32Array;
  private readonly isMargined: boolean;
  private readonly shares: number;

  constructor(
    { marginMode }: Pick<Population, 'marginMode'>,
    instruments: readonly InstrumentFacts[],
  ) {
    this.instruments = instruments;
    this.positionOfRow = positionsByRow(instruments);
    this.isMargined = marginMode !== 'unmargined';
    this.shares = marginMode === 'isolated' ? 1 : instruments.length;
  }

  /** Row of a member on the instrument it looks at, among all seats of the population. */
  seatOf(agent: number, { instrument }: MarketView): number {
    return agent * this.instruments.length + this.positionOfRow[instrument];
  }

  /** Equity that stands behind the position on the instrument that the member looks at. */
  equityUnits(view: MarketView): Units {
    return view.equityUnits / this.shares;
  }

  /** As many of the wanted lots, whole, as fit at this price: below 1 when none do. */
  lots(side: Side, priceTicks: Ticks, wantedLots: Lots, view: MarketView): Lots {
    if (!this.isMargined) return Math.floor(wantedLots);
    const { markTicks, positionLots, unitsPerTickLot } = view;
    const sign = side === BUY ? 1 : -1;
    const lossTicks = Math.max(0, sign * (priceTicks - markTicks));
    const lossUnits = wantedLots * lossTicks * unitsPerTickLot; // at once, at the mark
    const facts = this.instruments[this.positionOfRow[view.instrument]];
    const most = affordableLots(facts, this.equityUnits(view) - lossUnits, markTicks);
    return Math.floor(Math.min(wantedLots, most - sign * positionLots));
  }
}
