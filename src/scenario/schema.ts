import { z } from 'zod';
import { name } from './names.js';
import { populationSchema } from './population-schema.js';
import { count, duration, word } from './quantities.js';
import { shockSchema } from './shock-schema.js';
import { CONDITION_VARIABLES } from './shocks/condition.js';
import { venueSchema } from './venue-schema.js';

const text = z.string({ error: 'text' });

/** A scenario file: who trades, under which rulebook, and what goes wrong. */
export const scenarioSchema = z
  .strictObject({
    question: text.prefault('').describe('The question that the scenario answers.'),
    include: z
      .array(text)
      .optional()
      .describe(
        'Files with parts of a scenario, relative to this one. This file lies over them, a later one over an earlier: mappings merge, all else is replaced.',
      ),
    start: z
      .union([
        z.literal('none', { error: 'none' }),
        z.iso.datetime({ error: 'a moment in UTC such as 2021-05-19T10:00:00Z' }),
      ])
      .prefault('none')
      .describe('Calendar time at which the run starts, for printing only.'),
    duration: duration({ above: 0 }).describe('Length of the run in simulated time.'),
    sampleEvery: duration({ above: 0 })
      .prefault('1s')
      .describe('Distance of the rows of the time series.'),
    maxCommands: count({ from: 1 })
      .prefault('1B')
      .describe('The run fails when it reaches this number of commands.'),
    settlement: z
      .strictObject({
        asset: name().describe('The asset that money is counted in.'),
        decimals: count({ from: 0, to: 12 }).describe(
          'One unit of money is 10^-decimals of the asset.',
        ),
      })
      .describe('The money of the venue.'),
    venue: venueSchema.describe('The exchange and its rulebook.'),
    populations: z.record(name(), populationSchema).describe('Who trades, by name.'),
    conditionEvery: z
      .union([word('marks'), duration({ above: 0 })])
      .prefault('marks')
      .describe(
        `How often conditions of shocks are looked at; marks: when marks are computed, at most every 100 ms. They may speak of ${CONDITION_VARIABLES.join(', ')}: of the shock's instrument, in the units of the tables; drawdown and rise are from the highest and lowest mark so far.`,
      ),
    shocks: z.record(name(), shockSchema).prefault({}).describe('What goes wrong, by name.'),
  })
  .describe('A scenario of Unwind.');

/** A scenario with its defaults, in microseconds, fractions and decimals. */
export type ScenarioValue = z.output<typeof scenarioSchema>;
