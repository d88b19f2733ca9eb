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
 * @property {number} toleranceTicks one, and half a position where a tick holds no whole number
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
  const note = 'not equal positions, evenly and finely spaced below the price, in a flat book';
  const rows = [
    unknown('fall of the mark, ticks', { got: observed.fallTicks, standardError: null, note }),
  ];
  return { parameters: '', rows };
}

/**
 * From the scenario's own settings; null where the model is another, or too coarse for a tick.
 * @param {Scenario} scenario
 * @returns {Theory | null}
 */
export function theoryOf(scenario) {
  const model = modelOf(scenario);
  if (model === null) return null;
  const { count, impactTicks, shockTicks, rangeTicks, bookTicks } = model;
  const levelsPerTick = count / rangeTicks;
  const reproduction = levelsPerTick * impactTicks;
  const atMostTicks = shockTicks + count * impactTicks;
  const seriesTicks = reproduction < 1 ? shockTicks / (1 - reproduction) : Infinity;
  // Up to any price there may be half a position more or less than rho says.
  const coarseness = impactTicks / 2 / (reproduction < 1 ? 1 - reproduction : shockTicks);
  if (coarseness > 1 || atMostTicks > bookTicks) return null;
  const isEven = Math.abs(levelsPerTick - Math.round(levelsPerTick)) < 1e-9;
  const takesAll = seriesTicks > rangeTicks;
  return {
    reproduction,
    shockTicks,
    fallTicks: takesAll ? atMostTicks : seriesTicks,
    liquidations: takesAll ? count : null,
    toleranceTicks: isEven ? 1 : 1 + coarseness,
  };
}

/**
 * Equal positions, evenly spaced from the first tick below the price, in a flat book.
 * @param {Scenario} scenario
 */
function modelOf({ venues, populations, shocks }) {
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
  return {
    count,
    impactTicks: size.value / bids.lotsPerTick,
    shockTicks: shock.lots / bids.lotsPerTick,
    rangeTicks: firstTicks - liquidationPrice.from * initialPriceTicks,
    bookTicks: bids.toTicks - bids.fromTicks + 1,
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
 * @param {Pick<Theory, 'fallTicks' | 'liquidations' | 'toleranceTicks'>} theory
 * @returns {Row[]}
 */
export function compare(observed, { fallTicks, liquidations, toleranceTicks }) {
  const rows = [
    within('fall of the mark, ticks', {
      expected: fallTicks,
      got: observed.fallTicks,
      tolerance: toleranceTicks,
    }),
  ];
  if (liquidations === null) return rows;
  const got = observed.liquidations;
  return [...rows, within('liquidations: all', { expected: liquidations, got, tolerance: 0 })];
}
