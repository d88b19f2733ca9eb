import { z } from 'zod';
import { fraction } from './quantities.js';
import { jumpKeys } from './volatility-schema.js';

const instrument = () => z.string({ error: 'the name of an instrument' });
const correlation = () => fraction({ from: -1, to: 1 });

/** How the noise of several indices hangs together. */
export const indexCorrelation = z.union([
  z
    .strictObject({
      loadings: z
        .record(z.string(), correlation())
        .describe('Correlation with one common factor, by instrument.'),
    })
    .describe('One factor: the correlation of two indices is the product of their loadings.'),
  z
    .strictObject({
      pairs: z
        .array(
          z.strictObject({
            between: z.array(instrument()).describe('The names of two instruments.'),
            correlation: correlation().describe('Of their noise.'),
          }),
        )
        .describe('Pairs that are not named have no correlation.'),
    })
    .describe('Pair by pair: together they must be positive semi-definite.'),
]);

export const commonJumps = z.strictObject({
  ...jumpKeys(),
  instruments: z.array(instrument()).describe('Those that jump, all by the same factor.'),
});

export type IndexCorrelationValue = z.output<typeof indexCorrelation>;
export type CommonJumpsValue = z.output<typeof commonJumps>;
