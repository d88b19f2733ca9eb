import { z } from 'zod';
import { marginSchema } from '../instrument-schema.js';
import { choice, count, decimal, duration, fraction, rate, word } from '../quantities.js';
import { instrument, lasting, populations, share, timing, watched } from './timing-schema.js';

/** Shocks to what a venue runs, requires and publishes, and to those who reach it. */
export const venueShocks = [
  z
    .strictObject({
      kind: word('orderEntryDown'),
      ...timing,
      for: lasting(),
      instrument: watched(),
      populations: populations('all'),
      share: share('Share of the members who are cut off.'),
    })
    .describe('Traders reach the venue neither with orders nor with cancels.'),
  z
    .strictObject({
      kind: word('keepersOffline'),
      ...timing,
      for: lasting(),
      instrument: watched(),
      populations: populations('all of kind keeper'),
      share: share('Share of the keepers who are gone.'),
    })
    .describe('Keepers do nothing.'),
  z
    .strictObject({
      kind: word('latency'),
      ...timing,
      for: lasting(),
      instrument: watched(),
      factor: decimal('a factor', { from: 0, to: 1000 }).describe(
        'What reaction times are multiplied by.',
      ),
    })
    .describe('Everybody sees an older market.'),
  z
    .strictObject({
      kind: word('liquidationEngineStall'),
      ...timing,
      for: lasting(),
      instrument: watched(),
    })
    .describe('Nobody is liquidated; who should be waits in order.'),
  z
    .strictObject({
      kind: word('liquidationEngineThrottle'),
      ...timing,
      for: lasting(),
      instrument: watched(),
      rate: rate().describe('Accounts taken up, and further steps of liquidations.'),
    })
    .describe('Liquidations go on slowly; who waits does so in order.'),
  z
    .strictObject({
      kind: word('indexFrozen'),
      ...timing,
      for: lasting(),
      instrument: instrument(),
    })
    .describe('The published index stays where it is.'),
  z
    .strictObject({
      kind: word('indexBiased'),
      ...timing,
      for: lasting(),
      instrument: instrument(),
      size: fraction({ above: -1, to: 10 }).describe('-5%: published five percent too low.'),
    })
    .describe('The published index is wrong by a share.'),
  z
    .strictObject({
      kind: word('indexLagging'),
      ...timing,
      for: lasting(),
      instrument: instrument(),
      lag: duration({ above: 0 }).describe('How old the published index is.'),
    })
    .describe('The published index is late.'),
  z
    .strictObject({
      kind: word('sourceWrong'),
      ...timing,
      for: lasting(),
      instrument: instrument(),
      size: fraction({ above: -1, to: 10 }).describe('-20%: the source is twenty percent too low.'),
      weight: fraction({ above: 0, to: 1 }).describe('Weight of the source in the index.'),
    })
    .describe('One source of the index is wrong: the index is by weight × size.'),
  z
    .strictObject({
      kind: word('marginChange'),
      ...timing,
      for: z
        .union([word('good'), duration({ above: 0 })])
        .prefault('good')
        .describe('How long it lasts; good: to the end of the run.'),
      instrument: instrument(),
      factor: decimal('a factor', { above: 0, to: 1000 })
        .prefault(1)
        .describe('What the rates are multiplied by; none goes above 100 %.'),
      of: choice(['both', 'initial', 'maintenance'])
        .prefault('both')
        .describe('Which rates the factor multiplies.'),
      margin: z
        .union([word('same'), marginSchema])
        .prefault('same')
        .describe('Requirement that replaces the one of the instrument.'),
    })
    .describe('The venue requires more margin, or less.'),
  z
    .strictObject({
      kind: word('fundingSpike'),
      ...timing,
      instrument: instrument(),
      rate: fraction({ from: -1, to: 1 }).describe(
        'Funding rate, whatever the premium and the cap.',
      ),
      intervals: count({ from: 1 }).prefault(1).describe('Payments for which it holds.'),
    })
    .describe('Funding jumps.'),
  z
    .strictObject({
      kind: word('withdrawalRun'),
      ...timing,
      for: lasting(),
      instrument: watched(),
      populations: populations('all'),
      share: share('Share of the members who run.'),
      amount: share('What they take of the equity that nothing binds.'),
    })
    .describe('Members take their free equity out, each at a time of its own.'),
] as const;
