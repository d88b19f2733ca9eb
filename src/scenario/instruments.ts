import type { Instrument, Scenario } from './scenario.js';

/** An instrument and the row of its venue. */
export interface ListedInstrument {
  readonly venue: number;
  readonly rules: Instrument;
}

/** All instruments of all venues: the list whose rows the world and the events speak of. */
export function listInstruments(scenario: Scenario): ListedInstrument[] {
  return scenario.venues.flatMap((venue, row) =>
    venue.instruments.map((rules) => ({ venue: row, rules })),
  );
}
