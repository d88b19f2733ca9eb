import { z } from 'zod';
import { expression } from './expressions/expression-schema.js';
import { amount, count, duration, fraction } from './quantities.js';
import { MARGIN_STEP_VARIABLES } from './scenario.js';

/** Requirements as formulas: of the notional, or of the state of the market. */

const ofNotional = () => expression(['notional']);

export const marginCurve = z
  .strictObject({
    initial: ofNotional().describe(
      'Needed to open: a formula of the notional, such as max(0.01, 2e-5 * sqrt(notional)).',
    ),
    maintenance: ofNotional().describe('Below it the position is liquidated: a formula, too.'),
    edges: z
      .union([
        z.array(amount({ above: 0 })),
        z.strictObject({
          from: amount({ above: 0 }).describe('The first edge.'),
          to: amount({ above: 0 }).describe('The last edge.'),
          count: count({ from: 2, to: 100 }).describe('How many, evenly in the logarithm.'),
        }),
      ])
      .describe(
        'Notionals at which the formulas hold exactly: the edges of the tiers made of them.',
      ),
  })
  .describe('Rates as formulas of the notional, in tiers; the last goes on without end.');

export const marginSteps = z.strictObject({
  every: duration({ above: 0 }).describe('Time between two publications.'),
  factor: expression(MARGIN_STEP_VARIABLES).describe(
    `All rates are multiplied by this, up to 100%: a formula of ${MARGIN_STEP_VARIABLES.join(', ')}, such as clamp(volatility / 0.8, 1, 4).`,
  ),
  memory: duration({ above: 0 }).prefault('1h').describe('Memory of the volatility of the mark.'),
  startVolatility: fraction({ from: 0, to: 100 })
    .prefault(0)
    .describe('What is measured at the start, per square root of a year of 365 days.'),
});

export type MarginCurveValue = z.output<typeof marginCurve>;
