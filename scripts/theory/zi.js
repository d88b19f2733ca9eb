import { US_PER_SECOND } from '../../dist/core/units.js';
import { BoundReached } from '../../dist/core/assert.js';
import { random, unknown } from './support/judge.js';
import { runWatched, seeds } from './support/run.js';
import { TimeWeighted } from './support/time-weighted.js';

/** @import { Scenario } from '../../dist/scenario/scenario.js' */
/** @import { Row } from './support/judge.js' */

export const name = 'zi';

export const points = [
  ['populations.traders.cancelRate=0.01/s'],
  ['populations.traders.cancelRate=0.02/s'],
  [],
  ['populations.traders.cancelRate=0.4/s'],
];

/**
 * An independent simulation of the model at a tick of 0.005 p_c: mean and standard deviation of the
 * time-weighted spread in units of p_c, by eps.
 */
const REFERENCE = [
  { eps: 0.01, mean: 0.4698, sd: 0.326 },
  { eps: 0.02, mean: 0.4937, sd: 0.347 },
  { eps: 0.1, mean: 0.6282, sd: 0.468 },
  { eps: 0.4, mean: 0.9951, sd: 0.819 },
];
const REFERENCE_ERROR = 0.0008;
/** Printed with three decimals. */
const REFERENCE_SD_ERROR = 0.001;
const REFERENCE_TICK = 0.005;

/** Share of a run that is dropped. */
const WARM_UP = 0.2;
const BATCHES = 50;
/** Length of a quick run, in lives of an order and in seconds at least. */
const QUICK = { lives: 100, seconds: 4_000 };

/**
 * @param {Scenario} scenario
 * @param {{ isQuick: boolean, seedCount: number | null }} effort
 */
export function check(scenario, { isQuick, seedCount }) {
  const flow = flowOf(scenario);
  const chosen = isQuick ? shortened(scenario, flow) : scenario;
  const spread = observe(chosen, flow, seedCount ?? 1);
  const eps = Number(flow.eps.toPrecision(4));
  const seconds = Math.round(chosen.durationUs / US_PER_SECOND);
  return {
    parameters: `eps ${eps}, ${seconds} s`,
    rows: compare(spread, referenceOf(flow)),
  };
}

/**
 * @param {Scenario} scenario
 * @param {Flow} flow
 * @returns {Scenario}
 */
function shortened(scenario, { cancelRate }) {
  const seconds = Math.max(QUICK.seconds, QUICK.lives / cancelRate);
  const durationUs = Math.min(scenario.durationUs, Math.round(seconds * US_PER_SECOND));
  return { ...scenario, durationUs, sampleEveryUs: durationUs };
}

/**
 * @typedef {object} Flow
 * @property {number} eps 2 delta ÷ mu
 * @property {number} scaleTicks p_c = mu ÷ (2 alpha)
 * @property {number} windowTicks
 * @property {number} cancelRate
 * @property {boolean} isStandard the model of the reference, in a window as wide
 */

/**
 * @param {Scenario} scenario
 * @returns {Flow}
 */
export function flowOf({ venues, populations }) {
  const traders = populations.find(({ kind }) => kind === 'zeroIntelligence');
  const { marketRate, limitRate, cancelRate, windowTicks, orderSize, reactionTime } = traders;
  const eps = (2 * cancelRate) / marketRate;
  const scaleTicks = marketRate / (2 * limitRate);
  const isAlone = populations.length === 1 && venues[0].selfTradePrevention === 'none';
  const isUnit = orderSize.kind === 'fixed' && reactionTime.kind === 'fixed';
  const isWide = windowTicks / scaleTicks > (eps > 0.6 ? 30 : 12) - 1e-9;
  const isFine = Math.abs(1 / scaleTicks - REFERENCE_TICK) < 1e-9;
  const isStandard = isAlone && isUnit && reactionTime.value === 0 && isWide && isFine;
  return { eps, scaleTicks, windowTicks, cancelRate, isStandard };
}

/** @param {Flow} flow */
export function referenceOf({ eps, isStandard }) {
  if (!isStandard) return null;
  return REFERENCE.find((reference) => Math.abs(reference.eps / eps - 1) < 1e-9) ?? null;
}

/**
 * The spread in units of p_c, weighted by the time it stood. Throws when the price comes so near an
 * end of the book that orders find no place.
 * @param {Scenario} scenario
 * @param {Flow} flow
 * @param {number} runs
 */
export function observe(scenario, { scaleTicks, windowTicks }, runs) {
  const { maxPriceTicks } = scenario.venues[0].instruments[0];
  const fromUs = scenario.durationUs * WARM_UP;
  const spread = new TimeWeighted({ fromUs, toUs: scenario.durationUs, batches: BATCHES });
  for (const seed of seeds(runs)) {
    spread.begin();
    runWatched(scenario, seed, ({ queue, instruments: [{ book }] }) => {
      const { bestBidTicks, bestAskTicks } = book;
      const hasBoth = bestBidTicks > 0 && bestAskTicks > 0;
      const value = hasBoth ? (bestAskTicks - bestBidTicks) / scaleTicks : NaN;
      spread.set(queue.nowUs, value);
      if (hasBoth && (bestAskTicks <= windowTicks || maxPriceTicks < bestBidTicks + windowTicks)) {
        throw new BoundReached('the price wandered to an end of the book: raise initialPrice');
      }
    });
    spread.end();
  }
  return spread.estimate();
}

/**
 * @param {{ mean: number, sd: number, meanError: number, sdError: number }} spread
 * @param {{ mean: number, sd: number } | null} reference
 * @returns {Row[]}
 */
export function compare({ mean, sd, meanError, sdError }, reference) {
  if (reference === null) {
    const note = 'not one of the points that the reference was simulated at';
    return [
      unknown('mean spread, p_c', { got: mean, standardError: meanError, note }),
      unknown('sd of the spread, p_c', { got: sd, standardError: sdError, note }),
    ];
  }
  return [
    random('mean spread, p_c', {
      expected: reference.mean,
      got: mean,
      standardError: meanError,
      referenceError: REFERENCE_ERROR,
    }),
    random('sd of the spread, p_c', {
      expected: reference.sd,
      got: sd,
      standardError: sdError,
      referenceError: REFERENCE_SD_ERROR,
    }),
  ];
}
