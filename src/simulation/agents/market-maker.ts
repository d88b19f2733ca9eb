import { sample } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import type { Ticks } from '../../core/units.js';
import { BUY, SELL, type Side } from '../../events/sink.js';
import type { MarketMaker } from '../../scenario/scenario.js';
import type { Behaviour, Decision, MarketView } from './agent.js';
import { type BehaviourContext, positionsByRow } from './context.js';
import { MakerNerves } from './maker-nerves.js';
import { QuoteAim } from './quote-aim.js';
import { QuoteTable } from './quote-table.js';
import { robustMidTicks } from './reference-price.js';
import { wholeLots } from './size.js';
import { TouchImprover } from './touch-improver.js';

/** Share of a price that the first level may lie off at most, however wide the quotes. */
const FARTHEST = 0.999;

/**
 * Makers quote several prices on both sides of a reference between index and mid, lean against
 * their inventory, and quote less and further away when the price moves fast: many of them stepping
 * back together is what thins the book in a cascade. Each looks at every instrument at `requoteRate`.
 *
 * A row is a member.
 */
export class MarketMakers implements Behaviour {
  readonly wakesPerSecond: number;
  private readonly population: MarketMaker;
  private readonly instruments: number;
  private readonly positionOfRow: Int32Array;
  private readonly nerves: MakerNerves;
  private readonly quoteAim: QuoteAim;
  private readonly quotes: QuoteTable;
  private readonly improver: TouchImprover | null;
  /** Share of the wake-ups that try to improve the touch. */
  private readonly improvingShare: number;

  private readonly depthLots: Float64Array;
  private readonly inventoryLimitLots: Float64Array;

  constructor(population: MarketMaker, { instruments, traits }: BehaviourContext) {
    const { count, requoteRate, improve } = population;
    const seats = count * instruments.length;
    const improvements = improve === null ? 0 : instruments.length * improve.rate;
    this.population = population;
    this.instruments = instruments.length;
    this.positionOfRow = positionsByRow(instruments);
    this.wakesPerSecond = seats * requoteRate + improvements;
    this.improvingShare = improvements / this.wakesPerSecond;
    this.improver = improve === null ? null : new TouchImprover(seats, improve);
    this.nerves = new MakerNerves(seats, population.withdrawal);
    this.quoteAim = new QuoteAim(population);
    this.quotes = new QuoteTable(seats, population);
    this.depthLots = new Float64Array(count);
    this.inventoryLimitLots = new Float64Array(count);
    for (let agent = 0; agent < count; agent++) {
      const draws = traits(agent);
      this.depthLots[agent] = sample(population.depth, draws);
      this.inventoryLimitLots[agent] = wholeLots(sample(population.inventoryLimit, draws));
      this.quoteAim.drawTraits(agent, draws);
    }
  }

  wake(agent: number, view: MarketView, draws: Draws, decision: Decision): void {
    const { improver } = this;
    if (improver === null || draws.uniform() >= this.improvingShare) {
      this.requote(agent, view, decision);
    } else {
      this.improve(improver, agent, view, draws, decision);
    }
  }

  open(agent: number, view: MarketView, _draws: Draws, decision: Decision): void {
    this.requote(agent, view, decision);
  }

  orderRested(_agent: number, row: number, order: number): void {
    const { quotes, improver } = this;
    if (row < quotes.length) quotes.rested(row, order);
    else improver?.rested(row - quotes.length, order);
  }

  orderGone(_agent: number, row: number): void {
    const { quotes, improver } = this;
    if (row < quotes.length) quotes.gone(row);
    else improver?.gone(row - quotes.length);
  }

  private requote(agent: number, view: MarketView, decision: Decision): void {
    const { nerves, quotes, improver } = this;
    const seat = this.seatOf(agent, view);
    const midTicks = robustMidTicks(view, this.population.trustedSpread);
    nerves.look(seat, view.timeUs, midTicks);
    this.aim(agent, midTicks, view);
    this.want(agent, seat, this.depthLots[agent] * nerves.sizeFactor(seat) * view.sizeFactor, view);
    quotes.settle(seat, view, decision);
    improver?.retreat(seat, this.quoteAim.centerTicks, view, decision);
  }

  private improve(
    improver: TouchImprover,
    agent: number,
    view: MarketView,
    draws: Draws,
    decision: Decision,
  ): void {
    const { nerves, quotes, quoteAim } = this;
    const seat = this.seatOf(agent, view);
    nerves.remember(seat);
    this.aim(agent, robustMidTicks(view, this.population.trustedSpread), view);
    improver.improve(
      seat,
      quoteAim.centerTicks,
      nerves.sizeFactor(seat) * view.sizeFactor,
      this.inventoryLimitLots[agent],
      quotes.length,
      view,
      draws,
      decision,
    );
  }

  private seatOf(agent: number, { instrument }: MarketView): number {
    return agent * this.instruments + this.positionOfRow[instrument];
  }

  private aim(agent: number, midTicks: number, view: MarketView): void {
    const { indexWeight } = this.population;
    const fairTicks = indexWeight * view.indexTicks + (1 - indexWeight) * midTicks;
    this.quoteAim.aim(agent, fairTicks, this.inventoryLimitLots[agent], this.nerves, view);
  }

  /** Writes the quotes that the seat should have now. */
  private want(agent: number, seat: number, depthLots: number, view: MarketView): void {
    const { quotes, quoteAim } = this;
    const { positionLots } = view;
    const { scale } = quoteAim;
    const limitLots = this.inventoryLimitLots[agent];
    const bidFromTicks = this.bidFromTicks(seat, view);
    const askFromTicks = this.askFromTicks(seat, view);

    // No side is larger than the inventory may still grow by: at its limit it stands empty.
    quotes.want(BUY, bidFromTicks, scale, Math.min(depthLots, limitLots - positionLots), view);
    quotes.want(SELL, askFromTicks, scale, Math.min(depthLots, limitLots + positionLots), view);
  }

  /** A quote that met the other side would be refused: then the whole ladder stands behind the touch. */
  private bidFromTicks(seat: number, { bestAskTicks }: MarketView): number {
    const { centerTicks, scale } = this.quoteAim;
    if (bestAskTicks === 0 || this.isOwnTouch(seat, SELL, bestAskTicks)) return centerTicks;
    const first = Math.min(FARTHEST, this.population.nearest * scale);
    return Math.min(centerTicks, (bestAskTicks - 1) / (1 - first));
  }

  private askFromTicks(seat: number, { bestBidTicks }: MarketView): number {
    const { centerTicks, scale } = this.quoteAim;
    if (bestBidTicks === 0 || this.isOwnTouch(seat, BUY, bestBidTicks)) return centerTicks;
    return Math.max(centerTicks, (bestBidTicks + 1) / (1 + this.population.nearest * scale));
  }

  /** A ladder gives way to its own quotes too; the model says where both sides stand. */
  private isOwnTouch(seat: number, side: Side, touchTicks: Ticks): boolean {
    const isLadder = this.population.strategy.kind === 'ladder';
    return !isLadder && this.quotes.standsAt(seat, side, touchTicks);
  }
}
