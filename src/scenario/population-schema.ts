import { z } from 'zod';
import { arbitrageur } from './populations/arbitrageur.js';
import { momentum } from './populations/momentum.js';
import { noise } from './populations/noise.js';
import { value } from './populations/value.js';
import { everyone, money, none, sizes } from './populations/everyone.js';
import { customAgent } from './populations/custom-agent.js';
import { leveragedSpeculator } from './populations/leveraged-speculator.js';
import { choice, count, decimal, duration, fraction, rate, word } from './quantities.js';

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

const withdrawal = z.strictObject({
  calmVolatility: fraction({ above: 0, to: 100 }).describe('Volatility of a calm market, a year.'),
  threshold: decimal('a number', { above: 0 })
    .prefault(2)
    .describe('Quotes shrink above this multiple of the calm volatility.'),
  exponent: decimal('an exponent', { above: 0 }).prefault(1).describe('How fast they shrink.'),
  floor: fraction({ from: 0, to: 1 }).prefault(0).describe('Share of the size that always stays.'),
  memory: duration({ above: 0 }).prefault('1m').describe('Memory of the measured volatility.'),
  clip: decimal('a number', { above: 0 })
    .prefault(20)
    .describe('A single move counts as at most this multiple of the calm volatility.'),
});

const marketMaker = z
  .strictObject({
    kind: word('marketMaker'),
    ...everyone,
    requoteRate: rate().describe('Looks of each maker.'),
    levels: count({ from: 1, to: 1000 }).describe('Prices quoted on each side.'),
    nearest: fraction({ above: 0, below: 1 }).describe('Distance of the first level.'),
    farthest: fraction({ above: 0, below: 1 }).describe('Distance of the last level.'),
    depth: sizes.describe('Size of each maker on each side over all levels, in base units.'),
    depthShape: decimal('an exponent', { from: -10, to: 10 })
      .prefault(1)
      .describe('Size grows with level^depthShape.'),
    indexWeight: fraction({ from: 0, to: 1 })
      .prefault('50%')
      .describe('Weight of the index in the reference price; the rest is the mid.'),
    inventoryLimit: sizes.describe('Largest inventory, in base units.'),
    skew: fraction({ from: 0, below: 1 })
      .prefault(0)
      .describe('Shift of the quotes at full inventory.'),
    tolerance: fraction({ from: 0, to: 1 })
      .prefault('25%')
      .describe('A quote is replaced when it is off by this share of its distance.'),
    sizeTolerance: fraction({ from: 0, to: 1 })
      .prefault('40%')
      .describe('A quote is replaced when its size is off by this share of the size wanted.'),
    withdrawal: z
      .union([none, withdrawal])
      .prefault('none')
      .describe('How quotes shrink when prices move; none: never.'),
  })
  .describe('Quotes on several levels, with an inventory limit.');

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
]);

/** Every kind of population: a word of ours, or a module of the user's. */
export const populationSchema = z.union([builtIn, customAgent]);

export type PopulationValue = z.output<typeof populationSchema>;
