import { z } from 'zod';
import { arbitrageur } from './populations/arbitrageur.js';
import { customAgent } from './populations/custom-agent.js';
import { everyone, money, none, sizes } from './populations/everyone.js';
import { leveragedSpeculator } from './populations/leveraged-speculator.js';
import { marketMaker } from './populations/market-maker.js';
import { momentum } from './populations/momentum.js';
import { noise } from './populations/noise.js';
import { taker } from './populations/taker.js';
import { value } from './populations/value.js';
import { whale } from './populations/whale.js';
import { choice, count, decimal, fraction, rate, word } from './quantities.js';

const zeroIntelligence = z
  .strictObject({
    kind: word('zeroIntelligence'),
    ...everyone,
    marketRate: rate().describe('Market orders of the population, both sides together.'),
    limitRate: rate().describe('Limit orders per 1 quote unit of price and per side.'),
    cancelRate: rate().describe('Cancels of every resting order.'),
    window: decimal('a distance in quote units', { above: 0 }).describe(
      'Limit orders arrive within this distance beyond the opposite best price.',
    ),
    orderSize: sizes.describe('Size of an order, in base units.'),
    opening: z
      .strictObject({
        bids: count({ from: 0, to: 1_000_000 }).describe('Bids at the initial price.'),
        asks: count({ from: 0, to: 1_000_000 }).describe('Asks one tick above it.'),
      })
      .optional()
      .describe('Orders that rest at the start; they are cancelled like any other. Default: none.'),
  })
  .describe('Poisson market orders, limit orders and cancels without any intention.');

const keeper = z
  .strictObject({
    kind: word('keeper'),
    ...everyone,
    lookRate: rate().describe('Looks of each keeper, on each instrument.'),
    requiredProfit: money.prefault(0).describe('Least profit that a keeper wants.'),
    cost: fraction({ from: 0, below: 1 })
      .prefault(0)
      .describe('Expected cost of selling the lots, as a share of the notional.'),
    disposal: fraction({ above: 0, to: 1 })
      .prefault('100%')
      .describe('Share of the inventory sold at each look.'),
  })
  .describe('Buys the lots of liquidated accounts at a discount.');

const bookShape = z.strictObject({
  kind: choice(['flat', 'linear']).describe('Density: lotsPerTick, or lotsPerTick × distance.'),
  lotsPerTick: decimal('a number of lots', { above: 0 }).describe('Lots at each tick of price.'),
  from: count({ from: 1 }).describe('First distance from the initial price, in ticks.'),
  to: count({ from: 1 }).describe('Last distance, in ticks.'),
});

const staticBook = z
  .strictObject({
    kind: word('staticBook'),
    ...everyone,
    count: everyone.count.prefault(1),
    bids: z.union([none, bookShape]).prefault('none').describe('Below the initial price.'),
    asks: z.union([none, bookShape]).prefault('none').describe('Above the initial price.'),
  })
  .describe('A book that stands at the start and is never refilled.');

/** Every kind of population that is built in. */
const builtIn = z.discriminatedUnion('kind', [
  zeroIntelligence,
  noise,
  value,
  momentum,
  arbitrageur,
  leveragedSpeculator,
  marketMaker,
  keeper,
  staticBook,
  whale,
  taker,
]);

/** Every kind of population: a word of ours, or a module of the user's. */
export const populationSchema = z.union([builtIn, customAgent]);

export type PopulationValue = z.output<typeof populationSchema>;
