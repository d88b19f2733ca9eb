import { z } from 'zod';
import type { PopulationBase, PopulationSetting } from '../compile-population.js';
import { distribution } from '../distribution-schema.js';
import type { Path } from '../findings.js';
import { count, decimal, duration, fraction, rate, word } from '../quantities.js';
import type { HawkesKernel, Noise } from '../scenario.js';
import type { WholeNumbers } from '../whole-numbers.js';
import { everyone, sizes } from './everyone.js';

const kernel = z.strictObject({
  branching: fraction({ from: 0, below: 1 }).describe(
    'Orders that an order brings about, on average.',
  ),
  time: duration({ above: 0 }).describe('Mean delay of those.'),
});

const clustering = z.strictObject({
  fast: kernel.describe('Answers within seconds.'),
  slow: kernel
    .optional()
    .describe('Answers within minutes; branching of both together stays below 1. Default: none.'),
});

const signMemory = z.strictObject({
  copy: fraction({ from: 0, below: 1 }).describe(
    'Chance that an order takes the side of an earlier one.',
  ),
  exponent: decimal('an exponent', { from: 0, to: 10 }).describe(
    'The lag of the earlier one is drawn with weight lag^-exponent.',
  ),
  longestLag: count({ from: 1, to: 100_000 }).describe('Largest lag, in orders.'),
});

const marketOrders = z.strictObject({
  rate: rate().describe('Orders of the whole population.'),
  size: sizes.describe('Size of an order, in base units.'),
  clustering: clustering
    .optional()
    .describe('Arrivals are a Hawkes process whose mean rate is `rate`. Default: Poisson.'),
  signMemory: signMemory
    .optional()
    .describe('How long sides go on, for each instrument. Default: each order takes either side.'),
});

export const noise = z
  .strictObject({
    kind: word('noise'),
    ...everyone,
    marketOrders: marketOrders.describe('Market orders, either side.'),
    limitOrders: z
      .strictObject({
        rate: rate().describe('Orders of the whole population.'),
        size: sizes.describe('Size of an order, in base units.'),
        distance: distribution(fraction, { from: 0, to: 0.99 }).describe(
          'Distance from the own best price.',
        ),
        life: duration({ above: 0 }).describe('Mean life of a resting order.'),
      })
      .describe('Limit orders, either side.'),
  })
  .describe('Traders without a view.');

export function compileNoise(
  base: PopulationBase,
  { marketOrders, limitOrders }: z.output<typeof noise>,
  { markets, whole }: PopulationSetting,
): Noise {
  const path = ['populations', base.name];
  const lot = markets.commonLot(base.instruments, [...path, 'instruments']);
  return {
    ...base,
    kind: 'noise',
    marketRate: marketOrders.rate,
    limitRate: limitOrders.rate,
    marketSize: whole.sizeLaw(marketOrders.size, lot, [...path, 'marketOrders', 'size']),
    limitSize: whole.sizeLaw(limitOrders.size, lot, [...path, 'limitOrders', 'size']),
    limitDistance: limitOrders.distance,
    orderLifeUs: limitOrders.life,
    clustering: compileClustering(
      marketOrders.clustering,
      [...path, 'marketOrders', 'clustering'],
      whole,
    ),
    signMemory: marketOrders.signMemory ?? null,
  };
}

function compileClustering(
  value: z.output<typeof clustering> | undefined,
  path: Path,
  { findings }: WholeNumbers,
): HawkesKernel[] {
  if (value === undefined || findings.isWrong(path)) return [];
  const { fast, slow } = value;
  const kernels = [{ branching: fast.branching, timeUs: fast.time }];
  if (slow === undefined || findings.isWrong([...path, 'slow'])) return kernels;
  kernels.push({ branching: slow.branching, timeUs: slow.time });
  if (fast.branching + slow.branching >= 1) {
    const expected = `less than 1 together with fast.branching ${fast.branching}: else orders multiply without end`;
    findings.contradiction([...path, 'slow', 'branching'], expected, String(slow.branching));
  }
  return kernels;
}
