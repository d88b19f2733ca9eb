import { describe, expect, it } from 'vitest';
import {
  type Averages,
  type Counts,
  type Judge,
  type Laws,
  type MomentsOf,
  type Passage,
  theoryScript,
  type Touch,
} from './scripts.js';

const { chiSquare } = await theoryScript<Counts>('support/counts');
const { deviateOfChiSquare } = await theoryScript<Judge>('support/judge');
const { TimeWeighted } = await theoryScript<Averages>('support/time-weighted');
const { borelTanner, borelTree } = await theoryScript<Laws>('support/borel-tanner');
const { Moments } = await theoryScript<MomentsOf>('support/moments');
const { firstPassage } = await theoryScript<Passage>('bar');
const { upProbability } = await theoryScript<Touch>('cst');

describe('the law of the number of liquidations', () => {
  it.each([
    [1, 0.5, 2, 8],
    [2, 0.9, 20, 2000],
    [3, 0, 3, 3],
  ])('has its mean and variance: lambda %d, n %d', (lambda, n, mean, variance) => {
    const sums = [0, 0, 0];
    for (let k = 0; k < 20_000; k++) {
      const probability = borelTanner(k, lambda, n);
      sums[0] += probability;
      sums[1] += k * probability;
      sums[2] += k * k * probability;
    }
    expect(sums[0]).toBeCloseTo(1, 9);
    expect(sums[1]).toBeCloseTo(mean, 6);
    expect(sums[2] - sums[1] * sums[1]).toBeCloseTo(variance, 4);
  });
});

describe('the law of the size of a tree', () => {
  it('is that of a cascade with one root', () => {
    // The generations of one root: 1 + its Poisson(n) children and all they bring.
    for (const size of [1, 2, 5, 40]) {
      expect(borelTree(size, 0.7)).toBeCloseTo(borelTanner(size - 1, 0.7, 0.7), 12);
    }
    expect(borelTree(0, 0.7)).toBe(0);
  });
});

describe('the first passage of an isolated position', () => {
  it.each([
    [20, 1, 0.27532],
    [20, 7, 0.69167],
    [50, 1, 0.72221],
  ])('has its closed form: leverage %d within %d days', (leverage, days, probability) => {
    const distance = -Math.log((1 - 1 / leverage) / (1 - 0.005));
    const path = { distance, trend: -0.32, volatility: 0.8, years: days / 365 };
    expect(firstPassage({ ...path, stepYears: 0 })).toBeCloseTo(probability, 5);
  });
});

describe('the queue at the touch that empties first', () => {
  const rates = { birth: 1.85, death: 0.94, cancel: 0.71 };

  it.each([
    [1, 1, 0.5],
    [1, 2, 0.3352],
    [1, 3, 0.259],
    [2, 1, 0.6648],
    [2, 3, 0.4069],
    [3, 2, 0.5931],
  ])('is the asks as often as published: %d bids, %d asks', (bids, asks, probability) => {
    expect(upProbability({ bids, asks, ...rates })).toBeCloseTo(probability, 4);
  });

  it('is a coin tossed for every order taken when nothing joins or is cancelled', () => {
    const pure = { birth: 0, death: 1, cancel: 0 };
    expect(upProbability({ bids: 1, asks: 2, ...pure })).toBeCloseTo(1 / 4, 12);
    expect(upProbability({ bids: 3, asks: 2, ...pure })).toBeCloseTo(11 / 16, 12);
  });
});

describe('chi-square', () => {
  it('compares bins in which five are expected', () => {
    // Expected 50, 30, 16, 3, 1: the last three share a bin.
    const probabilities = [0.5, 0.3, 0.16, 0.03, 0.01];
    const found = [40, 36, 14, 8, 2];
    const values = found.flatMap((count, value) => Array<number>(count).fill(value));
    const { statistic, degrees } = chiSquare(values, (value) => probabilities[value] ?? 0);
    expect(degrees).toBe(2);
    expect(statistic).toBeCloseTo(100 / 50 + 36 / 30 + 16 / 20, 9);
  });

  it.each([
    [3, 17.73],
    [10, 31.42],
    [40, 76.09],
  ])('of %d degrees passes %d once in 2000 times', (degrees, quantile) => {
    expect(deviateOfChiSquare(quantile, degrees)).toBeCloseTo(3.29, 1);
  });
});

describe('a mean over time', () => {
  it('weights each value by the time it stood after the start', () => {
    const average = new TimeWeighted({ fromUs: 10, toUs: 30, batches: 2 });
    average.begin();
    average.set(0, 100);
    average.set(8, 1); // stands until 15
    average.set(15, 3); // until 25
    average.set(25, NaN); // does not count
    average.set(27, 2); // until 30
    average.end();
    const { mean, sd, meanError } = average.estimate();
    expect(mean).toBeCloseTo((5 * 1 + 10 * 3 + 3 * 2) / 18, 12);
    expect(sd * sd + mean * mean).toBeCloseTo((5 * 1 + 10 * 9 + 3 * 4) / 18, 12);
    // Batches: 20 over 10, and 21 over 8.
    const off = 20 - 10 * mean;
    expect(meanError).toBeCloseTo(Math.sqrt(2 * (off * off + off * off)) / 18, 12);
  });

  it('has an error that shrinks with the square root of the number of runs', () => {
    const average = new TimeWeighted({ fromUs: 0, toUs: 100, batches: 10 });
    const errors: number[] = [];
    for (let run = 1; run <= 16; run++) {
      average.begin();
      for (let time = 0; time < 100; time += 10) average.set(time, (time / 10) % 3);
      average.end();
      errors.push(average.estimate().meanError);
    }
    expect(errors[0] / errors[15]).toBeCloseTo(4, 0);
  });
});

describe('moments', () => {
  it('are those of the values, with the errors of independent ones', () => {
    const moments = new Moments();
    for (const value of [1, 2, 3, 4, 10]) moments.add(value);
    expect(moments.mean).toBe(4);
    expect(moments.sd).toBeCloseTo(Math.sqrt(10), 12);
    expect(moments.meanError).toBeCloseTo(Math.sqrt(2), 12);
    // Fourth central moment (81 + 16 + 1 + 0 + 1296) ÷ 5 = 278.8.
    expect(moments.sdError).toBeCloseTo(Math.sqrt((278.8 - 100) / 5) / (2 * Math.sqrt(10)), 12);
  });
});
