import { US_PER_SECOND } from '../../dist/core/units.js';
import { Solvency } from '../../dist/metrics/solvency.js';
import { fanOut } from '../../dist/metrics/fan-out.js';
import { createWorld } from '../../dist/simulation/create-world.js';
import { advance, finish, start } from '../../dist/simulation/simulate.js';
import { BookSamples } from './book-samples.js';
import { ForcedSales } from './forced-sales.js';
import { OrderFlow } from './order-flow.js';
import { PricePath } from './price-path.js';

/** @import { Scenario } from '../../dist/scenario/scenario.js' */

const SLICE = 10_000;

/**
 * What one run leaves for the score card.
 * @typedef {object} RunRecord
 * @property {number} triggerSecond
 * @property {number} durationSeconds
 * @property {PricePath} mark
 * @property {PricePath} index
 * @property {BookSamples} samples
 * @property {OrderFlow} flow
 * @property {ForcedSales} sales
 * @property {Solvency} solvency
 * @property {number} unitsPerTickLot
 */

/**
 * A whole run in memory, watched on one instrument.
 * @param {Scenario} scenario
 * @param {{ seed: string, triggerUs: number, instrument?: number }} options
 * @returns {RunRecord}
 */
export function recordRun(scenario, { seed, triggerUs, instrument = 0 }) {
  const { durationUs, venues } = scenario;
  const world = createWorld(scenario, seed);
  const { book, rules } = world.instruments[instrument];
  const path = { durationUs, initialTicks: rules.initialPriceTicks };
  const mark = new PricePath(path);
  const index = new PricePath(path);
  const samples = new BookSamples({ instrument, book });
  const flow = new OrderFlow({ instrument, durationUs });
  const sales = new ForcedSales({ instrument, fromUs: triggerUs });
  const solvency = new Solvency(venues.length);
  const prices = {
    markUpdated: pathOf(mark, instrument),
    indexPublished: pathOf(index, instrument),
  };
  const sink = fanOut([prices, samples, flow, sales, solvency]);
  start(world, sink);
  let isRunning = true;
  while (isRunning) isRunning = advance(world, sink, SLICE);
  finish(world, sink, 'horizon');
  mark.end();
  index.end();
  return {
    triggerSecond: triggerUs / US_PER_SECOND,
    durationSeconds: durationUs / US_PER_SECOND,
    mark,
    index,
    samples,
    flow,
    sales,
    solvency,
    unitsPerTickLot: rules.unitsPerTickLot,
  };
}

/**
 * @param {PricePath} path
 * @param {number} watched
 */
function pathOf(path, watched) {
  return (
    /** @type {number} */ timeUs,
    /** @type {number} */ instrument,
    /** @type {number} */ ticks,
  ) => {
    if (instrument === watched) path.set(timeUs, ticks);
  };
}
