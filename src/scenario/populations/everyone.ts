import { z } from 'zod';
import { type Bounds, distribution } from '../distribution-schema.js';
import { amount, choice, count, decimal, duration, word } from '../quantities.js';

export const none = word('none');
/** Sizes in base units. */
export const sizes = distribution((bounds: Bounds) => decimal('a size', bounds), { from: 0 });
export const money = distribution(amount, { from: 0 });
/** What every population has. The market an agent sees is kept for half an hour at most. */
export const everyone = {
  count: count({ from: 0 }).describe('Number of agents.'),
  margin: choice(['isolated', 'cross', 'unmargined'])
    .prefault('isolated')
    .describe('How their accounts are margined.'),
  instruments: z
    .array(z.string({ error: 'the name of an instrument' }))
    .optional()
    .describe('What they trade. Default: all instruments.'),
  wealth: money.prefault(0).describe('Deposit of each agent.'),
  reactionTime: distribution(duration, { from: 0, to: 1_800_000_000, whole: true })
    .prefault('0s')
    .describe('How old the market is that an agent sees; drawn once for each.'),
  orderLatency: distribution(duration, { from: 0, to: 1_800_000_000, whole: true })
    .optional()
    .describe(
      'How long what an agent sends is on its way to the venue; drawn for each message, and none overtakes an earlier one of the same agent. Default: no time.',
    ),
};

/** Of populations that can bring more money in while they trade. */
export const cash = money
  .prefault(0)
  .describe('Money that each agent has outside the venue and can still deposit.');
