import { describe, expect, it } from 'vitest';
import type { Arbitrageur } from '../../../src/scenario/scenario.js';
import { Arbitrageurs } from '../../../src/simulation/agents/arbitrageur.js';
import { contextOf, populationBase, TestView, Waker } from './view.js';

const population: Arbitrageur = {
  ...populationBase(1),
  kind: 'arbitrageur',
  marginMode: 'unmargined',
  lookRate: 3,
  capacity: { kind: 'fixed', value: 1000 },
  slice: { kind: 'fixed', value: 60 },
  threshold: 0.001,
  width: { kind: 'fixed', value: 0.01 },
};

function answer(change: Partial<TestView>, of: Partial<Arbitrageur> = {}): string[] {
  const traders = new Arbitrageurs({ ...population, ...of }, contextOf());
  traders.open(0, new TestView());
  return new Waker().wake(traders, 0, Object.assign(new TestView(), change));
}

const quotes = (bestBidTicks: number, bestAskTicks: number): Partial<TestView> => ({
  bestBidTicks,
  bestAskTicks,
});

describe('arbitrageurs', () => {
  it('leave alone what is within the threshold of the index', () => {
    expect(answer(quotes(9_991, 10_009))).toEqual([]);
    expect(answer({ ...quotes(9_991, 10_009), indexTicks: 10_018 })).toEqual([]);
    expect(answer({ ...quotes(9_991, 10_009), indexTicks: 10_020 })).toEqual(['ioc buy 9 @ 10009']);
  });

  it('buy below the index and sell above it, a slice at a time, never for less than the threshold', () => {
    // At 9950 the gap beyond the threshold is 0.4 % of 1 %: 401 lots. The 60th is worth 10000 exp(−0.0016).
    expect(answer(quotes(9_949, 9_950))).toEqual(['ioc buy 60 @ 9984']);
    expect(answer(quotes(10_050, 10_051))).toEqual(['ioc sell 60 @ 10017']);
    expect(answer({ ...quotes(9_949, 9_950), positionLots: 390 })).toEqual(['ioc buy 11 @ 9950']);
    expect(answer({ ...quotes(9_949, 9_950), positionLots: 401 })).toEqual([]);
  });

  it('go by the index that they see, not by the mark', () => {
    expect(answer({ ...quotes(9_949, 9_950), indexTicks: 9_950, markTicks: 11_000 })).toEqual([]);
  });

  it('run out of capital when the gap is wider than width and threshold', () => {
    expect(answer({ ...quotes(8_999, 9_000), positionLots: 970 })).toEqual(['ioc buy 30 @ 9890']);
    expect(answer({ ...quotes(8_999, 9_000), positionLots: 1000 })).toEqual([]);
    expect(answer({ ...quotes(11_000, 11_001), positionLots: -1000 })).toEqual([]);
  });

  it('close a position where that earns twice the threshold on it', () => {
    // 400 lots were bought down to a gap of 0.5 %; their fair gap is 0.4 %, so they go at 0.3 %.
    expect(answer({ ...quotes(9_969, 9_971), positionLots: 400 })).toEqual([]);
    expect(answer({ ...quotes(9_971, 9_973), positionLots: 400 })).toEqual(['ioc sell 9 @ 9971']);
    expect(answer({ ...quotes(9_999, 10_001), positionLots: 400 })).toEqual(['ioc sell 60 @ 9977']);
  });

  it('wait for the order that is on its way', () => {
    expect(answer({ ...quotes(9_949, 9_950), messagesOnTheWay: 1 })).toEqual([]);
  });

  it('ask nothing of an empty side', () => {
    expect(answer(quotes(0, 10_500))).toEqual([]);
    expect(answer(quotes(9_500, 0))).toEqual([]);
    expect(answer(quotes(0, 0))).toEqual([]);
    expect(answer(quotes(10_500, 0))).toEqual(['ioc sell 60 @ 10017']);
  });

  it('draw capacity and slice for each', () => {
    const laws: Partial<Arbitrageur> = {
      count: 50,
      capacity: { kind: 'uniform', from: 100, to: 1000 },
      slice: { kind: 'uniform', from: 10, to: 90 },
    };
    const traders = new Arbitrageurs({ ...population, ...laws }, contextOf());
    expect(traders.wakesPerSecond).toBe(150);
    const waker = new Waker();
    const view = Object.assign(new TestView(), quotes(9_000, 9_001));
    const words = Array.from({ length: 50 }, (_, agent) => waker.wake(traders, agent, view)[0]);
    expect(new Set(words).size).toBeGreaterThan(40);
  });
});
