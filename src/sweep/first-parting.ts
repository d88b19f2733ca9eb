import type { TimeUs } from '../core/units.js';
import { fanOut } from '../metrics/fan-out.js';
import type { Scenario } from '../scenario/scenario.js';
import { type BehaviourFactories, NO_FACTORIES } from '../simulation/agents/custom-behaviour.js';
import { createWorld } from '../simulation/create-world.js';
import { advance, finish, start } from '../simulation/simulate.js';
import type { World } from '../simulation/world.js';
import { Printer } from '../writers/printer.js';
import { isSameFact, type MarketFact, MarketFacts } from './market-facts.js';

/** Commands executed at a time; a run is ahead of the other by no more facts than they make. */
const SLICE = 1_000;

export interface PairedRun {
  readonly scenario: Scenario;
  readonly behaviours?: BehaviourFactories;
}

/** The first thing that happens differently; null: nothing happened any more in that run. */
export interface Parting {
  readonly timeUs: TimeUs;
  readonly left: string | null;
  readonly right: string | null;
}

/**
 * Runs two scenarios on the same draws, side by side, until the first order, trade, price or
 * liquidation that differs; null: none does. The opening counts: what differs there parts them at 0.
 */
export function firstParting(left: PairedRun, right: PairedRun, seed: string): Parting | null {
  const runs = [new Followed(left, seed), new Followed(right, seed)] as const;
  for (;;) {
    const facts = [runs[0].next(), runs[1].next()] as const;
    const [one, other] = facts;
    if (one === null && other === null) return null;
    if (one !== null && other !== null && isSameFact(one, other)) continue;
    const timeUs = Math.min(one?.timeUs ?? Infinity, other?.timeUs ?? Infinity);
    return { timeUs, left: runs[0].textOf(one), right: runs[1].textOf(other) };
  }
}

/** A run whose facts are taken one by one. */
class Followed {
  private readonly world: World;
  private readonly printer: Printer;
  private facts: MarketFact[] = [];
  private taken = 0;
  private isRunning = true;
  private readonly sink = fanOut([new MarketFacts((fact) => this.facts.push(fact))]);

  constructor({ scenario, behaviours = NO_FACTORIES }: PairedRun, seed: string) {
    this.world = createWorld(scenario, seed, behaviours);
    this.printer = new Printer(scenario);
    start(this.world, this.sink);
  }

  /** Null once the run has ended. */
  next(): MarketFact | null {
    while (this.taken === this.facts.length) {
      if (!this.isRunning) return null;
      this.facts = [];
      this.taken = 0;
      this.isRunning = advance(this.world, this.sink, SLICE);
      if (!this.isRunning) finish(this.world, this.sink, 'horizon');
    }
    return this.facts[this.taken++];
  }

  textOf(fact: MarketFact | null): string | null {
    return fact === null ? null : fact.text(this.printer);
  }
}
