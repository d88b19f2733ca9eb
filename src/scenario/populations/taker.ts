import { z } from 'zod';
import { US_PER_SECOND } from '../../core/units.js';
import type { PopulationBase, PopulationSetting } from '../compile-population.js';
import { type Bounds, distribution } from '../distribution-schema.js';
import { decimal, duration, rate, word } from '../quantities.js';
import type { Taker } from '../scenario.js';
import { everyone, none, sizes } from './everyone.js';

const distances = distribution((bounds: Bounds) => decimal('a distance in quote units', bounds), {
  from: 0,
});

export const taker = z
  .strictObject({
    kind: word('taker'),
    ...everyone,
    rate: rate().describe('Orders of the whole population on each side, on each instrument.'),
    every: z
      .union([none, duration({ above: 0 })])
      .prefault('none')
      .describe(
        'Orders come at multiples of this time only, one a side at most, with probability rate × every; none: Poisson.',
      ),
    size: sizes.describe('Size of an order, in base units.'),
    from: decimal('a distance in quote units', {})
      .prefault(0)
      .describe('Where reach counts from: distance beyond the index, negative before it.'),
    reach: distances.describe('How far beyond that an order trades, in quote units.'),
  })
  .describe('Takes whatever stands within a distance of the index that it draws anew each time.');

export function compileTaker(
  base: PopulationBase,
  value: z.output<typeof taker>,
  { markets, whole }: PopulationSetting,
): Taker {
  const path = ['populations', base.name];
  const instruments = [...path, 'instruments'];
  const lot = markets.commonLot(base.instruments, instruments);
  const tick = markets.commonTick(base.instruments, instruments);
  const { rate, every, from, reach } = value;
  const everyUs = every === 'none' ? null : every;
  if (everyUs !== null && rate * everyUs > US_PER_SECOND * (1 + 1e-9)) {
    const expected = 'a rate of at most one order each time';
    whole.findings.contradiction(
      [...path, 'rate'],
      expected,
      `${(rate * everyUs) / US_PER_SECOND}`,
    );
  }
  return {
    ...base,
    kind: 'taker',
    rate,
    everyUs,
    size: whole.sizeLaw(value.size, lot, [...path, 'size']),
    fromTicks: from / tick,
    reach,
    tick,
  };
}
