import { z } from 'zod';
import { choice, count, decimal, duration, fraction, word } from '../quantities.js';
import { instrument, lasting, populations, share, timing, watched } from './timing-schema.js';

/** Shocks to prices, books and trading. */
export const marketShocks = [
  z
    .strictObject({
      kind: word('priceJump'),
      ...timing,
      instrument: instrument(),
      size: fraction({ above: -1, to: 10 }).describe('-10%: the index falls by ten percent.'),
    })
    .describe('The index jumps.'),
  z
    .strictObject({
      kind: word('volatility'),
      ...timing,
      for: lasting(),
      instrument: instrument(),
      factor: decimal('a factor', { from: 0, to: 1000 }).describe(
        'What the volatility of the index is multiplied by.',
      ),
    })
    .describe('The index moves more, or less.'),
  z
    .strictObject({
      kind: word('marketOrder'),
      ...timing,
      instrument: instrument(),
      side: choice(['buy', 'sell']).describe('What the order does.'),
      size: decimal('a size', { above: 0 })
        .optional()
        .describe('Size in base units, a multiple of the lot; or depth.'),
      depth: fraction({ above: 0, to: 100 })
        .optional()
        .describe('Share of what rests within 1 % of the mid on the side it meets; or size.'),
      for: duration({ from: 0 }).prefault('0s').describe('Time over which its slices are sent.'),
      slices: count({ from: 1, to: 1_000_000 }).prefault(1).describe('Orders that it is cut into.'),
    })
    .describe('One market order from outside.'),
  z
    .strictObject({
      kind: word('marketMakersWithdraw'),
      ...timing,
      for: lasting(),
      instrument: watched(),
      populations: populations('all of kind marketMaker'),
      share: share('How much is withdrawn.'),
      of: choice(['size', 'makers'])
        .prefault('size')
        .describe('size: everybody quotes a share less; makers: a share of them quotes nothing.'),
      refill: duration({ from: 0 })
        .prefault('0s')
        .describe('They come back evenly over this time after the end.'),
    })
    .describe('Market makers step back.'),
  z
    .strictObject({
      kind: word('tradingHalt'),
      ...timing,
      for: duration({ above: 0 }).describe('Length of the halt.'),
      instrument: instrument(),
    })
    .describe('Nothing trades for a while; orders can be cancelled.'),
  z
    .strictObject({
      kind: word('matchingOutage'),
      ...timing,
      for: lasting(),
      instrument: watched(),
    })
    .describe('Nothing reaches the venue: no orders, no cancels.'),
] as const;
