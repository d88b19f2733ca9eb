import { z } from 'zod';
import { amount, choice, count, duration, memory, word } from '../quantities.js';
import { axisSchema } from './axis-schema.js';
import { designSchema } from './design-schema.js';

const text = z.string({ error: 'text' });
const none = word('none');

const nameError = 'a name of letters, digits and _ that begins with a letter, such as fund';
const axisName = z
  .string({ error: nameError })
  .max(64, { error: nameError })
  .regex(/^[A-Za-z][A-Za-z0-9_]*$/, { error: nameError });

/** Completes "expected …". */
export const SEED = 'up to 64 of a-z, 0-9, _ and -, the first a letter or digit';
export const SEED_PATTERN = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const seed = z.union([
  z.string({ error: SEED }).regex(SEED_PATTERN, { error: SEED }),
  z.int({ error: 'a whole number' }).min(0, { error: 'a whole number' }),
]);

/** A sweep file: one scenario, what is varied in it, and what is asked of the results. */
export const sweepSchema = z
  .strictObject({
    question: text.prefault('').describe('The question that the sweep answers.'),
    scenario: text.describe(
      'The scenario that is varied: path of its file from this one, or the name of one that comes with unwind.',
    ),
    set: z
      .record(z.string(), z.unknown())
      .prefault({})
      .describe('Settings that every run changes, each a path with its value, before the axes do.'),
    axes: z.record(axisName, axisSchema).describe('What is varied, by a name that tables use.'),
    design: designSchema
      .prefault('grid')
      .describe('Which combinations of values are run: each of them is a cell.'),
    seed: seed
      .prefault('1')
      .describe(
        'Text or number that decides the chance in the design. The runs have seeds of their own.',
      ),
    seeds: z
      .union([count({ from: 1, to: 1_000_000 }), z.array(z.unknown())])
      .describe(
        'Runs of every cell, the same in all of them: 32 is seeds 1 to 32. Or a list of seeds.',
      ),
    metrics: z.array(text).describe('Columns of summary.csv that the statistics are about.'),
    pairs: choice(['baseline', 'neighbours', 'all', 'none'])
      .optional()
      .describe(
        'Which cells are compared seed by seed: with the first, with the next along an axis (grid only), each with each (at most 500 cells). Default: baseline for grid and the star of oneAtATime, else none.',
      ),
    stop: z
      .union([
        none,
        z.strictObject({
          metric: text.describe('A column of summary.csv.'),
          halfWidth: amount({ above: 0 }).describe(
            'Half of the 95 % interval of the mean, in the unit of the column.',
          ),
        }),
      ])
      .prefault('none')
      .describe(
        'A cell is done before all seeds are run when the interval of its mean is narrower than this, looked at after 32, 64, 96 … seeds.',
      ),
    limits: z
      .strictObject({
        simulatedTime: z
          .union([none, duration({ above: 0 })])
          .prefault('none')
          .describe('A run ends here and keeps its summary.'),
        commands: z
          .union([none, count({ from: 1 })])
          .prefault('none')
          .describe('A run ends at this number of commands and keeps its summary.'),
        wallClock: z
          .union([none, duration({ from: 1000 })])
          .prefault('none')
          .describe('A run is stopped after this time on the clock, and tried again on resume.'),
        memory: z
          .union([none, memory({ from: 1_000_000 })])
          .prefault('none')
          .describe('A run that needs more is not made, and tried again on resume.'),
      })
      .prefault({})
      .describe('Bounds of every run.'),
    counterfactual: z
      .boolean({ error: 'true or false' })
      .prefault(false)
      .describe('Every run has its counterfactual beside it, for amplification.'),
  })
  .describe('A sweep of Unwind.');

export type SweepValue = z.output<typeof sweepSchema>;
