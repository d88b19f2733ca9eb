import { z } from 'zod';
import type { Findings } from './findings.js';
import { none } from './populations/everyone.js';
import { count, rate } from './quantities.js';
import type { MatchingRules } from './scenario.js';

/** One message a microsecond, the resolution of time. */
const FASTEST = 1_000_000;
const SLOWEST = 0.001;

export const matching = z.strictObject({
  throughput: z
    .union([none, rate()])
    .prefault('none')
    .describe(
      'Messages (orders, cancels, transfers, steps of liquidations) that the engine executes, from 0.001/s to 1000000/s; what comes faster queues, first come first served. none: any number.',
    ),
  queue: z
    .strictObject({
      limit: count({ from: 1 })
        .optional()
        .describe(
          'Messages that wait at most: what is more is refused, but for cancels and transfers. Default: any number.',
        ),
    })
    .prefault({})
    .describe('Messages that the engine has not come to.'),
});

/** Rules of the matching engine, as the engine is built from. */
export function compileMatching(
  { throughput, queue }: z.output<typeof matching>,
  findings: Findings,
): MatchingRules {
  const path = ['venue', 'matching'];
  const isRate = throughput === 'none' || (SLOWEST <= throughput && throughput <= FASTEST);
  const isSaid = !findings.isWrong([...path, 'throughput']);
  if (isSaid && !isRate) {
    const expected = 'none, or a rate from 0.001/s to 1000000/s';
    findings.wrongValue([...path, 'throughput'], expected, throughput);
  }
  if (isSaid && throughput === 'none' && queue.limit !== undefined) {
    const place = [...path, 'queue', 'limit'];
    findings.contradiction(
      place,
      'no limit, or a throughput',
      'nobody queues without a throughput',
    );
  }
  return {
    throughput: throughput === 'none' ? Infinity : throughput,
    queueLimit: queue.limit ?? Infinity,
  };
}
