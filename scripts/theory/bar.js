import { erf } from 'mathjs/number';
import { PPM, US_PER_YEAR } from '../../dist/core/units.js';
import { Cascades } from '../../dist/metrics/cascades.js';
import { MarketExtremes } from '../../dist/metrics/market.js';
import { random, REACH, unknown } from './support/judge.js';
import { run, seeds } from './support/run.js';

/** @import { Scenario } from '../../dist/scenario/scenario.js' */
/** @import { Row } from './support/judge.js' */

export const name = 'bar';

/** L = 20 within a day and within a week, L = 50 within a day. */
export const points = [[], ['duration=7d', 'sampleEvery=7d'], ['populations.longs.leverage=50']];

const QUICK_RUNS = 400;
/** A full check tells apart what differs by this share. */
const PRECISION = 0.02;

/** −zeta(1/2) ÷ sqrt(2 pi): how much further a barrier lies that is watched at times only. */
const WATCH = 0.5826;

/**
 * @param {Scenario} scenario
 * @param {{ isQuick: boolean, seedCount: number | null }} effort
 */
export function check(scenario, { isQuick, seedCount }) {
  const theory = theoryOf(scenario);
  const wanted = isQuick || theory === null ? QUICK_RUNS : runsFor(theory.probability);
  const runs = seedCount ?? wanted;
  const share = observe(scenario, runs);
  if (theory !== null) {
    const { leverage, days, probability } = theory;
    const parameters = `L ${leverage}, ${days} d, ${runs} runs`;
    return { parameters, rows: compare({ share, runs }, probability) };
  }
  const note = 'not one isolated long of fixed leverage on a geometric Brownian index';
  const standardError = Math.sqrt((share * (1 - share)) / runs);
  const rows = [unknown('P(liquidated)', { got: share, standardError, note })];
  return { parameters: `${runs} runs`, rows };
}

/** @param {number} probability */
function runsFor(probability) {
  const deviates = REACH / PRECISION;
  return Math.ceil(((1 - probability) / probability) * deviates * deviates);
}

/**
 * From the scenario's own settings; null where the model is another.
 * @param {Scenario} scenario
 */
export function theoryOf({ durationUs, venues, populations, shocks }) {
  const [{ markEveryUs, instruments }] = venues;
  const [{ index, mark, margin }] = instruments;
  const longs = populations.filter(
    (population) => population.kind === 'leveragedSpeculator' && population.standing !== null,
  );
  if (longs.length !== 1 || shocks.length > 0 || instruments.length > 1) return null;
  const [{ marginMode, leverage, standing }] = longs;
  const { side, entry, liquidationPrice } = standing;
  const isLong = marginMode === 'isolated' && side === 'long' && liquidationPrice === null;
  if (!isLong || leverage.kind !== 'fixed' || entry.kind !== 'fixed' || entry.value !== 1) {
    return null;
  }
  if (mark.kind !== 'index' || index.process.kind !== 'gbm' || margin.tiers.length > 1) return null;
  const { volatility, drift } = index.process;
  const maintenance = margin.tiers[0].maintenancePpm / PPM;
  const probability = firstPassage({
    distance: -Math.log((1 - 1 / leverage.value) / (1 - maintenance)),
    trend: drift - (volatility * volatility) / 2,
    volatility,
    years: durationUs / US_PER_YEAR,
    stepYears: Math.max(index.everyUs, markEveryUs) / US_PER_YEAR,
  });
  return { leverage: leverage.value, days: durationUs / 86_400e6, probability };
}

/**
 * P(a Brownian motion with drift falls by `distance` in time), watched at steps.
 * @param {{ distance: number, trend: number, volatility: number, years: number, stepYears: number }} path
 */
export function firstPassage({ distance, trend, volatility, years, stepYears }) {
  const x = distance + WATCH * volatility * Math.sqrt(stepYears);
  const spread = volatility * Math.sqrt(years);
  const reflected = Math.exp((-2 * trend * x) / (volatility * volatility));
  return (
    normalBelow((-x - trend * years) / spread) +
    reflected * normalBelow((-x + trend * years) / spread)
  );
}

/** @param {number} deviate */
function normalBelow(deviate) {
  return (1 + erf(deviate / Math.SQRT2)) / 2;
}

/**
 * Share of the runs in which a liquidation started; the rest of such a run is skipped.
 * @param {Scenario} scenario
 * @param {number} runs
 */
function observe(scenario, runs) {
  let liquidated = 0;
  for (const seed of seeds(runs)) {
    const cascades = new Cascades(new MarketExtremes(1));
    run(scenario, seed, [cascades], () => cascades.episodes > 0);
    if (cascades.episodes > 0) liquidated += 1;
  }
  return liquidated / runs;
}

/**
 * @param {{ share: number, runs: number }} observed
 * @param {number} probability
 * @returns {Row[]}
 */
export function compare({ share, runs }, probability) {
  const standardError = Math.sqrt((probability * (1 - probability)) / runs);
  return [random('P(liquidated)', { expected: probability, got: share, standardError })];
}
