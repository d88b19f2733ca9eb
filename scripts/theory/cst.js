import { BoundReached } from '../../dist/core/assert.js';
import { fanOut } from '../../dist/metrics/fan-out.js';
import { createWorld } from '../../dist/simulation/create-world.js';
import { advance, start } from '../../dist/simulation/simulate.js';
import { random, unknown } from './support/judge.js';
import { seeds } from './support/run.js';

/** @import { Scenario } from '../../dist/scenario/scenario.js' */
/** @import { Row } from './support/judge.js' */

export const name = 'cst';

/** One to three orders in each queue. */
export const points = [1, 2, 3].flatMap((bids) =>
  [1, 2, 3].map((asks) => [
    `populations.traders.opening.bids=${bids}`,
    `populations.traders.opening.asks=${asks}`,
  ]),
);

const RUNS = { full: 30_000, quick: 2_000 };
/** Queues are cut here: so many births in a row have no weight left. */
const MOST_ORDERS = 60;
/** Queues whose balance lies higher hardly ever empty: there is nothing to compare. */
const LARGEST_BALANCE = 8;
const PRECISION = 1e-12;

/**
 * @typedef {object} Queues
 * @property {number} bids that stand at the start
 * @property {number} asks
 * @property {number} birth rate of orders that join a queue
 * @property {number} death rate of orders taken from its front
 * @property {number} cancel rate of each order
 */

/**
 * @param {Scenario} scenario
 * @param {{ isQuick: boolean, seedCount: number | null }} effort
 */
export function check(scenario, { isQuick, seedCount }) {
  const runs = seedCount ?? (isQuick ? RUNS.quick : RUNS.full);
  const queues = theoryOf(scenario);
  const share = observe(scenario, runs);
  if (queues === null) {
    const note = 'not one flow of unit orders into two queues at the touch that empty soon';
    const standardError = Math.sqrt((share * (1 - share)) / runs);
    const rows = [unknown('P(mid goes up first)', { got: share, standardError, note })];
    return { parameters: `${runs} runs`, rows };
  }
  const parameters = `b ${queues.bids}, a ${queues.asks}, ${runs} runs`;
  return { parameters, rows: compare({ share, runs }, upProbability(queues)) };
}

/**
 * From the scenario's own settings; null where the model is another.
 * @param {Scenario} scenario
 * @returns {Queues | null}
 */
export function theoryOf({ venues, populations, shocks }) {
  const [traders] = populations;
  const isAlone = populations.length === 1 && shocks.length === 0;
  if (!isAlone || traders.kind !== 'zeroIntelligence' || traders.instruments.length > 1) {
    return null;
  }
  const { marketRate, limitRate, cancelRate, windowTicks, orderSize, opening } = traders;
  const isUnit = orderSize.kind === 'fixed' && orderSize.value === 1 && windowTicks === 1;
  const sees = traders.reactionTime.kind === 'fixed' && traders.reactionTime.value === 0;
  const isFree = traders.marginMode === 'unmargined' && venues[0].selfTradePrevention === 'none';
  const { bids, asks } = opening;
  if (!isUnit || !sees || !isFree || bids === 0 || asks === 0) return null;
  const [birth, death] = [limitRate, marketRate / 2];
  if (birth - death > LARGEST_BALANCE * cancelRate) return null;
  return { bids, asks, birth, death, cancel: cancelRate };
}

/**
 * P(the asks run out before the bids) of two independent birth–death chains: the harmonic function
 * of the chain of both, by relaxation (Gauss and Seidel) from below.
 * @param {Queues} queues
 */
export function upProbability({ bids, asks, birth, death, cancel }) {
  const width = Math.max(MOST_ORDERS, 2 * bids, 2 * asks) + 1;
  const up = new Float64Array(width * width); // row b, column a; row 0: the bids are gone
  for (let b = 1; b < width; b++) up[b * width] = 1;
  const leaves = (/** @type {number} */ orders) => death + orders * cancel;
  const joins = (/** @type {number} */ orders) => (orders < width - 1 ? birth : 0);
  for (let change = 1; change > PRECISION;) {
    change = 0;
    for (let b = 1; b < width; b++) {
      for (let a = 1; a < width; a++) {
        const at = b * width + a;
        const [fewerBids, fewerAsks] = [leaves(b), leaves(a)];
        const [moreBids, moreAsks] = [joins(b), joins(a)];
        let inflow = fewerBids * up[at - width] + fewerAsks * up[at - 1];
        if (moreBids > 0) inflow += moreBids * up[at + width];
        if (moreAsks > 0) inflow += moreAsks * up[at + 1];
        const value = inflow / (fewerBids + fewerAsks + moreBids + moreAsks);
        change = Math.max(change, Math.abs(value - up[at]));
        up[at] = value;
      }
    }
  }
  return up[bids * width + asks];
}

/**
 * Share of the runs in which the asks ran out first; the rest of each run is skipped.
 * @param {Scenario} scenario
 * @param {number} runs
 */
export function observe(scenario, runs) {
  let ups = 0;
  for (const seed of seeds(runs)) if (goesUp(scenario, seed)) ups += 1;
  return ups / runs;
}

/**
 * @param {Scenario} scenario
 * @param {string} seed
 */
function goesUp(scenario, seed) {
  const sink = fanOut([]);
  const world = createWorld(scenario, seed);
  start(world, sink);
  const { book } = world.instruments[0];
  const { bestBidTicks, bestAskTicks } = book;
  while (advance(world, sink, 1)) {
    if (book.bestAskTicks !== bestAskTicks) return true;
    if (book.bestBidTicks !== bestBidTicks) return false;
  }
  throw new BoundReached('a run ended before a queue was empty: raise duration');
}

/**
 * @param {{ share: number, runs: number }} observed
 * @param {number} probability
 * @returns {Row[]}
 */
export function compare({ share, runs }, probability) {
  const standardError = Math.sqrt((probability * (1 - probability)) / runs);
  return [random('P(mid goes up first)', { expected: probability, got: share, standardError })];
}
