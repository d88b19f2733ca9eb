import type { CustomAgent, Population } from '../../scenario/scenario.js';
import type { Behaviour } from './agent.js';
import { Arbitrageurs } from './arbitrageur.js';
import { ClusteredNoiseTraders } from './clustered-noise.js';
import type { BehaviourContext } from './context.js';
import { type BehaviourFactories, createCustom, NO_FACTORIES } from './custom-behaviour.js';
import { Keepers } from './keeper.js';
import { LeveragedSpeculators } from './leveraged-speculator.js';
import { MomentumTraders } from './momentum.js';
import { NoiseTraders } from './noise.js';
import { StaticBookOwners } from './static-book.js';
import { ValueTraders } from './value.js';
import { createMarketMakers } from './create-market-makers.js';
import { createTakers } from './taker.js';
import { Whales } from './whale.js';
import { ZeroIntelligenceTraders } from './zero-intelligence.js';

type BuiltIn = Exclude<Population, CustomAgent>;
type Kind = BuiltIn['kind'];
type PopulationOfKind = { readonly [K in Kind]: Extract<BuiltIn, { readonly kind: K }> };

/** Every kind of population that is built in. To add one: its file, and its line here. */
export const BEHAVIOURS: {
  readonly [K in Kind]: (population: PopulationOfKind[K], context: BehaviourContext) => Behaviour;
} = {
  zeroIntelligence: (population, context) => new ZeroIntelligenceTraders(population, context),
  noise: (population, context) =>
    population.clustering.length === 0
      ? new NoiseTraders(population, context)
      : new ClusteredNoiseTraders(population, context),
  leveragedSpeculator: (population, context) => new LeveragedSpeculators(population, context),
  marketMaker: createMarketMakers,
  keeper: (population, context) => new Keepers(population, context),
  value: (population, context) => new ValueTraders(population, context),
  momentum: (population, context) => new MomentumTraders(population, context),
  arbitrageur: (population, context) => new Arbitrageurs(population, context),
  staticBook: (population, context) => new StaticBookOwners(population, context),
  whale: (population, context) => new Whales(population, context),
  taker: createTakers,
};

/** The behaviour of all members of a population. */
export function createBehaviour(
  population: Population,
  context: BehaviourContext,
  factories: BehaviourFactories = NO_FACTORIES,
): Behaviour {
  if (population.kind === 'custom') return createCustom(population, context, factories);
  return createOfKind<Kind>(population.kind, population, context);
}

function createOfKind<K extends Kind>(
  kind: K,
  population: PopulationOfKind[K],
  context: BehaviourContext,
): Behaviour {
  return BEHAVIOURS[kind](population, context);
}
