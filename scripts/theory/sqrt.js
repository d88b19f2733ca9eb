import { unknown, within } from './support/judge.js';
import { run } from './support/run.js';

/** @import { Scenario } from '../../dist/scenario/scenario.js' */
/** @import { Listener } from '../../dist/metrics/fan-out.js' */
/** @import { TradeFact } from '../../dist/events/sink.js' */
/** @import { Row } from './support/judge.js' */

export const name = 'sqrt';

export const points = [
  ['shocks.purchase.size=100'],
  ['shocks.purchase.size=1234'],
  [],
  ['shocks.purchase.size=123456'],
  ['shocks.purchase.size=1000000'],
  ['shocks.purchase.side=sell'],
];

/**
 * One run tells: nothing here is left to chance.
 * @param {Scenario} scenario
 */
export function check(scenario) {
  const theory = theoryOf(scenario);
  const fills = new Fills(scenario.venues[0].instruments[0].initialPriceTicks);
  run(scenario, '1', [fills]);
  if (theory !== null) {
    const { side, lots, slope } = theory;
    return { parameters: `${side} Q ${lots}, L ${slope}`, rows: compare(fills, theory) };
  }
  const note = 'not one order in a linear book that is deep enough for it';
  const { moveTicks: got } = fills;
  const rows = [unknown('move of the price, ticks', { got, standardError: null, note })];
  return { parameters: '', rows };
}

/**
 * From the scenario's own settings; null where the model is another.
 * @param {Scenario} scenario
 */
export function theoryOf({ venues, populations, shocks }) {
  const [shock] = shocks;
  if (populations.length !== 1 || shocks.length !== 1) return null;
  if (populations[0].kind !== 'staticBook' || shock.kind !== 'marketOrder') return null;
  const { initialPriceTicks, maxPriceTicks } = venues[0].instruments[0];
  const { side, lots } = shock;
  const shape = side === 'buy' ? populations[0].asks : populations[0].bids;
  const roomTicks = side === 'buy' ? maxPriceTicks - initialPriceTicks : initialPriceTicks - 1;
  if (shape?.kind !== 'linear' || shape.fromTicks !== 1) return null;
  const { lotsPerTick: slope } = shape;
  const moveTicks = Math.sqrt((2 * lots) / slope);
  // With less than a lot at the last price the book is too coarse for a tick.
  if (slope * moveTicks < 1 || moveTicks + 1 > Math.min(shape.toTicks, roomTicks)) return null;
  return { side, lots, slope, moveTicks };
}

/**
 * @param {{ moveTicks: number, lots: number, averageTicks: number }} observed
 * @param {{ moveTicks: number, lots: number }} theory
 * @returns {Row[]}
 */
export function compare(observed, { moveTicks, lots }) {
  const tolerance = 1;
  return [
    within('move of the price, ticks', { expected: moveTicks, got: observed.moveTicks, tolerance }),
    within('average cost, ticks', {
      expected: (2 / 3) * moveTicks,
      got: observed.averageTicks,
      tolerance,
    }),
    within('lots filled', { expected: lots, got: observed.lots, tolerance: 0 }),
  ];
}

/**
 * What was traded, in distances from the initial price.
 * @implements {Listener}
 */
class Fills {
  lots = 0;
  moveTicks = 0;
  averageTicks = 0;

  /** @param {number} initialPriceTicks */
  constructor(initialPriceTicks) {
    this.initialPriceTicks = initialPriceTicks;
  }

  /** @param {TradeFact} trade */
  traded({ priceTicks, lots }) {
    this.moveTicks = Math.abs(priceTicks - this.initialPriceTicks);
    this.lots += lots;
    this.averageTicks += (lots / this.lots) * (this.moveTicks - this.averageTicks);
  }
}
