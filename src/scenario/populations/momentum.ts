import { z } from 'zod';
import type { PopulationBase, PopulationSetting } from '../compile-population.js';
import { type Bounds, distribution } from '../distribution-schema.js';
import { decimal, duration, fraction, word } from '../quantities.js';
import type { Momentum } from '../scenario.js';
import { everyone, sizes } from './everyone.js';

const leverages = distribution((bounds: Bounds) => decimal('a leverage', bounds), {
  from: 0.01,
  to: 1000,
});

export const momentum = z
  .strictObject({
    kind: word('momentum'),
    ...everyone,
    horizon: distribution(duration, { from: 10_000, whole: true }).describe(
      'Memory of the moving average that an agent holds the price against.',
    ),
    looksPerHorizon: decimal('a number', { above: 0, to: 1000 })
      .prefault(4)
      .describe('Looks of an agent in its horizon, on average.'),
    capacity: sizes.describe('Largest position of each agent, in base units.'),
    leverage: leverages.prefault(3).describe('Largest notional ÷ equity.'),
    volatility: fraction({ above: 0, to: 100 }).describe(
      'Volatility that agents are used to, a year: trends are measured by it.',
    ),
    deadZone: decimal('a number', { from: 0 })
      .prefault(1)
      .describe('Trend up to which nothing is held, in standard deviations.'),
    fullTrend: decimal('a number', { above: 0 })
      .prefault(3)
      .describe('Trend from which the whole capacity is held.'),
    tolerance: fraction({ from: 0, to: 1 })
      .prefault('10%')
      .describe('Changes below this share of the capacity are left undone.'),
  })
  .describe('Follows trends, each agent over a horizon of its own, by market orders.');

export function compileMomentum(
  base: PopulationBase,
  value: z.output<typeof momentum>,
  { markets, whole }: PopulationSetting,
): Momentum {
  const path = ['populations', base.name];
  const lot = markets.commonLot(base.instruments, [...path, 'instruments']);
  const { horizon, looksPerHorizon, leverage, volatility, tolerance } = value;
  const { deadZone, fullTrend } = value;
  if (fullTrend <= deadZone) {
    const expected = `more than deadZone ${deadZone}`;
    whole.findings.contradiction([...path, 'fullTrend'], expected, String(fullTrend));
  }
  const capacity = whole.sizeLaw(value.capacity, lot, [...path, 'capacity']);
  return {
    ...base,
    kind: 'momentum',
    horizon,
    looksPerHorizon,
    capacity,
    leverage,
    volatility,
    deadZone,
    fullTrend,
    tolerance,
  };
}
