import { Cascades } from '../../dist/metrics/cascades.js';
import { MarketExtremes } from '../../dist/metrics/market.js';
import { unknown, within } from './support/judge.js';
import { run } from './support/run.js';

/** @import { Scenario } from '../../dist/scenario/scenario.js' */
/** @import { Row } from './support/judge.js' */

export const name = 'cas-2';

/** l rho = 0.5, 0.8 and 0.9; at 1 and 1.2 the positions run out. */
export const points = [
  [],
  ['populations.longs.count=8000'],
  ['populations.longs.count=9000'],
  ['populations.longs.count=10000'],
  ['populations.longs.count=12000'],
];

/**
 * @typedef {object} Theory
 * @property {number} reproduction l rho
 * @property {number} shockTicks
 * @property {number} fallTicks
 * @property {number | null} liquidations null: those above the end of the fall
 */

/**
 * One run tells: nothing here is left to chance.
 * @param {Scenario} scenario
 */
export function check(scenario) {
  const observed = observe(scenario);
  const theory = theoryOf(scenario);
  if (theory !== null) {
    const { reproduction, shockTicks } = theory;
    const parameters = `l rho ${Number(reproduction.toPrecision(4))}, x0 ${shockTicks} ticks`;
    return { parameters, rows: compare(observed, theory) };
  }
  const note = 'not equal positions, evenly spaced below the price, in a flat book';
  const rows = [
    unknown('fall of the mark, ticks', { got: observed.fallTicks, standardError: null, note }),
  ];
  return { parameters: '', rows };
}

/**
 * From the scenario's own settings; null where the model is another.
 * @param {Scenario} scenario
 * @returns {Theory | null}
 */
export function theoryOf({ venues, populations, shocks }) {
  const { initialPriceTicks, mark } = venues[0].instruments[0];
  const books = populations.filter(({ kind }) => kind === 'staticBook');
  const longs = populations.filter(
    (population) => population.kind === 'leveragedSpeculator' && population.standing !== null,
  );
  if (books.length !== 1 || longs.length !== 1 || shocks.length !== 1) return null;
  const [{ bids }] = books;
  const [{ count, standing }] = longs;
  const [shock] = shocks;
  const { liquidationPrice, size, share, poissonMean } = standing;
  if (mark.kind !== 'last' || shock.kind !== 'marketOrder' || shock.side !== 'sell') return null;
  if (bids?.kind !== 'flat' || liquidationPrice?.kind !== 'spaced') return null;
  if (size?.kind !== 'fixed' || share !== 1 || poissonMean !== null) return null;
  const firstTicks = liquidationPrice.to * initialPriceTicks; // before rounding
  if (Math.abs(firstTicks - (initialPriceTicks - 0.5)) > 1e-6) return null;
  const rangeTicks = firstTicks - liquidationPrice.from * initialPriceTicks;
  const reproduction = (count * size.value) / rangeTicks / bids.lotsPerTick;
  const shockTicks = shock.lots / bids.lotsPerTick;
  const atMostTicks = shockTicks + reproduction * rangeTicks; // every position was sold
  const seriesTicks = reproduction < 1 ? shockTicks / (1 - reproduction) : Infinity;
  if (atMostTicks > bids.toTicks - bids.fromTicks + 1) return null; // the book is too short
  const isWhole = seriesTicks > rangeTicks;
  return {
    reproduction,
    shockTicks,
    fallTicks: isWhole ? atMostTicks : seriesTicks,
    liquidations: isWhole ? count : null,
  };
}

/** @param {Scenario} scenario */
export function observe(scenario) {
  const market = new MarketExtremes(1);
  const cascades = new Cascades(market);
  run(scenario, '1', [market, cascades]);
  const { initialPriceTicks } = scenario.venues[0].instruments[0];
  return { fallTicks: initialPriceTicks - market.markTicks(0), liquidations: cascades.episodes };
}

/**
 * @param {{ fallTicks: number, liquidations: number }} observed
 * @param {Pick<Theory, 'fallTicks' | 'liquidations'>} theory
 * @returns {Row[]}
 */
export function compare(observed, { fallTicks, liquidations }) {
  const rows = [
    within('fall of the mark, ticks', {
      expected: fallTicks,
      got: observed.fallTicks,
      tolerance: 1,
    }),
  ];
  if (liquidations === null) return rows;
  const got = observed.liquidations;
  return [...rows, within('liquidations: all', { expected: liquidations, got, tolerance: 0 })];
}
