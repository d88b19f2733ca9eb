import { z } from 'zod';
import { decimal, duration, fraction, rate } from './quantities.js';
import type { Volatility } from './scenario.js';

const MOST_VOLATILITY = 100;

const level = () => fraction({ from: 0, to: MOST_VOLATILITY });

const scale = () =>
  z.strictObject({
    sd: decimal('a number', { from: 0, to: 3 }).describe(
      'Standard deviation of the logarithm of volatility.',
    ),
    time: duration({ above: 0 }).describe('Its correlation falls by e in this time.'),
  });

/** A volatility that stays, or one whose logarithm wanders on two scales of time. */
export function volatility() {
  return z.union([
    level(),
    z
      .strictObject({
        level: level().describe('Root mean square over time.'),
        slow: scale().optional().describe('Hours; the only source of long memory. Default: none.'),
        fast: scale().optional().describe('Minutes; makes the tails of returns. Default: none.'),
      })
      .describe(
        'Log-volatility is the sum of two Ornstein–Uhlenbeck processes; its median is level × exp(−(slow.sd² + fast.sd²)).',
      ),
  ]);
}

/** A volatility that can not wander. */
export function constantVolatility() {
  return level();
}

export type VolatilityValue = z.output<ReturnType<typeof volatility>>;

export function compileVolatility(value: VolatilityValue): Volatility {
  if (typeof value === 'number') return value;
  const { level: rootMeanSquare, slow, fast } = value;
  const scaleOf = (written: typeof slow) =>
    written === undefined ? null : { sd: written.sd, timeUs: written.time };
  return { level: rootMeanSquare, slow: scaleOf(slow), fast: scaleOf(fast) };
}

/** Jumps of a logarithm: how often, and how far. */
export function jumpKeys() {
  return {
    rate: rate().describe('How often it jumps.'),
    mean: fraction({ from: -3, to: 3 }).describe(
      'Mean of the logarithm of the factor by which the price jumps.',
    ),
    sd: fraction({ from: 0, to: 3 }).describe('Its standard deviation.'),
  };
}
