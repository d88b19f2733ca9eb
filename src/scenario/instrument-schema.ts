import { z } from 'zod';
import { indexSchema } from './index-schema.js';
import { amount, choice, decimal, duration, fraction, word } from './quantities.js';
import { marginCurve, marginSteps } from './margin-formulas.js';

const price = () => decimal('a price', { above: 0 });

const mark = z.discriminatedUnion('kind', [
  z.strictObject({ kind: word('last') }).describe('The last trade.'),
  z.strictObject({ kind: word('index') }).describe('The index.'),
  z.strictObject({ kind: word('mid') }).describe('The middle of the book.'),
  z.strictObject({ kind: word('median') }).describe('The median of index, mid and last trade.'),
  z
    .strictObject({
      kind: word('ewmaBasis'),
      timeConstant: duration({ above: 0 }).describe('Memory of the basis.'),
    })
    .describe('The index plus the smoothed distance of the mid from it.'),
]);

const initial = () =>
  fraction({ above: 0, to: 1 }).describe('Needed to open, as a share of the notional.');
const maintenance = () =>
  fraction({ from: 0, to: 1 }).describe('Below it the position is liquidated.');

export const marginSchema = z.union([
  z
    .strictObject({ initial: initial(), maintenance: maintenance() })
    .describe('One rate for all sizes.'),
  z
    .strictObject({
      tiers: z
        .array(
          z.strictObject({
            upTo: amount({ above: 0 })
              .optional()
              .describe('Largest notional of the tier; the last has none.'),
            initial: initial(),
            maintenance: maintenance(),
          }),
        )
        .describe('In rising order of notional.'),
    })
    .describe('Rates that rise with the notional; the maintenance requirement has no jumps.'),
  marginCurve,
]);

const funding = z.strictObject({
  every: duration({ above: 0 }).prefault('8h').describe('Time between two payments.'),
  interest: fraction({ from: -0.1, to: 0.1 }).prefault('1bp').describe('Interest an interval.'),
  clamp: fraction({ from: 0, to: 1 }).prefault('5bp').describe('Reach of the dead band.'),
  cap: fraction({ from: 0, to: 1 }).prefault('75bp').describe('Largest rate an interval.'),
});

const none = word('none');

const volatilityHalt = z.strictObject({
  price: choice(['mark', 'last']).prefault('mark').describe('Which price is watched.'),
  move: fraction({ above: 0, below: 1 }).describe(
    'Moves by more than this from the lowest or highest price of the window halt trading.',
  ),
  window: duration({ above: 0 }).describe('How far back prices count.'),
  haltFor: duration({ above: 0 }).describe('Length of the halt.'),
  reopening: choice(['auction', 'continuous'])
    .prefault('auction')
    .describe('auction: orders are collected meanwhile, and trade at one price at the end.'),
});

export const instrumentSchema = z
  .strictObject({
    tick: decimal('a tick size', { above: 0 }).describe('Step of the price.'),
    lot: decimal('a lot size', { above: 0 }).describe('Step of sizes, in base units.'),
    initialPrice: price().describe(
      'Index, mark and last trade at the start, a multiple of the tick.',
    ),
    maxPrice: price()
      .optional()
      .describe('The run fails when the price passes it. Default: 4 × initialPrice.'),
    index: indexSchema
      .prefault({ kind: 'constant' })
      .describe('The price that comes from outside.'),
    mark: mark.prefault({ kind: 'median' }).describe('The price that margins are computed at.'),
    margin: marginSchema.describe('Initial and maintenance margin.'),
    marginSteps: marginSteps
      .optional()
      .describe(
        'Rates that follow the state of the market in published steps. Default: they do not.',
      ),
    funding: z
      .union([none, funding])
      .prefault('none')
      .describe('Payments between longs and shorts; none: none.'),
    priceBand: z
      .union([none, fraction({ above: 0, below: 1 })])
      .prefault('none')
      .describe('Orders further than this from the mark are refused; none: no band.'),
    volatilityHalt: z
      .union([none, volatilityHalt])
      .prefault('none')
      .describe('Circuit breaker: trading halts after a move that is too fast; none: never.'),
  })
  .describe('A linear perpetual.');

export type InstrumentValue = z.output<typeof instrumentSchema>;
export type MarginValue = z.output<typeof marginSchema>;
