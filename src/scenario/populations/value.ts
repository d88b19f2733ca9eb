import { z } from 'zod';
import type { PopulationBase, PopulationSetting } from '../compile-population.js';
import { distribution } from '../distribution-schema.js';
import { duration, fraction, word } from '../quantities.js';
import type { Value } from '../scenario.js';
import { everyone, sizes } from './everyone.js';

export const value = z
  .strictObject({
    kind: word('value'),
    ...everyone,
    capacity: sizes.describe(
      'Largest position of each agent, in base units, counted from what it is content with at the start.',
    ),
    width: distribution(fraction, { from: 0.0001, to: 10 })
      .prefault('10%')
      .describe('Mispricing (of the logarithm) at which an agent wants its whole capacity.'),
    error: fraction({ from: 0, to: 1 })
      .prefault('2%')
      .describe('Standard deviation of what an agent believes around the index.'),
    errorTime: duration({ above: 0 })
      .prefault('1d')
      .describe('Time in which an error is forgotten (by the factor e).'),
    threshold: fraction({ from: 0, to: 1 })
      .prefault('50bp')
      .describe(
        'Least distance of a price from what a position is worth to an agent (of the logarithm) that it trades on: without one, every change of mind makes a trade.',
      ),
    patience: distribution(duration, { from: 1_000, whole: true })
      .prefault('30s')
      .describe('Mean time between two actions of an agent; drawn once for each.'),
    slice: fraction({ above: 0, to: 1 })
      .prefault('10%')
      .describe('Largest order, as a share of the capacity.'),
  })
  .describe(
    'Buys below what it believes around the index, and sells above, at its price or better. As counterparty of standing positions it holds hedges, and its buying covers shorts.',
  );

export function compileValue(
  base: PopulationBase,
  { width, error, errorTime, threshold, patience, slice, capacity }: z.output<typeof value>,
  { markets, whole }: PopulationSetting,
): Value {
  const path = ['populations', base.name];
  const lot = markets.commonLot(base.instruments, [...path, 'instruments']);
  return {
    ...base,
    kind: 'value',
    capacity: whole.sizeLaw(capacity, lot, [...path, 'capacity']),
    width,
    error,
    errorTimeUs: errorTime,
    threshold,
    patience,
    slice,
  };
}
