import { z } from 'zod';
import { choice, decimal, duration, fraction, word } from './quantities.js';

const at = () => duration({ from: 0 }).describe('Time since the start.');
/** Any text: whether it names an instrument is asked when the names are known. */
const instrument = () => z.string({ error: 'the name of an instrument' }).describe('Where.');

/** Every kind of shock. */
export const shockSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: word('priceJump'),
      at: at(),
      instrument: instrument(),
      size: fraction({ above: -1, to: 10 }).describe('-10%: the index falls by ten percent.'),
    })
    .describe('The index jumps.'),
  z
    .strictObject({
      kind: word('marketOrder'),
      at: at(),
      instrument: instrument(),
      side: choice(['buy', 'sell']).describe('What the order does.'),
      size: decimal('a size', { above: 0 }).describe('Size in base units, a multiple of the lot.'),
    })
    .describe('One market order from outside.'),
  z
    .strictObject({
      kind: word('tradingHalt'),
      at: at(),
      for: duration({ above: 0 }).describe('Length of the halt.'),
      instrument: instrument(),
    })
    .describe('Nothing trades for a while.'),
]);

export type ShockValue = z.output<typeof shockSchema>;
