import { describe, expect, it } from 'vitest';
import { BUY, SELL } from '../../src/events/sink.js';
import {
  type BookSamplesModule,
  type ForcedSalesModule,
  type OrderFlows,
  type PricePaths,
  type RunMeasures,
  scorecardScript,
} from './scripts.js';

const { PricePath } = await scorecardScript<PricePaths>('price-path');
const { OrderFlow } = await scorecardScript<OrderFlows>('order-flow');
const { BookSamples } = await scorecardScript<BookSamplesModule>('book-samples');
const { ForcedSales } = await scorecardScript<ForcedSalesModule>('forced-sales');
const { runMeasures } = await scorecardScript<RunMeasures>('run-measures');

const SECOND = 1e6;
const HOUR = 3600;

function pathOf(durationSeconds: number, points: readonly (readonly [number, number])[]) {
  const path = new PricePath({ durationUs: durationSeconds * SECOND, initialTicks: 1000 });
  for (const [second, ticks] of points) path.set(second * SECOND, ticks);
  path.end();
  return path;
}

describe('a price, second by second', () => {
  it('stands until it changes', () => {
    const path = pathOf(180, [
      [0, 1000],
      [60.5, 990],
      [120, 1010],
    ]);
    expect([0, 60, 61, 119, 120, 180].map((second) => path.at(second))).toEqual([
      1000, 1000, 990, 990, 1010, 1010,
    ]);
    expect(path.at(181)).toBeNaN();
    expect(Array.from(path.minutes())).toEqual([1000, 1000, 1010, 1010]);
  });

  it('has a low within a second, and the second it is over in', () => {
    const path = pathOf(60, [
      [10.2, 950],
      [10.4, 980],
      [30, 940],
    ]);
    expect(path.lowBetween(0)).toEqual({ ticks: 940, second: 30 });
    expect(path.lowBetween(0, 20)).toEqual({ ticks: 950, second: 11 });
    expect(path.lowBetween(11, 20)).toEqual({ ticks: 980, second: 11 }); // the low was before
  });
});

describe('market orders', () => {
  it('are the orders that took something, of one instrument', () => {
    const flow = new OrderFlow({ instrument: 0, durationUs: 200 * SECOND });
    const order = { instrument: 0, side: BUY, filledLots: 2 };
    flow.orderPlaced({ ...order, timeUs: 0, instrument: 1 });
    flow.orderPlaced({ ...order, timeUs: 0, filledLots: 0 });
    // Pairs of the same sign in one second, every other second: + +, nothing, − −, nothing …
    for (let pair = 0; pair < 100; pair++) {
      const side = pair % 2 === 0 ? BUY : SELL;
      const timeUs = 2 * pair * SECOND;
      flow.orderPlaced({ ...order, side, timeUs });
      flow.orderPlaced({ ...order, side, timeUs: timeUs + 500_000, filledLots: 4 });
    }
    expect(flow.meanLots).toBe(3);
    const measures = flow.measures();
    expect(measures).toMatchObject({ marketOrdersPerSecond: 1 });
    expect(measures['fanoFactor']).toBeCloseTo(200 / 199, 9); // counts 2, 0, 2, 0 …
    expect(measures['countMemory']).toBeCloseTo(-199 / 200, 9);
    expect(measures['signMemory1']).toBeCloseTo(1 / 200, 9); // 100 alike, 99 opposite
    // Gaps of 0.5 and 1.5 s: mean 1, deviation 0.5.
    expect(measures['arrivalVariation']).toBeCloseTo(0.5, 2);
  });
});

/** Four hours; the trigger after one. Falls from 1000 to 800 in an hour and a half. */
function eventRecord() {
  const triggerUs = HOUR * SECOND;
  const mark = pathOf(4 * HOUR, [
    [0, 1010],
    [HOUR, 1000],
    [2 * HOUR, 900],
    [2.5 * HOUR, 800],
    [3.5 * HOUR, 860],
  ]);
  const index = pathOf(4 * HOUR, [[2.5 * HOUR, 880]]);
  const samples = new BookSamples({ instrument: 0, book: { depthLots: () => 6 } });
  const sample = { instrument: 0, bestBidTicks: 999, bestAskTicks: 1000, markTicks: 1000 };
  const rows = [
    [0, 100, 1000, 50],
    [HOUR, 40, 1000, 50],
    [2.5 * HOUR, 10, 800, 45],
    [4 * HOUR, 70, 860, 40],
  ];
  for (const [second, depth, markTicks, openInterestLots] of rows) {
    samples.instrumentSampled({
      ...sample,
      timeUs: second * SECOND,
      bidDepthUnits: depth,
      askDepthUnits: depth,
      markTicks,
      openInterestLots,
      bestAskTicks: second === HOUR ? 1002 : 1000,
    });
  }
  const sales = new ForcedSales({ instrument: 0, fromUs: triggerUs });
  const trade = (hour: number, lots: number): void =>
    sales.traded({ instrument: 0, timeUs: hour * HOUR * SECOND, lots });
  trade(0.5, 10);
  trade(1.5, 20);
  trade(2.6, 70);
  const end = { instrument: 0, timeUs: 2.2 * HOUR * SECOND, closedTickLots: 3000, side: BUY };
  sales.liquidationEnded(end);
  sales.liquidationEnded({ ...end, closedTickLots: 1000, side: SELL });
  sales.liquidationEnded({ ...end, closedTickLots: 500, timeUs: 0 }); // before the trigger
  const flow = new OrderFlow({ instrument: 0, durationUs: 4 * HOUR * SECOND });
  flow.orderPlaced({ instrument: 0, timeUs: 5, side: BUY, filledLots: 3 });
  const solvency = { fundStartUnits: 200, fundMinUnits: 150 };
  const record = { triggerSecond: HOUR, durationSeconds: 4 * HOUR, unitsPerTickLot: 2 };
  return { ...record, mark, index, samples, sales, flow, solvency };
}

describe('the measures of an event', () => {
  it('are taken from its trigger on', () => {
    const measures = runMeasures(eventRecord());
    expect(measures).toMatchObject({
      fall: 0.2,
      timeToLow: 90,
      firstHour: 0.5,
      firstTwoHours: 1,
      rebound: 0.3,
      depthAfter: 0.4, // (40 + 10 + 70) / 3 of 100
      depthAtLow: 0.1,
      longShare: 0.75,
      largestLiquidation: 0.75,
      liquidated: 0.08, // 4000 of 50 × 1000
      volumeAtLow: 7,
    });
    expect(measures['closeFall']).toBeCloseTo(0.2, 12);
    expect(measures['interestChangeSize']).toBeCloseTo(-0.2, 12);
    expect(measures['interestChange']).toBeCloseTo((40 * 860) / (50 * 1000) - 1, 12);
  });

  it('are empty where a run ends before the rebound, or nothing was liquidated', () => {
    const { sales: _, ...record } = eventRecord();
    const mark = pathOf(4 * HOUR, [[3.5 * HOUR, 800]]);
    const sales = new ForcedSales({ instrument: 0, fromUs: HOUR * SECOND });
    const measures = runMeasures({ ...record, mark, sales });
    expect(measures['rebound']).toBeNaN();
    expect(measures['longShare']).toBeNaN();
    expect(measures['volumeAtLow']).toBeNaN();
    expect(measures['liquidated']).toBe(0);
  });
});

describe('the measures of a market', () => {
  it('are taken over the whole run', () => {
    const measures = runMeasures(eventRecord());
    expect(measures).toMatchObject({
      spreadOneTick: 0.75,
      spreadTwoTicks: 0.75,
      touchSize: 2,
      depthOfInterest: 55 / 100_000,
      dailyVolume: (100 * 6) / 50,
      fundUse: 0.25,
    });
    expect(measures['indexFall']).toBeCloseTo(0.12, 12);
    expect(measures['lowBelowIndex']).toBeCloseTo(1 - 800 / 880, 12);
  });

  it('count as those of a calm day only while the index falls by less than 5 %', () => {
    const record = eventRecord();
    expect(runMeasures(record)['calmLowBelowIndex']).toBeNaN();
    expect(runMeasures(record)['calmFundUse']).toBeNaN();
    const calm = runMeasures({ ...record, index: pathOf(4 * HOUR, [[HOUR, 960]]) });
    expect(calm['calmLowBelowIndex']).toBeCloseTo(1 - 800 / 960, 12);
    expect(calm['calmFundUse']).toBe(0.25);
  });
});
