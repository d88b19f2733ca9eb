import type { Draws } from '../../core/random.js';
import { US_PER_SECOND } from '../../core/units.js';
import type { Behaviour, Decision, MarketView } from './agent.js';

/** A behaviour whose wake-ups come at equal intervals instead of at random, seat after seat. */
export class Regularly implements Behaviour {
  readonly wakesPerSecond: number;
  private readonly behaviour: Behaviour;
  private readonly seats: number;
  private nextSeat = 0;

  constructor(behaviour: Behaviour, seats: number) {
    this.behaviour = behaviour;
    this.wakesPerSecond = behaviour.wakesPerSecond;
    this.seats = seats;
  }

  nextArrivalUs(afterUs: number): number {
    return afterUs + US_PER_SECOND / this.wakesPerSecond;
  }

  choose(): number {
    const seat = this.nextSeat;
    this.nextSeat = (seat + 1) % this.seats;
    return seat;
  }

  wake(agent: number, view: MarketView, draws: Draws, decision: Decision): void {
    this.behaviour.wake(agent, view, draws, decision);
  }

  open(agent: number, view: MarketView, draws: Draws, decision: Decision): void {
    this.behaviour.open?.(agent, view, draws, decision);
  }

  orderRested(agent: number, tag: number, order: number): void {
    this.behaviour.orderRested?.(agent, tag, order);
  }

  orderGone(agent: number, tag: number): void {
    this.behaviour.orderGone?.(agent, tag);
  }
}
