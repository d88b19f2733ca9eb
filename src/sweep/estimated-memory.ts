import { US_PER_SECOND } from '../core/units.js';
import { listInstruments } from '../scenario/instruments.js';
import type { Population, Scenario } from '../scenario/scenario.js';

/** The code of the simulation and a small world, in a thread of its own. */
const BASE_BYTES = 48_000_000;
/** An account with one position: books, margin, its place among the triggers, traits of its owner. */
const BYTES_OF_POSITION = 200;
/** A resting order with the slot of its owner. */
const BYTES_OF_ORDER = 64;
/** A price at which orders may rest; only what is traded near is ever touched. */
const BYTES_OF_TICK = 1;

/**
 * What a run is going to take, before anything of it is made: limits of a worker count the heap of
 * V8, and a world lies outside it. Measured on scenarios of 1,000 to 1,000,000 accounts, and rather
 * too much than too little.
 */
export function estimatedBytes(scenario: Scenario): number {
  const ticks = listInstruments(scenario).reduce((sum, { rules }) => sum + rules.maxPriceTicks, 0);
  return scenario.populations.reduce(
    (bytes, population) => bytes + bytesOf(population),
    BASE_BYTES + BYTES_OF_TICK * ticks,
  );
}

function bytesOf(population: Population): number {
  const positions = population.count * population.instruments.length;
  return BYTES_OF_POSITION * positions + BYTES_OF_ORDER * restingOrders(population);
}

/** Orders that rest at once, as many as arrive in the life of one. */
function restingOrders(population: Population): number {
  if (population.kind !== 'noise') return 0;
  return (population.limitRate * population.orderLifeUs) / US_PER_SECOND;
}
