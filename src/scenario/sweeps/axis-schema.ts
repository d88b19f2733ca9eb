import { z } from 'zod';
import { count } from '../quantities.js';

const path = z.string({ error: 'the path of a setting, such as venue.insuranceFund.initial' });

/** Completes "expected …". */
export const END = 'one with its unit, such as 1M, 5%, 30s or 2/s';
const end = z.union([z.number({ error: 'a number' }), z.string({ error: END })]);

const flag = z.boolean({ error: 'true or false' });

function span(of: string) {
  return z.strictObject({
    from: end.describe(`Lower end of the ${of}.`),
    to: end.describe('Upper end, of the same kind as the lower.'),
    steps: count({ from: 2, to: 100_000 })
      .optional()
      .describe(
        'How many values from one end to the other, both of them included: for grid and the star of oneAtATime, and for no other design.',
      ),
  });
}

/** An axis of a sweep. Which settings exclude each other is looked at when it is compiled. */
export const axisSchema = z.strictObject({
  path: path.optional().describe('The setting that is varied, as `--set` names it.'),
  paths: z
    .array(path)
    .optional()
    .describe('In place of path: settings that are varied together, all to the same value.'),
  list: z
    .array(z.unknown())
    .optional()
    .describe(
      'Values in words of the scenario: numbers, words, lists, mappings. With paths, a list of as many values gives each path its own. A design that samples picks from it with equal chances.',
    ),
  range: span('range').optional().describe('In place of list: from one number to another, evenly.'),
  logRange: span('range, above 0')
    .optional()
    .describe('In place of list: from one number to another, every factor as likely as any other.'),
  whole: flag
    .optional()
    .describe(
      'Values of range and logRange are rounded to whole numbers of what is counted (1k is a thousand of them) or of the unit, such as whole seconds.',
    ),
  multipleOf: end
    .optional()
    .describe('Values of range and logRange are rounded to multiples of this, such as a lot.'),
});

export type AxisValue = z.output<typeof axisSchema>;
