import { expect, test } from 'vitest';
import { MarketExtremes, spreadBps } from '../../src/metrics/market.js';
import { instrumentSample } from './facts.js';

test('extremes of several instruments are those of the worst of them', () => {
  const market = new MarketExtremes(2);
  market.markUpdated(0, 0, 100);
  market.markUpdated(0, 1, 100);
  market.markUpdated(1, 0, 90);
  market.markUpdated(1, 1, 120);
  expect(market.maxMarkDrawdownPct).toBe(10);
  expect(market.maxMarkRisePct).toBe(20);
});

test('the mark of the first sample is where falls are counted from', () => {
  const market = new MarketExtremes(1);
  market.instrumentSampled(instrumentSample({ markTicks: 200 }));
  market.markUpdated(1, 0, 100);
  expect(market.maxMarkDrawdownPct).toBe(50);
});

test('a mark that is undefined is no fall', () => {
  const market = new MarketExtremes(1);
  market.markUpdated(0, 0, 100);
  market.markUpdated(1, 0, 0);
  expect(market.maxMarkDrawdownPct).toBe(0);
  expect(market.markTicks(0)).toBe(100);
});

test('the smallest depth of both sides together is told in percent of the opening one', () => {
  const market = new MarketExtremes(1);
  market.instrumentSampled(instrumentSample({ bidDepthUnits: 300, askDepthUnits: 500 }));
  market.instrumentSampled(instrumentSample({ bidDepthUnits: 150, askDepthUnits: 50 }));
  market.instrumentSampled(instrumentSample({ bidDepthUnits: 900, askDepthUnits: 900 }));
  expect(market.minDepthPct).toBe(25);
});

test('a book that opens empty has no depth in percent', () => {
  const market = new MarketExtremes(1);
  market.instrumentSampled(instrumentSample({ bidDepthUnits: 0, askDepthUnits: 0 }));
  market.instrumentSampled(instrumentSample());
  expect(market.minDepthPct).toBeNaN();
});

test('samples with an empty side have no spread', () => {
  const market = new MarketExtremes(1);
  market.instrumentSampled(instrumentSample({ bestBidTicks: 0 }));
  expect(market.maxSpreadBps).toBeNaN();
  market.instrumentSampled(instrumentSample({ bestBidTicks: 99, bestAskTicks: 101 }));
  market.instrumentSampled(instrumentSample({ bestBidTicks: 98, bestAskTicks: 102 }));
  market.instrumentSampled(instrumentSample({ bestBidTicks: 99, bestAskTicks: 101 }));
  expect(market.maxSpreadBps).toBe(400);
  expect(spreadBps(98, 102)).toBe(400);
});

test('open interest is told at the start, at its least and at the end', () => {
  const market = new MarketExtremes(1);
  for (const openInterestLots of [50, 20, 30]) {
    market.instrumentSampled(instrumentSample({ openInterestLots }));
  }
  expect(market).toMatchObject({
    openInterestStartLots: 50,
    openInterestMinLots: 20,
    openInterestEndLots: 30,
  });
});

test('open interests of several instruments do not add up', () => {
  const market = new MarketExtremes(2);
  market.instrumentSampled(instrumentSample());
  market.instrumentSampled(instrumentSample({ instrument: 1 }));
  expect(market.openInterestStartLots).toBeNaN();
});
