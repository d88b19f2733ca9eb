import { describe, expect, it } from 'vitest';
import { QuoteHistory } from '../../../src/simulation/exchange/quote-history.js';

function recordBid(history: QuoteHistory, timeUs: number, bidTicks: number): void {
  const [ask, last, mark, index, traded] = [1, 2, 3, 4, 5].map((more) => bidTicks + more);
  history.record(timeUs, bidTicks, ask, last, mark, index, traded);
}

describe('the quotes that late agents see', () => {
  it('are those that stood at the time, all of them', () => {
    const history = new QuoteHistory(100);
    recordBid(history, 0, 10);
    recordBid(history, 50, 20);
    const row = history.find(49);
    expect([
      history.bestBidTicks[row],
      history.bestAskTicks[row],
      history.lastTicks[row],
      history.markTicks[row],
      history.indexTicks[row],
      history.tradedLots[row],
    ]).toEqual([10, 11, 12, 13, 14, 15]);
    expect(history.bestBidTicks[history.find(50)]).toBe(20);
  });

  it('hold the last of several changes at one time', () => {
    const history = new QuoteHistory(100);
    for (let bid = 1; bid <= 100; bid++) recordBid(history, 7, bid);
    expect(history.bestBidTicks[history.find(7)]).toBe(100);
    expect(history.capacity).toBe(16);
  });

  it('are the first ones before the first were recorded', () => {
    const history = new QuoteHistory(100);
    recordBid(history, 0, 10);
    expect(history.bestBidTicks[history.find(-100)]).toBe(10);
  });

  it('survive a silence longer than the reach', () => {
    const history = new QuoteHistory(100);
    recordBid(history, 0, 10);
    recordBid(history, 1, 11);
    recordBid(history, 5_000, 12);
    expect(history.bestBidTicks[history.find(4_900)]).toBe(11);
  });

  it('take no more memory the longer the run is', () => {
    const history = new QuoteHistory(1_000);
    for (let timeUs = 0; timeUs < 1_000_000; timeUs += 10) recordBid(history, timeUs, timeUs + 1);
    // 101 rows are within reach: the ring doubled to 128 and no further.
    expect(history.capacity).toBe(128);
    expect(history.bestBidTicks[history.find(998_990)]).toBe(998_991);
  });

  it('are not kept when nobody is late', () => {
    const history = new QuoteHistory(0);
    recordBid(history, 0, 10);
    expect(() => history.find(0)).toThrow('a late agent looks back on recorded quotes');
  });
});
