import { Draws } from '../../core/random.js';

/** The random draws of one wake-up (or trait), keyed: an agent's luck shifts nobody else's. */
export interface AgentDraws {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** A whole number in [0, count). */
  below(count: number): number;
  /** Waiting time with mean 1. */
  exponential(): number;
  /** Standard normal. */
  normal(): number;
}

/** Draws without the means to seed them. One facade serves all wake-ups. */
export class DrawsFacade implements AgentDraws {
  #draws = new Draws();

  aim(draws: Draws): void {
    this.#draws = draws;
  }

  uniform(): number {
    return this.#draws.uniform();
  }

  below(count: number): number {
    return this.#draws.below(count);
  }

  exponential(): number {
    return this.#draws.exponential();
  }

  normal(): number {
    return this.#draws.normal();
  }
}
