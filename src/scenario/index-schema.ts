import { z } from 'zod';
import { choice, decimal, duration, fraction, rate, word } from './quantities.js';
import { constantVolatility, jumpKeys, volatility } from './volatility-schema.js';

const every = () =>
  duration({ above: 0 }).prefault('1s').describe('How often the index is published.');
const price = () => decimal('a price', { above: 0 });
const drift = () => fraction({ from: -100, to: 100 }).prefault(0);
const aVolatility = () =>
  volatility().describe('Volatility, per square root of a year of 365 days.');

const response = () =>
  z
    .strictObject({
      strength: fraction({ from: 0, to: 1 }).describe(
        "The venue's share of the market: 0% one of many, 100% it is the market.",
      ),
      depth: decimal('a size', { above: 0 }).describe(
        'Net purchase by takers, in base units, that moves the whole market by 1%.',
      ),
      halfLife: duration({ above: 0 })
        .optional()
        .describe('Half of the response is gone after this. Default: it stays.'),
    })
    .optional()
    .describe(
      "The index follows the venue's own net flow. Default: nothing on the venue moves it.",
    );

const A_COLUMN = 'the name of a column';
const column = () => z.string({ error: A_COLUMN }).min(1, { error: A_COLUMN });

const prices = z.union([
  z.strictObject({
    time: column().describe('When.'),
    price: column().describe('The price at that time.'),
  }),
  z.strictObject({
    time: column().describe('When the bar begins.'),
    open: column().describe('First price of the bar.'),
    high: column().describe('Highest price.'),
    low: column().describe('Lowest price.'),
    close: column().describe('Last price.'),
  }),
]);

const replay = z
  .strictObject({
    kind: word('replay'),
    every: every(),
    file: z
      .string({ error: 'the path of a CSV file' })
      .min(1, { error: 'the path of a CSV file' })
      .describe('CSV file with a header row, its path relative to the scenario file.'),
    sha256: z
      .string({ error: 'a SHA-256 in 64 hex digits' })
      .regex(/^[0-9a-f]{64}$/, { error: 'a SHA-256 in 64 hex digits' })
      .optional()
      .describe('What the file must contain. Default: that of the file, as it is read.'),
    columns: prices.describe(
      'Names of the columns. A rising bar goes by its low to its high, a falling one by its high to its low, each third of its length.',
    ),
    timeUnit: choice(['auto', 'iso', 's', 'ms', 'us'])
      .prefault('auto')
      .describe('ISO 8601 (UTC unless it says otherwise), or since 1970; auto: by the first row.'),
    start: z
      .union([
        word('first'),
        duration({ from: 0 }),
        z.iso.datetime({ error: 'a moment in UTC such as 2021-05-19T10:00:00Z' }),
      ])
      .prefault('first')
      .describe('Where in the file the run starts: first row, time after it, or moment.'),
    largestGap: duration({ above: 0 }).describe('Rows further apart than this leave a gap.'),
    gaps: choice(['error', 'hold', 'interpolate'])
      .prefault('error')
      .describe('What the price does in a gap.'),
    scale: choice(['initialPrice', 'none'])
      .prefault('initialPrice')
      .describe('initialPrice: prices are scaled so that the first is that; none: as they are.'),
    volatility: volatility()
      .prefault(0)
      .describe('Volatility of the bridges between rows, a year; 0: straight lines.'),
    response: response(),
  })
  .describe('A recorded price, from a CSV file that must reach to the end of the run.');

/** Every kind of process that an index may follow. */
export const indexSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: word('constant'), every: every(), response: response() })
    .describe('Stays at the initial price; only shocks move it.'),
  z
    .strictObject({
      kind: word('gbm'),
      every: every(),
      volatility: aVolatility(),
      drift: drift().describe('Drift of the price a year.'),
      response: response(),
    })
    .describe('Geometric Brownian motion.'),
  z
    .strictObject({
      kind: word('path'),
      every: every(),
      volatility: volatility().prefault(0).describe('Volatility of the bridges, a year.'),
      knots: z
        .array(
          z.strictObject({
            at: duration({ from: 0 }).describe('Time since the start.'),
            price: price().describe('The index at this time.'),
          }),
        )
        .describe('The first is at 0s with the initial price.'),
      response: response(),
    })
    .describe('Knots joined by Brownian bridges; after the last a free diffusion.'),
  z
    .strictObject({
      kind: word('jumpDiffusion'),
      every: every(),
      volatility: volatility().describe('Volatility between jumps, a year.'),
      drift: drift().describe('Drift of the price a year, jumps included.'),
      jumps: z
        .strictObject(jumpKeys())
        .describe('Lognormal jumps at the times of a Poisson process.'),
      response: response(),
    })
    .describe("Merton's jump diffusion."),
  z
    .strictObject({
      kind: word('heston'),
      every: every(),
      initialVolatility: fraction({ from: 0, to: 100 }).describe(
        'Volatility at the start, a year: the square root of v0.',
      ),
      longRunVolatility: fraction({ above: 0, to: 100 }).describe(
        'Square root of the mean that the variance reverts to.',
      ),
      meanReversion: rate().describe(
        'Above 0: speed at which the variance reverts: 6/d is a time of four hours.',
      ),
      volOfVol: fraction({ above: 0, to: 10_000 }).describe(
        'Volatility of the variance: dv = … + volOfVol √v dW, in years.',
      ),
      correlation: fraction({ from: -1, to: 1 }).describe('Of the price with its variance.'),
      drift: drift().describe('Drift of the price a year.'),
      response: response(),
    })
    .describe("Heston's stochastic volatility."),
  z
    .strictObject({
      kind: word('garch'),
      every: every(),
      volatility: constantVolatility().describe(
        'Stationary volatility a year: omega is (1 − alpha − beta) × volatility² × every.',
      ),
      alpha: decimal('a number', { from: 0, below: 1 }).describe(
        'Weight of the last squared return, for a step of `every`.',
      ),
      beta: decimal('a number', { from: 0, below: 1 }).describe(
        'Weight of the last variance, for a step of `every`; alpha + beta is below 1.',
      ),
      drift: drift().describe('Drift of the price a year.'),
      response: response(),
    })
    .describe('GARCH(1,1) on the publishing step.'),
  replay,
]);

export type IndexValue = z.output<typeof indexSchema>;
export type ReplayValue = Extract<IndexValue, { kind: 'replay' }>;
