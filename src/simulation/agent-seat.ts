import type { TimeUs } from '../core/units.js';
import { sizeFactorOf } from './shocks/makers-withdraw.js';
import { accountOf, type PopulationState, type World } from './world.js';

/** Makes the agent the one whose turn it is: the view is its own, and the decision is empty. */
export function seatAgent(
  world: World,
  population: PopulationState,
  agent: number,
  slot: number,
  reactionUs: TimeUs,
): void {
  const instrument = world.instruments[population.instruments[slot]];
  const account = accountOf(population, agent, slot);
  const position = population.firstPosition + agent * population.instruments.length + slot;
  world.cause = population.cause;
  world.view.aim(world, instrument, account, position, reactionUs);
  world.view.sizeFactor =
    world.shocks.withdrawals === 0 ? 1 : sizeFactorOf(world, population, agent);
  world.decision.clear();
}
