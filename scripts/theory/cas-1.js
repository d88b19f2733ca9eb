import { mean, variance } from 'mathjs/number';
import { Cascades } from '../../dist/metrics/cascades.js';
import { MarketExtremes } from '../../dist/metrics/market.js';
import { borelTanner, borelTree } from './support/borel-tanner.js';
import { chiSquare } from './support/counts.js';
import { law, random, unknown, within } from './support/judge.js';
import { run, seeds } from './support/run.js';

/** @import { Scenario } from '../../dist/scenario/scenario.js' */
/** @import { Row } from './support/judge.js' */

export const name = 'cas-1';

/** The points of the page: the file itself, and lambda = 2, n = 0.9. */
export const points = [
  [],
  [
    'populations.book.bids.to=9990',
    'populations.longs.count=1200',
    'populations.longs.standing.liquidationPrice.uniform.from=0.09995',
    'populations.longs.standing.poissonMean=900',
    'populations.longs.standing.size=9',
    'shocks.sale.size=20',
  ],
];

const RUNS = { full: 10_000, quick: 250 };
/** A cascade that runs out of positions with a larger probability has another law. */
const MOST_CUT = 1e-3;

/**
 * @typedef {object} Theory
 * @property {number} lambda roots
 * @property {number} n children of a liquidation
 * @property {number} shockTicks
 * @property {number} impactTicks of one liquidation
 * @property {number} rangeTicks that hold liquidation prices
 */

/**
 * @typedef {object} Observed
 * @property {number[]} liquidations of each run
 * @property {number[]} roots of each run
 * @property {number[]} trees size of each, over all runs
 * @property {number} strayRuns whose mark did not fall by shock + impact × liquidations
 */

/**
 * @param {Scenario} scenario
 * @param {{ isQuick: boolean, seedCount: number | null }} effort
 */
export function check(scenario, { isQuick, seedCount }) {
  const theory = theoryOf(scenario);
  const observed = observe(scenario, theory, seedCount ?? (isQuick ? RUNS.quick : RUNS.full));
  const runs = observed.liquidations.length;
  if (theory === null) {
    const note = 'not equal positions, Poisson below the price, that move it by whole ticks';
    return { parameters: `${runs} runs`, rows: alone(observed, note) };
  }
  const { lambda, n } = theory;
  const parameters = `lambda ${short(lambda)}, n ${short(n)}, ${runs} runs`;
  if (n >= 1) return { parameters, rows: alone(observed, 'n >= 1: the mean is infinite') };
  const cut = cutProbability(theory);
  if (cut > MOST_CUT) {
    const note = `the positions run out with probability ${cut.toPrecision(2)}`;
    return { parameters, rows: alone(observed, note) };
  }
  return { parameters, rows: compare(observed, theory) };
}

/**
 * lambda = r x0 and n = r d from the scenario's own settings; null where the model is another.
 * @param {Scenario} scenario
 * @returns {Theory | null}
 */
export function theoryOf({ venues, populations, shocks }) {
  const { initialPriceTicks, mark } = venues[0].instruments[0];
  const books = populations.filter(({ kind }) => kind === 'staticBook');
  const standing = populations.flatMap((population) =>
    population.kind === 'leveragedSpeculator' ? (population.standing ?? []) : [],
  );
  if (books.length !== 1 || standing.length !== 1 || shocks.length !== 1) return null;
  const [{ bids }] = books;
  const [{ liquidationPrice, size, poissonMean }] = standing;
  const [shock] = shocks;
  if (mark.kind !== 'last' || shock.kind !== 'marketOrder' || shock.side !== 'sell') return null;
  if (bids?.kind !== 'flat' || liquidationPrice?.kind !== 'uniform') return null;
  if (size?.kind !== 'fixed' || poissonMean === null) return null;
  const rangeTicks = (liquidationPrice.to - liquidationPrice.from) * initialPriceTicks;
  const shockTicks = shock.lots / bids.lotsPerTick;
  const impactTicks = size.value / bids.lotsPerTick;
  const density = poissonMean / rangeTicks;
  const firstTicks = liquidationPrice.to * initialPriceTicks; // before rounding
  const isWhole = Number.isInteger(shockTicks) && Number.isInteger(impactTicks);
  if (!isWhole || Math.abs(firstTicks - (initialPriceTicks - 0.5)) > 1e-6) return null;
  return {
    lambda: density * shockTicks,
    n: density * impactTicks,
    shockTicks,
    impactTicks,
    rangeTicks,
  };
}

/**
 * @param {Scenario} scenario
 * @param {Theory | null} theory
 * @param {number} runs
 * @returns {Observed}
 */
export function observe(scenario, theory, runs) {
  const { initialPriceTicks } = scenario.venues[0].instruments[0];
  /** @type {Observed} */
  const observed = { liquidations: [], roots: [], trees: [], strayRuns: 0 };
  for (const seed of seeds(runs)) {
    const market = new MarketExtremes(1);
    const cascades = new Cascades(market);
    run(scenario, seed, [market, cascades]);
    observed.liquidations.push(cascades.episodes);
    observed.roots.push(cascades.trees);
    for (const { size } of cascades) observed.trees.push(size);
    const fallTicks = initialPriceTicks - market.markTicks(0);
    if (theory === null) continue;
    if (fallTicks !== theory.shockTicks + theory.impactTicks * cascades.episodes) {
      observed.strayRuns += 1;
    }
  }
  return observed;
}

/**
 * Standard errors are those of theory at so many runs (Consul and Jain 1973 give the cumulants),
 * because the tails are too heavy for an estimate from the same runs.
 * @param {Observed} observed
 * @param {Pick<Theory, 'lambda' | 'n'>} theory
 * @returns {Row[]}
 */
export function compare({ liquidations, roots, trees, strayRuns }, { lambda, n }) {
  const runs = liquidations.length;
  const calm = 1 - n;
  const spread = lambda / (calm * calm * calm);
  const fourth = (spread * (1 + 8 * n + 6 * n * n)) / (calm * calm * calm * calm);
  const episodes = runs * mean(liquidations);
  const perRun = (/** @type {number} */ value) => Math.sqrt(value / runs);
  return [
    law(
      'P(N = k), chi-square',
      chiSquare(liquidations, (k) => borelTanner(k, lambda, n)),
    ),
    random('mean of N', {
      expected: lambda / calm,
      got: mean(liquidations),
      standardError: perRun(spread),
    }),
    random('variance of N', {
      expected: spread,
      got: variance(liquidations),
      standardError: perRun(fourth + 2 * spread * spread),
    }),
    law(
      'P(roots = k), chi-square',
      chiSquare(roots, (k) => borelTanner(k, lambda, 0)),
    ),
    random('children ÷ episodes', {
      expected: n,
      got: (episodes - trees.length) / episodes,
      standardError: perRun((n * calm) / lambda),
    }),
    law(
      'P(tree = k), chi-square',
      chiSquare(trees, (k) => borelTree(k, n)),
    ),
    random('mean size of a tree', {
      expected: 1 / calm,
      got: episodes / trees.length,
      standardError: perRun(n / (calm * calm * calm * lambda)),
    }),
    within('runs with fall <> x0 + d N', { expected: 0, got: strayRuns, tolerance: 0 }),
  ];
}

/**
 * @param {Observed} observed
 * @param {string} note
 */
function alone({ liquidations, trees }, note) {
  const runs = liquidations.length;
  const got = mean(liquidations);
  const episodes = runs * got;
  return [
    unknown('mean of N', { got, standardError: Math.sqrt(variance(liquidations) / runs), note }),
    unknown('variance of N', { got: variance(liquidations), standardError: null, note }),
    unknown('children ÷ episodes', {
      got: (episodes - trees.length) / episodes,
      standardError: null,
      note,
    }),
  ];
}

/**
 * Probability that a cascade reaches the end of the range that holds positions.
 * @param {Theory} theory
 */
function cutProbability({ lambda, n, shockTicks, impactTicks, rangeTicks }) {
  const most = Math.floor((rangeTicks - shockTicks) / impactTicks);
  let sum = 0;
  for (let k = 0; k <= most; k++) sum += borelTanner(k, lambda, n);
  return Math.max(0, 1 - sum);
}

/** @param {number} value */
function short(value) {
  return String(Number(value.toPrecision(4)));
}
