import { sample } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import { NONE } from '../../core/units.js';
import { BUY, SELL, type Side } from '../../events/sink.js';
import type { MarketMaker } from '../../scenario/scenario.js';
import type { Behaviour, Decision, MarketView } from './agent.js';
import { type BehaviourContext, positionsByRow } from './context.js';
import { geometricDistances, sharesUpTo } from './quote-ladder.js';
import { VolatilityMeter } from './volatility-meter.js';
import { wholeLots } from './size.js';

/** Keeps a price that is whole but for the last bits from moving by a tick. */
const ROUNDING_SLACK = 1e-6;

/**
 * Makers quote a ladder of prices on both sides of a reference between index and mid, lean against
 * their inventory, and quote less when the price moves fast: many of them stepping back together is
 * what thins the book in a cascade. Each looks at every instrument at `requoteRate`.
 *
 * Three tables, stored as columns. A row of the first is a member; a row of the quote table is one
 * level of one side of one seat; the wanted quotes are those of the seat that looks now.
 */
export class MarketMakers implements Behaviour {
  readonly wakesPerSecond: number;
  private readonly population: MarketMaker;
  private readonly instruments: number;
  private readonly positionOfRow: Int32Array;
  private readonly meter: VolatilityMeter | null;

  private readonly depthLots: Float64Array;
  private readonly inventoryLimitLots: Float64Array;

  private readonly quoteOrder: Float64Array;
  private readonly quoteTicks: Float64Array;

  private readonly wantedTicks: Float64Array;
  private readonly wantedLots: Float64Array;
  /** How far a quote may be off the wanted price. */
  private readonly toleranceTicks: Float64Array;

  /** By level: distance from the reference as a fraction, and the share of all lots up to it. */
  private readonly distance: Float64Array;
  private readonly shareUpTo: Float64Array;

  constructor(population: MarketMaker, { instruments, traits }: BehaviourContext) {
    const { count, levels, nearest, farthest, withdrawal } = population;
    const seats = count * instruments.length;
    this.population = population;
    this.instruments = instruments.length;
    this.positionOfRow = positionsByRow(instruments);
    this.wakesPerSecond = seats * population.requoteRate;
    this.meter = withdrawal === null ? null : new VolatilityMeter(seats, withdrawal);
    this.distance = geometricDistances(levels, nearest, farthest);
    this.shareUpTo = sharesUpTo(levels, population.depthShape);
    this.quoteOrder = new Float64Array(seats * 2 * levels).fill(NONE);
    this.quoteTicks = new Float64Array(seats * 2 * levels);
    this.wantedTicks = new Float64Array(2 * levels);
    this.wantedLots = new Float64Array(2 * levels);
    this.toleranceTicks = new Float64Array(2 * levels);
    this.depthLots = new Float64Array(count);
    this.inventoryLimitLots = new Float64Array(count);
    for (let agent = 0; agent < count; agent++) {
      const draws = traits(agent);
      this.depthLots[agent] = sample(population.depth, draws);
      this.inventoryLimitLots[agent] = wholeLots(sample(population.inventoryLimit, draws));
    }
  }

  wake(agent: number, view: MarketView, _draws: Draws, decision: Decision): void {
    const seat = agent * this.instruments + this.positionOfRow[view.instrument];
    const midTicks = robustMidTicks(view);
    const factor = this.meter === null ? 1 : this.meter.sizeFactor(seat, view.timeUs, midTicks);
    this.want(agent, midTicks, this.depthLots[agent] * factor, view);

    const firstRow = seat * this.wantedTicks.length;
    const missing = this.cancelWrong(firstRow, view, decision);
    if (missing > 0) this.placeMissing(firstRow, decision);
  }

  open(agent: number, view: MarketView, draws: Draws, decision: Decision): void {
    this.wake(agent, view, draws, decision);
  }

  orderRested(_agent: number, row: number, order: number): void {
    this.quoteOrder[row] = order;
  }

  /** Writes the quotes that the seat should have now. */
  private want(agent: number, midTicks: number, depthLots: number, view: MarketView): void {
    const { indexWeight, skew } = this.population;
    const { bestBidTicks, bestAskTicks, positionLots } = view;
    const limitLots = this.inventoryLimitLots[agent];
    const used = Math.max(-1, Math.min(1, positionLots / limitLots));
    const fairTicks = indexWeight * view.indexTicks + (1 - indexWeight) * midTicks;
    const leaningTicks = fairTicks * (1 - skew * used);

    // A quote that met the other side would be refused: then the whole ladder stands behind the touch.
    let bidFromTicks = leaningTicks;
    let askFromTicks = leaningTicks;
    const nearest = this.distance[0];
    if (bestAskTicks > 0) bidFromTicks = Math.min(leaningTicks, (bestAskTicks - 1) / (1 - nearest));
    if (bestBidTicks > 0) askFromTicks = Math.max(leaningTicks, (bestBidTicks + 1) / (1 + nearest));

    // No side is larger than the inventory may still grow by: at its limit it stands empty.
    this.wantSide(BUY, bidFromTicks, Math.min(depthLots, limitLots - positionLots), view);
    this.wantSide(SELL, askFromTicks, Math.min(depthLots, limitLots + positionLots), view);
  }

  private wantSide(side: Side, fromTicks: number, totalLots: number, view: MarketView): void {
    const { distance, shareUpTo, wantedTicks, wantedLots, toleranceTicks } = this;
    const levels = distance.length;
    const lots = Math.max(0, totalLots);
    let lotsSoFar = 0;
    for (let level = 0; level < levels; level++) {
      const row = side * levels + level;
      const offTicks = fromTicks * distance[level];
      const priceTicks =
        side === BUY
          ? Math.floor(fromTicks - offTicks + ROUNDING_SLACK)
          : Math.ceil(fromTicks + offTicks - ROUNDING_SLACK);
      const lotsUpTo = Math.round(lots * shareUpTo[level]);
      const isPrice = 1 <= priceTicks && priceTicks <= view.maxPriceTicks;
      wantedTicks[row] = priceTicks;
      wantedLots[row] = isPrice ? lotsUpTo - lotsSoFar : 0;
      toleranceTicks[row] = offTicks * this.population.tolerance;
      lotsSoFar = lotsUpTo;
    }
  }

  /** Cancels the quotes that are off; returns how many are missing then. */
  private cancelWrong(firstRow: number, view: MarketView, decision: Decision): number {
    const { quoteOrder, quoteTicks, wantedTicks, wantedLots, toleranceTicks } = this;
    const { sizeTolerance } = this.population;
    let missing = 0;
    for (let row = 0; row < wantedLots.length; row++) {
      const order = quoteOrder[firstRow + row];
      const lots = wantedLots[row];
      if (order !== NONE) {
        const openLots = view.openLots(order);
        const offTicks = Math.abs(quoteTicks[firstRow + row] - wantedTicks[row]);
        const offLots = Math.abs(openLots - lots);
        if (openLots > 0) {
          if (offLots <= sizeTolerance * lots && offTicks <= toleranceTicks[row]) continue;
          decision.cancel(order);
        }
        quoteOrder[firstRow + row] = NONE;
      }
      if (lots > 0) missing += 1;
    }
    return missing;
  }

  private placeMissing(firstRow: number, decision: Decision): void {
    const { quoteOrder, quoteTicks, wantedTicks, wantedLots } = this;
    const levels = this.distance.length;
    for (let row = 0; row < wantedLots.length; row++) {
      if (quoteOrder[firstRow + row] !== NONE || wantedLots[row] === 0) continue;
      quoteTicks[firstRow + row] = wantedTicks[row];
      const side = row < levels ? BUY : SELL;
      decision.postOnly(side, wantedTicks[row], wantedLots[row], firstRow + row);
    }
  }
}

/** The mid; where a side is empty, the last price as far as the other side bears it out. */
function robustMidTicks({ bestBidTicks, bestAskTicks, lastTicks, markTicks }: MarketView): number {
  if (bestBidTicks > 0 && bestAskTicks > 0) return (bestBidTicks + bestAskTicks) / 2;
  const knownTicks = lastTicks > 0 ? lastTicks : markTicks;
  if (bestAskTicks > 0) return Math.min(knownTicks, bestAskTicks);
  return Math.max(knownTicks, bestBidTicks);
}
