import { US_PER_SECOND, US_PER_YEAR } from '../../dist/core/units.js';
import { random, REACH, unknown, within } from './support/judge.js';
import { exogenousFills } from './support/maker-paths.js';
import { Moments } from './support/moments.js';
import { runToEnd, seeds } from './support/run.js';

/** @import { Scenario } from '../../dist/scenario/scenario.js' */
/** @import { Row } from './support/judge.js' */
/** @import { MakerModel } from './support/maker-paths.js' */

export const name = 'as';

const strategy = 'populations.maker.strategy';

/** Around the reservation price and around the mid, at both risk aversions. */
export const points = [
  [],
  [`${strategy}.center=mid`],
  [`${strategy}.riskAversion=0.01`],
  [`${strategy}.riskAversion=0.01`, `${strategy}.center=mid`],
];

/** An independent simulation of 2e5 paths: mean and sd of the profit, sd of the final inventory. */
const REFERENCE_PATHS = 200_000;
const REFERENCE = [
  { riskAversion: 0.1, center: 'reservation', mean: 64.9, sd: 6.54, inventorySd: 2.93 },
  { riskAversion: 0.1, center: 'mid', mean: 68.19, sd: 13.45, inventorySd: 8.4 },
  { riskAversion: 0.01, center: 'reservation', mean: 68.39, sd: 8.97, inventorySd: 5.22 },
  { riskAversion: 0.01, center: 'mid', mean: 68.64, sd: 13.67, inventorySd: 8.71 },
];
/** It is printed with two decimals. */
const PRINTED_ERROR = 0.005 / Math.sqrt(3);
/** The market of the reference, in its own unit of time, the horizon. */
const STANDARD = { price: 100, sigma: 2, steps: 200, fillDecay: 1.5, fillRate: 140 };

const PATHS = 200_000;
const QUICK_PATHS = 20_000;
const RUNS = 4_000;
const QUICK_RUNS = 400;
/** The book rounds to ticks, and its mid is a geometric Brownian motion. */
const BOOK_PRECISION = 0.05;

/**
 * @param {Scenario} scenario
 * @param {{ isQuick: boolean, seedCount: number | null }} effort
 */
export function check(scenario, { isQuick, seedCount }) {
  const model = modelOf(scenario);
  const runs = seedCount ?? (isQuick ? QUICK_RUNS : RUNS);
  const traded = throughTheBook(scenario, runs);
  if (model === null) {
    const note = 'not one Avellaneda–Stoikov maker for one session, alone with takers in step';
    return { parameters: `${runs} runs`, rows: unknownRows('book', traded, note) };
  }
  const paths = isQuick ? QUICK_PATHS : PATHS;
  const drawn = exogenousFills(model, paths);
  const reference = referenceOf(model);
  const parameters = `gamma ${model.riskAversion}, ${model.center}, ${runs} runs`;
  const reach = runs < RUNS ? REACH : 0; // fewer runs than a full check: chance counts too
  return { parameters, rows: compare({ drawn, traded, reach }, reference) };
}

/**
 * The model in units of price, inventory and horizon; null where it is another.
 * @param {Scenario} scenario
 * @returns {MakerModel | null}
 */
export function modelOf({ durationUs, venues, populations, shocks }) {
  const [instrument] = venues[0].instruments;
  const maker = populations.find(({ kind }) => kind === 'marketMaker');
  const taker = populations.find(({ kind }) => kind === 'taker');
  if (populations.length !== 2 || shocks.length > 0 || !maker || !taker) return null;
  const { strategy, levels, depth, indexWeight, requotes, requoteRate, withdrawal, improve } =
    maker;
  const { process, everyUs } = instrument.index;
  if (strategy.kind !== 'avellanedaStoikov' || strategy.riskAversion.kind !== 'fixed') return null;
  const { clock, horizonUs, volatility, unitLots } = strategy;
  const isOneQuote = maker.count === 1 && levels === 1 && depth.kind === 'fixed';
  const isInStep =
    requotes === 'regular' && requoteRate * everyUs === US_PER_SECOND && taker.everyUs === everyUs;
  const isPlain = withdrawal === null && improve === null && indexWeight === 1;
  const isSession =
    clock === 'session' && horizonUs === durationUs + everyUs && durationUs % everyUs === 0;
  const isKnown =
    process.kind === 'gbm' && process.drift === 0 && process.volatility === volatility;
  const isUnit = isOneQuote && depth.value === unitLots && isFixed(taker.size, unitLots);
  if (!isUnit || !isInStep || !isPlain || !isSession || !isKnown) return null;
  if (instrument.mark.kind !== 'index' || taker.reach.kind !== 'exponential') return null;
  return describe(maker, taker, instrument, durationUs);
}

/** @returns {MakerModel | null} */
function describe({ strategy }, taker, { index, initialPriceTicks }, durationUs) {
  const { tick } = taker;
  const fillDecay = strategy.fillDecayPerTick / tick;
  if (Math.abs(fillDecay * taker.reach.mean - 1) > 1e-9) return null;
  const ratePerHorizon = (taker.rate * durationUs) / US_PER_SECOND;
  const price = initialPriceTicks * tick;
  return {
    price,
    sigma: strategy.volatility * price * Math.sqrt(durationUs / US_PER_YEAR),
    steps: durationUs / index.everyUs,
    fillDecay,
    fillRate: ratePerHorizon * Math.exp(fillDecay * taker.fromTicks * tick),
    riskAversion: strategy.riskAversion.value,
    center: strategy.center,
  };
}

function isFixed(law, value) {
  return law.kind === 'fixed' && law.value === value;
}

/** @param {MakerModel} model */
export function referenceOf(model) {
  for (const [key, value] of Object.entries(STANDARD)) {
    if (Math.abs(model[key] / value - 1) > 1e-5) return null;
  }
  const { riskAversion, center } = model;
  return (
    REFERENCE.find((row) => row.riskAversion === riskAversion && row.center === center) ?? null
  );
}

/**
 * Profit and final inventory of the maker, a run of the product each.
 * @param {Scenario} scenario
 * @param {number} runs
 */
export function throughTheBook(scenario, runs) {
  const units = Number(`1e${scenario.settlement.decimals}`);
  const row = scenario.populations.findIndex(({ kind }) => kind === 'marketMaker');
  const profit = new Moments();
  const inventory = new Moments();
  for (const seed of seeds(runs)) {
    const { ledger, margin, accounts, populations } = runToEnd(scenario, seed);
    const { firstAccount } = populations[row];
    profit.add((margin.equityUnits(firstAccount) - accounts.netDepositOf(firstAccount)) / units);
    inventory.add(ledger.lotsOf(accounts.firstPositionOf(firstAccount)));
  }
  return { profit, inventory };
}

/**
 * @param {{ drawn: Outcome, traded: Outcome, reach: number }} observed
 * @param {{ mean: number, sd: number, inventorySd: number } | null} reference
 * @returns {Row[]}
 * @typedef {{ profit: Moments, inventory: Moments }} Outcome
 */
export function compare({ drawn, traded, reach }, reference) {
  if (reference === null) {
    const note = 'not one of the points that the reference was simulated at';
    return [...unknownRows('fills', drawn, note), ...unknownRows('book', traded, note)];
  }
  return [...drawnRows(drawn, reference), ...tradedRows(traded, reference, reach)];
}

function drawnRows({ profit, inventory }, { mean, sd, inventorySd }) {
  const errorOfMean = Math.hypot(sd / Math.sqrt(REFERENCE_PATHS), PRINTED_ERROR);
  const errorOf = (deviation) =>
    Math.hypot(deviation / Math.sqrt(2 * REFERENCE_PATHS), PRINTED_ERROR);
  return [
    random('fills: mean profit', {
      expected: mean,
      got: profit.mean,
      standardError: profit.meanError,
      referenceError: errorOfMean,
    }),
    random('fills: sd of profit', {
      expected: sd,
      got: profit.sd,
      standardError: profit.sdError,
      referenceError: errorOf(sd),
    }),
    random('fills: sd of inventory', {
      expected: inventorySd,
      got: inventory.sd,
      standardError: inventory.sdError,
      referenceError: errorOf(inventorySd),
    }),
  ];
}

/** Within 5 %, and so many standard errors. */
function tradedRows({ profit, inventory }, { mean, sd, inventorySd }, reach) {
  const row = (quantity, expected, got, error) => ({
    ...within(quantity, { expected, got, tolerance: BOOK_PRECISION * expected + reach * error }),
    standardError: error,
  });
  return [
    row('book: mean profit', mean, profit.mean, profit.meanError),
    row('book: sd of profit', sd, profit.sd, profit.sdError),
    row('book: sd of inventory', inventorySd, inventory.sd, inventory.sdError),
  ];
}

function unknownRows(what, { profit, inventory }, note) {
  return [
    unknown(`${what}: mean profit`, { got: profit.mean, standardError: profit.meanError, note }),
    unknown(`${what}: sd of profit`, { got: profit.sd, standardError: profit.sdError, note }),
    unknown(`${what}: sd of inventory`, {
      got: inventory.sd,
      standardError: inventory.sdError,
      note,
    }),
  ];
}
