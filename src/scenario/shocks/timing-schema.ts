import { z } from 'zod';
import { condition } from '../expressions/expression-schema.js';
import { duration, fraction, word } from '../quantities.js';
import { CONDITION_VARIABLES } from './condition.js';

/** When a shock happens: every kind has these. */
export const timing = {
  at: duration({ from: 0 }).optional().describe('Time since the start; or when.'),
  when: condition(CONDITION_VARIABLES)
    .optional()
    .describe(
      'Condition that sets it off, such as mark_drawdown_pct > 10; or at. What it may speak of: conditionEvery.',
    ),
  rearm: z
    .union([word('never'), duration({ from: 0 })])
    .prefault('never')
    .describe('A condition that holds sets it off again, this long after its end.'),
};

/** How long it lasts. */
export const lasting = () => duration({ above: 0 }).describe('How long it lasts.');

/** Any text: whether it names an instrument is asked when the names are known. */
export const instrument = () => z.string({ error: 'the name of an instrument' }).describe('Where.');

/** Of a shock to all of the venue. */
export const watched = () =>
  z
    .string({ error: 'the name of an instrument' })
    .optional()
    .describe('Of which its condition speaks. Default: the first one.');

export const populations = (ofWhom: string) =>
  z
    .array(z.string({ error: 'the name of a population' }))
    .optional()
    .describe(`Whose members. Default: ${ofWhom}.`);

export const share = (text: string) => fraction({ above: 0, to: 1 }).prefault(1).describe(text);
