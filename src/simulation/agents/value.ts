import { sample } from '../../core/distributions.js';
import type { Draws } from '../../core/random.js';
import { US_PER_SECOND } from '../../core/units.js';
import type { Value } from '../../scenario/scenario.js';
import type { Behaviour, Decision, MarketView } from './agent.js';
import type { BehaviourContext } from './context.js';
import { DemandCurves } from './demand-curve.js';
import { Pace } from './pace.js';

/**
 * Traders who buy what is cheap and sell what is dear against what they believe: the index × an
 * error of their own that wanders around 1. They have much capital and take their time; in a crash
 * they are who buys in the end.
 *
 * Positions that stand at the start (as the other side of leveraged ones) are hedged elsewhere: they
 * are held when the price is right, and buying in a fall covers the shorts among them. Nobody has to
 * catch up with his belief at the start: trades come of what changes.
 *
 * A row of the errors is a seat: logarithm of belief ÷ index, and the time it holds for. The errors
 * are Ornstein–Uhlenbeck, drawn with the wake-ups: the market has no part in them.
 */
export class ValueTraders implements Behaviour {
  readonly wakesPerSecond: number;
  private readonly population: Value;
  private readonly pace: Pace;
  private readonly demand: DemandCurves;
  private readonly error: Float64Array;
  private readonly errorUs: Float64Array;

  constructor(population: Value, { instruments, traits }: BehaviourContext) {
    const { count, patience } = population;
    this.population = population;
    this.demand = new DemandCurves(population, population.threshold, instruments);
    this.error = new Float64Array(count * instruments.length);
    this.errorUs = new Float64Array(count * instruments.length);
    const rates = new Float64Array(count);
    for (let agent = 0; agent < count; agent++) {
      const draws = traits(agent);
      rates[agent] = US_PER_SECOND / sample(patience, draws);
      this.demand.drawMember(agent, population, draws);
      for (let place = 0; place < instruments.length; place++) {
        this.error[agent * instruments.length + place] = population.error * draws.normal();
      }
    }
    this.pace = new Pace(rates, instruments.length);
    this.wakesPerSecond = this.pace.wakesPerSecond;
  }

  choose(draws: Draws): number {
    return this.pace.choose(draws);
  }

  open(agent: number, view: MarketView): void {
    const seat = this.demand.room.seatOf(agent, view);
    this.demand.rememberNeutral(agent, this.valueTicks(seat, view), view);
  }

  wake(agent: number, view: MarketView, draws: Draws, decision: Decision): void {
    const { demand, population } = this;
    const seat = demand.room.seatOf(agent, view);
    this.wander(seat, view, draws);
    const valueTicks = this.valueTicks(seat, view);
    const mostLots = Math.max(1, population.slice * demand.capacityLots[agent]);
    demand.trade(agent, valueTicks, mostLots, view, decision);
  }

  private valueTicks(seat: number, { indexTicks }: MarketView): number {
    return indexTicks * Math.exp(this.error[seat]);
  }

  /** Exact for the time since the seat's last look. */
  private wander(seat: number, { timeUs }: MarketView, draws: Draws): void {
    const { error, errorTimeUs } = this.population;
    const kept = Math.exp((this.errorUs[seat] - timeUs) / errorTimeUs);
    const spread = error * Math.sqrt(1 - kept * kept);
    this.error[seat] = kept * this.error[seat] + spread * draws.normal();
    this.errorUs[seat] = timeUs;
  }
}
