import { Sampler } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import { NONE, US_PER_SECOND } from '../../core/units.js';
import { BUY, SELL, type Side } from '../../events/sink.js';
import type { Taker } from '../../scenario/scenario.js';
import type { Behaviour, Decision, MarketView } from './agent.js';
import type { BehaviourContext } from './context.js';
import { drawnSide } from './drawn-side.js';
import { wholeLots } from './size.js';

/** Takers whose orders come at random, or at multiples of a time only. */
export function createTakers(population: Taker, context: BehaviourContext): Behaviour {
  const takers = new Takers(population, context);
  const { everyUs } = population;
  return everyUs === null ? takers : new TakersInStep(takers, population, everyUs, context);
}

/**
 * Takers buy or sell up to a distance beyond the index, drawn anew each time. An exponential reach
 * with rate k fills a quote at distance d with probability exp(−k d): the fill law of many models of
 * market making.
 */
class Takers implements Behaviour {
  readonly wakesPerSecond: number;
  private readonly population: Taker;
  private readonly size: Sampler;
  private readonly reach: Sampler;

  constructor(population: Taker, { instruments }: BehaviourContext) {
    this.population = population;
    this.size = new Sampler(population.size);
    this.reach = new Sampler(population.reach);
    this.wakesPerSecond = 2 * instruments.length * population.rate;
  }

  wake(_agent: number, view: MarketView, draws: Draws, decision: Decision): void {
    this.take(drawnSide(draws), view, draws, decision);
  }

  take(side: Side, view: MarketView, draws: Draws, decision: Decision): void {
    const { fromTicks, tick } = this.population;
    const reachTicks = fromTicks + this.reach.sample(draws) / tick;
    const lots = wholeLots(this.size.sample(draws));
    const priceTicks =
      side === BUY
        ? Math.min(view.maxPriceTicks, Math.floor(view.indexTicks + reachTicks))
        : Math.max(1, Math.ceil(view.indexTicks - reachTicks));
    if (priceTicks < 1 || view.maxPriceTicks < priceTicks) return;
    decision.immediateOrCancel(side, priceTicks, lots);
  }
}

/** The same at multiples of a time: at each, one order a side and instrument at most. */
class TakersInStep implements Behaviour {
  readonly wakesPerSecond = 0;
  private readonly takers: Takers;
  private readonly count: number;
  private readonly instruments: number;
  private readonly everyUs: number;
  /** That an order comes at its time. */
  private readonly chance: number;
  /** Wake-ups scheduled, and begun: each time brings two for each instrument. */
  private scheduled = 0;
  private begun = 0;
  private side: Side = BUY;

  constructor(
    takers: Takers,
    { count, rate }: Taker,
    everyUs: number,
    { instruments }: BehaviourContext,
  ) {
    this.takers = takers;
    this.count = count;
    this.instruments = instruments.length;
    this.everyUs = everyUs;
    this.chance = (rate * everyUs) / US_PER_SECOND;
  }

  nextArrivalUs(): number {
    const turn = Math.floor(this.scheduled++ / (2 * this.instruments));
    return (turn + 1) * this.everyUs;
  }

  choose(draws: Draws): number {
    const turn = this.begun++;
    this.side = turn % 2 === 0 ? BUY : SELL;
    const position = Math.floor(turn / 2) % this.instruments;
    const agent = draws.below(this.count);
    return draws.uniform() < this.chance ? agent * this.instruments + position : NONE;
  }

  wake(_agent: number, view: MarketView, draws: Draws, decision: Decision): void {
    this.takers.take(this.side, view, draws, decision);
  }
}
