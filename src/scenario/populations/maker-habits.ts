import { z } from 'zod';
import { type Bounds, distribution } from '../distribution-schema.js';
import { choice, decimal, duration, fraction, rate, word } from '../quantities.js';
import { sizes } from './everyone.js';

const aversions = distribution((bounds: Bounds) => decimal('a number', bounds), { from: 1e-12 });

export const withdrawal = z.strictObject({
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
  withdraw: duration({})
    .prefault('0s')
    .describe('Time constant with which the size shrinks; 0s: at once.'),
  refill: duration({})
    .prefault('0s')
    .describe('Time constant with which it comes back; 0s: at once.'),
  widest: decimal('a number', { from: 1 })
    .prefault(1)
    .describe(
      'Distances grow with volatility ÷ calm volatility, up to this multiple; 1: they do not.',
    ),
});

export const avellanedaStoikov = z
  .strictObject({
    kind: word('avellanedaStoikov'),
    riskAversion: aversions.describe('gamma, per 1 quote unit of money; drawn once for each.'),
    fillDecay: decimal('a number', { above: 0 }).describe(
      'k: fills at a distance of d quote units are expected at a rate ∝ exp(−k d).',
    ),
    unit: decimal('a size', { above: 0 })
      .prefault(1)
      .describe('Size, in base units, that inventory is counted in and the spread is meant for.'),
    volatility: z
      .union([word('realised'), fraction({ above: 0, to: 1000 })])
      .describe('A year; realised: as measured by the settings of withdrawal.'),
    horizon: duration({ above: 0 }).describe('How far the maker looks ahead.'),
    clock: choice(['rolling', 'session'])
      .prefault('rolling')
      .describe(
        'rolling: the time left is always the horizon; session: it falls from the horizon to 0, again and again from the start of the run.',
      ),
    center: choice(['reservation', 'mid'])
      .prefault('reservation')
      .describe(
        'reservation: around the price at which the inventory is worth holding; mid: around the reference price, at the average spread.',
      ),
  })
  .describe(
    'Reservation price and optimal spread (Avellaneda and Stoikov 2008); further levels keep the proportions of nearest and farthest.',
  );

export const improvement = z.strictObject({
  rate: rate().describe('Attempts of the whole population, on each instrument.'),
  size: sizes.describe('Size of an improving order, in base units.'),
  to: choice(['tick', 'aim'])
    .prefault('tick')
    .describe(
      'tick: one tick better than the best price; aim: up to the price around which the maker quotes.',
    ),
});
