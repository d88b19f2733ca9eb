import { z } from 'zod';
import { commonJumps, indexCorrelation } from './index-links-schema.js';
import { instrumentSchema } from './instrument-schema.js';
import { name } from './names.js';
import { matching } from './matching-schema.js';
import { amount, choice, duration, fraction, word } from './quantities.js';

const execution = z.discriminatedUnion('kind', [
  z.strictObject({ kind: word('whole') }).describe('All at once, by a market order.'),
  z
    .strictObject({
      kind: word('steps'),
      fraction: fraction({ above: 0, to: 1 }).describe(
        'Share of the position closed at each step.',
      ),
      every: duration({ above: 0 }).describe('Time between two steps.'),
    })
    .describe('In steps, until the margin is restored.'),
  z
    .strictObject({ kind: word('iocAtBankruptcy') })
    .describe('One immediate-or-cancel order at the bankruptcy price.'),
  z
    .strictObject({
      kind: word('keepers'),
      discount: fraction({ from: 0, below: 1 }).describe('Keepers buy at the mark less this.'),
    })
    .describe('Sold to keepers at a discount.'),
]);

const liquidation = z.strictObject({
  execution: execution.prefault({ kind: 'whole' }).describe('How a liquidated position is closed.'),
  worstPrice: choice(['none', 'bankruptcy', 'fundable'])
    .prefault('fundable')
    .describe('How far the orders go: fundable is as far as the insurance fund can pay.'),
  surplusTo: choice(['insuranceFund', 'account'])
    .prefault('insuranceFund')
    .describe('Who gets the equity that is left.'),
  fee: fraction({ from: 0, below: 1 })
    .prefault(0)
    .describe('Liquidation fee, as a share of the notional closed.'),
  waterfall: z
    .array(choice(['insuranceFund', 'deleverage', 'socialise']))
    .prefault(['insuranceFund', 'deleverage'])
    .describe('Who bears what the account cannot, in order. The venue is the last.'),
  retryAfter: duration({ above: 0 })
    .prefault('1s')
    .describe('An attempt that left lots open is repeated after this.'),
  giveUpAfter: z
    .union([word('never'), duration({ from: 0 })])
    .prefault('never')
    .describe('Attempts end this long after the start, and the waterfall takes what is left.'),
});

export const venueSchema = z.strictObject({
  name: name().prefault('venue').describe('Name of the venue in the tables.'),
  makerFee: fraction({ above: -1, below: 1 })
    .prefault(0)
    .describe('Fee of the resting side of a trade; negative: a rebate.'),
  takerFee: fraction({ from: 0, below: 1 }).prefault(0).describe('Fee of the other side.'),
  selfTradePrevention: choice(['none', 'cancelNewest', 'cancelOldest', 'cancelBoth', 'decrement'])
    .prefault('cancelNewest')
    .describe('What happens when an agent would trade with itself.'),
  insuranceFund: z
    .strictObject({
      initial: amount({ from: 0 }).prefault(0).describe('Money in it at the start.'),
    })
    .prefault({})
    .describe('Pays what liquidated accounts cannot.'),
  markEvery: z
    .union([word('change'), duration({ above: 0 })])
    .prefault('1s')
    .describe('How often marks are computed; change: whenever an input changes.'),
  matching: matching
    .optional()
    .describe('The matching engine, and the queue before it. Default: it takes no time.'),
  liquidation: liquidation.prefault({}).describe('How positions are closed by force.'),
  instruments: z.record(name(), instrumentSchema).describe('What is traded, by name.'),
  indexCorrelation: indexCorrelation
    .optional()
    .describe('Indices with correlated noise. Default: each moves on its own.'),
  commonJumps: commonJumps
    .optional()
    .describe('Jumps of several indices at once, their mean taken off. Default: none.'),
});

export type VenueValue = z.output<typeof venueSchema>;
