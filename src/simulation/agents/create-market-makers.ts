import type { MarketMaker } from '../../scenario/scenario.js';
import type { Behaviour } from './agent.js';
import type { BehaviourContext } from './context.js';
import { MarketMakers } from './market-maker.js';
import { Regularly } from './regularly.js';

/** Makers whose looks come at random, or at equal intervals, seat after seat. */
export function createMarketMakers(population: MarketMaker, context: BehaviourContext): Behaviour {
  const makers = new MarketMakers(population, context);
  if (population.requotes === 'random') return makers;
  return new Regularly(makers, population.count * context.instruments.length);
}
