import { sample } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import { type Lots, US_PER_SECOND, US_PER_YEAR } from '../../core/units.js';
import { BUY, SELL } from '../../events/sink.js';
import type { Momentum } from '../../scenario/scenario.js';
import type { Behaviour, Decision, MarketView } from './agent.js';
import type { BehaviourContext } from './context.js';
import { OrderRoom } from './order-room.js';
import { Pace } from './pace.js';
import { wholeLots } from './size.js';

/**
 * Trend followers, each over a horizon of its own. The trend is the logarithm of the price less its
 * exponential moving average, which is an exponentially weighted sum of past returns, in units of
 * what a random walk of the given volatility σ shows: its variance is σ² × horizon ÷ 2. The position
 * wanted is 0 up to the dead zone, the whole capacity from the full trend, and linear between.
 *
 * A row is a member; of the averages, a seat: logarithm of the average price, and its time.
 */
export class MomentumTraders implements Behaviour {
  readonly wakesPerSecond: number;
  private readonly population: Momentum;
  private readonly pace: Pace;
  private readonly room: OrderRoom;
  readonly horizonUs: Float64Array;
  private readonly capacityLots: Float64Array;
  private readonly leverage: Float64Array;
  private readonly logAverage: Float64Array;
  private readonly averageUs: Float64Array;

  constructor(population: Momentum, { instruments, traits }: BehaviourContext) {
    const { count, looksPerHorizon } = population;
    this.population = population;
    this.room = new OrderRoom(population, instruments);
    this.horizonUs = new Float64Array(count);
    this.capacityLots = new Float64Array(count);
    this.leverage = new Float64Array(count);
    for (let agent = 0; agent < count; agent++) {
      const draws = traits(agent);
      this.horizonUs[agent] = sample(population.horizon, draws);
      this.capacityLots[agent] = wholeLots(sample(population.capacity, draws));
      this.leverage[agent] = sample(population.leverage, draws);
    }
    const rates = this.horizonUs.map((us) => (looksPerHorizon * US_PER_SECOND) / us);
    this.pace = new Pace(rates, instruments.length);
    this.wakesPerSecond = this.pace.wakesPerSecond;
    this.averageUs = new Float64Array(count * instruments.length);
    this.logAverage = Float64Array.from(this.averageUs, (_, seat) =>
      Math.log(instruments[seat % instruments.length].initialPriceTicks),
    );
  }

  choose(draws: Draws): number {
    return this.pace.choose(draws);
  }

  wake(agent: number, view: MarketView, _draws: Draws, decision: Decision): void {
    const { population, room } = this;
    const carriedLots = this.carriedLots(agent, view);
    const targetLots = Math.trunc(this.desire(this.trend(agent, view)) * carriedLots);
    if (view.messagesOnTheWay > 0) return;
    const change = targetLots - view.positionLots;
    const isLeaving = targetLots === 0 && change !== 0;
    if (Math.abs(change) < population.tolerance * carriedLots && !isLeaving) return;
    const side = change > 0 ? BUY : SELL;
    if ((side === BUY ? view.bestAskTicks : view.bestBidTicks) === 0) return;
    const lots = room.lots(side, view.markTicks, Math.abs(change), view);
    if (lots >= 1) decision.market(side, lots);
  }

  /** Takes in the price of this look; the trend over the member's horizon, in standard deviations. */
  private trend(agent: number, view: MarketView): number {
    const { averageUs, horizonUs, logAverage, population, room } = this;
    const seat = room.seatOf(agent, view);
    const logPrice = Math.log(priceTicks(view));
    const kept = Math.exp((averageUs[seat] - view.timeUs) / horizonUs[agent]);
    logAverage[seat] = logPrice + kept * (logAverage[seat] - logPrice);
    averageUs[seat] = view.timeUs;
    const usual = population.volatility * Math.sqrt(horizonUs[agent] / (2 * US_PER_YEAR));
    return (logPrice - logAverage[seat]) / usual;
  }

  /** Share of what it carries that a member wants, −1 … 1. */
  private desire(trend: number): number {
    const { deadZone, fullTrend } = this.population;
    const strength = (Math.abs(trend) - deadZone) / (fullTrend - deadZone);
    return Math.sign(trend) * Math.max(0, Math.min(1, strength));
  }

  /** Its capacity, as far as its leverage on what its equity is worth now goes. */
  private carriedLots(agent: number, view: MarketView): Lots {
    const equityUnits = Math.max(0, this.room.equityUnits(view));
    const lots = (equityUnits * this.leverage[agent]) / (view.markTicks * view.unitsPerTickLot);
    return Math.min(this.capacityLots[agent], lots);
  }
}

/** The mid; of a book with an empty side, the mark, which an emptied book moves least. */
function priceTicks({ bestAskTicks, bestBidTicks, markTicks }: MarketView): number {
  return bestBidTicks > 0 && bestAskTicks > 0 ? (bestBidTicks + bestAskTicks) / 2 : markTicks;
}
