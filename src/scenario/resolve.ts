import { createHash } from 'node:crypto';
import { z } from 'zod';
import { decimalOf, numberOf, times } from './decimal.js';
import { scenarioSchema, type ScenarioValue } from './schema.js';

/** maxPrice as a multiple of the initial price. */
const PRICE_REACH = decimalOf(4);

/** Fills in the defaults that follow from other settings. */
export function withDependentDefaults(scenario: ScenarioValue): ScenarioValue {
  const instruments = Object.entries(scenario.venue.instruments).map(([name, instrument]) => {
    const { initialPrice, maxPrice = defaultMaxPrice(initialPrice) } = instrument;
    return [name, { ...instrument, maxPrice }] as const;
  });
  const names = instruments.map(([name]) => name);
  const populations = Object.entries(scenario.populations).map(
    ([name, population]) =>
      [name, { ...population, instruments: population.instruments ?? names }] as const,
  );
  return {
    ...scenario,
    venue: { ...scenario.venue, instruments: Object.fromEntries(instruments) },
    populations: Object.fromEntries(populations),
  };
}

/** Of an instrument that says none. */
export function defaultMaxPrice(price: number): number {
  return Number.isNaN(price) ? NaN : numberOf(times(PRICE_REACH, decimalOf(price)));
}

/**
 * The scenario with every default written out: a plain value that is a scenario of the same meaning
 * when it is read as one.
 */
export function resolvedValue(scenario: ScenarioValue): object {
  // Done once: compiling the validators would cost more than they save.
  return z.encode(scenarioSchema, scenario, { jitless: true });
}

/**
 * SHA-256 of the resolved scenario, whose keys follow the schema: the same however its file was laid
 * out, but for the order of the names in it.
 */
export function scenarioHash(resolved: object): string {
  return createHash('sha256').update(JSON.stringify(resolved)).digest('hex');
}
