import { z } from 'zod';
import type { PopulationBase, PopulationSetting } from '../compile-population.js';
import { distribution } from '../distribution-schema.js';
import { fraction, rate, word } from '../quantities.js';
import type { Arbitrageur } from '../scenario.js';
import { everyone, sizes } from './everyone.js';

export const arbitrageur = z
  .strictObject({
    kind: word('arbitrageur'),
    ...everyone,
    lookRate: rate().describe('Looks of each arbitrageur, on each instrument.'),
    capacity: sizes.describe(
      'Largest position of each, in base units, counted from the one that stands at the start.',
    ),
    slice: sizes.describe('Largest order, in base units.'),
    threshold: fraction({ from: 0, to: 1 })
      .prefault('5bp')
      .describe('Least distance of a price from the index (of the logarithm) that is traded on.'),
    width: distribution(fraction, { from: 0.0001, to: 10 })
      .prefault('50bp')
      .describe('Distance beyond the threshold at which the whole capacity is in use.'),
  })
  .describe(
    'Buys the perpetual below its index and sells it above, with finite capital; the other leg is hedged elsewhere.',
  );

export function compileArbitrageur(
  base: PopulationBase,
  { lookRate, capacity, slice, threshold, width }: z.output<typeof arbitrageur>,
  { markets, whole }: PopulationSetting,
): Arbitrageur {
  const path = ['populations', base.name];
  const lot = markets.commonLot(base.instruments, [...path, 'instruments']);
  return {
    ...base,
    kind: 'arbitrageur',
    lookRate,
    capacity: whole.sizeLaw(capacity, lot, [...path, 'capacity']),
    slice: whole.sizeLaw(slice, lot, [...path, 'slice']),
    threshold,
    width,
  };
}
