import { z } from 'zod';
import { type Bounds, distribution, evenlySpaced } from './distribution-schema.js';
import { arbitrageur } from './populations/arbitrageur.js';
import { everyone, money, none, sizes } from './populations/everyone.js';
import { momentum } from './populations/momentum.js';
import { noise } from './populations/noise.js';
import { value } from './populations/value.js';
import { choice, count, decimal, duration, fraction, rate, word } from './quantities.js';

const MULTIPLES = { from: 0.001, to: 1000 };
const multiple = (bounds: Bounds) => decimal('a multiple of the initial price', bounds);
/** Multiples of the initial price. */
const multiples = distribution(multiple, MULTIPLES);

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
  })
  .describe('Poisson market orders, limit orders and cancels without any intention.');

const standing = z.strictObject({
  side: choice(['long', 'short', 'both']).describe('both: long with probability longShare.'),
  share: fraction({ from: 0, to: 1 }).prefault(1).describe('Share of the agents with a position.'),
  entry: multiples.prefault(1).describe('Entry price as a multiple of the initial price.'),
  liquidationPrice: z
    .union([none, evenlySpaced(multiple, MULTIPLES), multiples])
    .prefault('none')
    .describe(
      'As a multiple of the initial price: then it decides the deposit, not wealth. spaced: member i of N gets the i-th of N evenly spaced prices.',
    ),
  size: z
    .union([none, sizes])
    .prefault('none')
    .describe('Size of each position in base units; none: wealth × leverage ÷ price.'),
  total: z
    .union([none, decimal('a size', { above: 0 })])
    .prefault('none')
    .describe('Sizes are scaled to add up to this, in base units; none: as drawn.'),
  poissonMean: z
    .union([none, decimal('a number', { above: 0 })])
    .prefault('none')
    .describe('The number of positions is Poisson with this mean; none: count × share.'),
  surviveAtStart: z
    .boolean({ error: 'true or false' })
    .prefault(false)
    .describe('Positions that would be liquidated at the initial price are drawn again.'),
  counterparty: z
    .string({ error: 'the name of a population' })
    .describe('Population that holds the other side, evenly.'),
});

const leveragedSpeculator = z
  .strictObject({
    kind: word('leveragedSpeculator'),
    ...everyone,
    leverage: distribution((bounds: Bounds) => decimal('a leverage', bounds), {
      from: 1,
      to: 1000,
    }).describe('Notional ÷ deposit when a position is opened.'),
    longShare: fraction({ from: 0, to: 1 }).prefault('50%').describe('Share of longs.'),
    entryRate: rate().prefault('0/s').describe('Entries of an agent that is flat.'),
    exitRate: rate().prefault('0/s').describe('Exits of an agent that holds a position.'),
    standing: z
      .union([none, standing])
      .prefault('none')
      .describe('Positions that stand when the run starts.'),
  })
  .describe('Traders who open long or short at a leverage of their own.');

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

/** Every kind of population. */
export const populationSchema = z.discriminatedUnion('kind', [
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

export type PopulationValue = z.output<typeof populationSchema>;
export type StandingValue = z.output<typeof standing>;
