import { z } from 'zod';
import { type Bounds, distribution, evenlySpaced } from '../distribution-schema.js';
import { choice, decimal, fraction } from '../quantities.js';
import { none, sizes } from './everyone.js';

const MULTIPLES = { from: 0.001, to: 1000 };
const multiple = (bounds: Bounds) => decimal('a multiple of the initial price', bounds);
/** Multiples of the initial price. */
const multiples = distribution(multiple, MULTIPLES);

/** Positions that stand when the run starts. */
export const standing = z.strictObject({
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

export type StandingValue = z.output<typeof standing>;
