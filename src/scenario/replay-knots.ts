import type { FileFault } from './csv-table.js';
import { durationText } from './durations.js';
import type { ReplayValue } from './index-schema.js';
import type { PriceRows } from './read-replay.js';

/** Knots of a recorded price: microseconds since 1970, rising, and what the file calls a price. */
export interface FileKnots {
  readonly timesUs: Float64Array;
  readonly prices: Float64Array;
  /** 1: the price stands still until the next. */
  readonly isHeld: Uint8Array;
}

/** Parts of a bar, in microseconds at least. */
const SHORTEST_BAR_US = 4;

/**
 * A price is a knot at its time. A bar is four: open, the two extremes after a third and two thirds
 * of its length, and close a microsecond before its end. Which extreme came first is not in the
 * file: a rising bar is taken to go by its low, a falling one by its high. The length of a bar is
 * the shortest distance of two.
 */
export function fileKnots(rows: PriceRows, value: ReplayValue): FileKnots | FileFault {
  const { file, gaps, largestGap } = value;
  const { prices, timesUs } = rows;
  const shape = prices.length === 1 ? null : { lengthUs: shortestStep(timesUs) };
  if (shape !== null && shape.lengthUs < SHORTEST_BAR_US) {
    return { expected: `bars of at least 4us in ${file}`, found: `${shape.lengthUs}us` };
  }
  const perRow = shape === null ? 1 : 4;
  const knots: FileKnots = {
    timesUs: new Float64Array(perRow * timesUs.length),
    prices: new Float64Array(perRow * timesUs.length),
    isHeld: new Uint8Array(perRow * timesUs.length),
  };
  for (let row = 0; row < timesUs.length; row++) {
    if (shape === null) {
      knots.timesUs[row] = timesUs[row];
      knots.prices[row] = prices[0][row];
    } else writeBar(knots, rows, row, shape.lengthUs);
    const distanceUs = row + 1 < timesUs.length ? timesUs[row + 1] - timesUs[row] : 0;
    if (distanceUs <= largestGap) continue;
    if (gaps === 'error') {
      return {
        expected: `rows of ${file} no further apart than largestGap ${durationText(largestGap)}, or gaps: hold or interpolate`,
        found: `${durationText(distanceUs)} between lines ${rows.lines[row]} and ${rows.lines[row + 1]}`,
      };
    }
    if (gaps === 'hold') knots.isHeld[perRow * row + perRow - 1] = 1;
  }
  return knots;
}

function writeBar(knots: FileKnots, { prices, timesUs }: PriceRows, row: number, us: number): void {
  const [open, high, low, close] = prices.map((column) => column[row]);
  const isRising = open <= close;
  const at = 4 * row;
  knots.timesUs.set([0, Math.floor(us / 3), Math.floor((2 * us) / 3), us - 1], at);
  for (let part = at; part < at + 4; part++) knots.timesUs[part] += timesUs[row];
  knots.prices.set([open, isRising ? low : high, isRising ? high : low, close], at);
}

function shortestStep(timesUs: Float64Array): number {
  let shortest = Infinity;
  for (let row = 1; row < timesUs.length; row++) {
    shortest = Math.min(shortest, timesUs[row] - timesUs[row - 1]);
  }
  return shortest;
}
