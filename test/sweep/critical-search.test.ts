import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../src/core/random.js';
import {
  type CriticalQuestion,
  findCritical,
  type Observe,
} from '../../src/sweep/critical-search.js';

const QUESTION: CriticalQuestion = {
  from: 0,
  to: 100,
  scale: 'linear',
  isWhole: false,
  probability: 0.5,
  mostSeeds: 512,
  tolerance: 0.01,
};

/** Every seed has a threshold of its own, uniform between two values. */
function thresholds(low: number, high: number, holds = (value: number, at: number) => value > at) {
  const streams = new RandomStreams('critical');
  const stream = streams.open('thresholds of the seeds');
  const of = Array.from({ length: 4096 }, () => low + (high - low) * streams.uniform(stream));
  const calls: number[] = [];
  const observe: Observe = (value, from, to) => {
    calls.push(to - from);
    const seeds = of.slice(from, to);
    return Promise.resolve(
      seeds.map((at) => ({ holds: holds(value, at), volumeReproduction: value / 100 })),
    );
  };
  return { observe, calls };
}

describe('the search for the critical value', () => {
  it('ends in a bracket around the threshold that all seeds share', async () => {
    const { observe } = thresholds(37, 37);
    const answer = await findCritical(QUESTION, observe);
    expect(answer.direction).toBe('rising');
    expect(answer.below).toBeLessThanOrEqual(37);
    expect(answer.above).toBeGreaterThan(37);
    expect(answer.above! - answer.below!).toBeLessThanOrEqual(1);
    expect(answer.reversedSeeds).toBe(0);
  });

  it('brackets the quantile of the thresholds that the probability asks for', async () => {
    for (const probability of [0.1, 0.5, 0.8]) {
      const { observe } = thresholds(20, 60);
      const answer = await findCritical({ ...QUESTION, probability }, observe);
      const true_ = 20 + 40 * probability;
      expect(answer.below).toBeLessThan(true_);
      expect(answer.above).toBeGreaterThan(true_);
      expect(answer.above! - answer.below!).toBeLessThan(12);
    }
  });

  it('never calls a value above or below that its interval does not show to be', async () => {
    const { observe } = thresholds(20, 60);
    const { trials } = await findCritical(QUESTION, observe);
    for (const { standing, low, high } of trials) {
      if (standing === 'above') expect(low).toBeGreaterThan(0.5);
      if (standing === 'below') expect(high).toBeLessThan(0.5);
      if (standing === 'open') expect(low <= 0.5 && 0.5 <= high).toBe(true);
    }
  });

  it('finds the threshold of a fund, where more of it breaks less', async () => {
    const { observe } = thresholds(30, 30, (value, at) => value < at);
    const answer = await findCritical(QUESTION, observe);
    expect(answer.direction).toBe('falling');
    expect(answer.above).toBeLessThan(30);
    expect(answer.below).toBeGreaterThanOrEqual(30);
  });

  it('says that both ends stand alike, and runs nothing between them', async () => {
    const { observe } = thresholds(200, 300);
    const answer = await findCritical(QUESTION, observe);
    expect(answer).toMatchObject({ direction: 'none', below: 0, above: null });
    expect(answer.trials).toHaveLength(2);
  });

  it('settles a clear value with the first seeds and spends the most only near the threshold', async () => {
    const { observe } = thresholds(49, 51);
    const { trials, runs } = await findCritical(QUESTION, observe);
    expect(trials[0].held).toHaveLength(32);
    expect(runs).toBe(trials.reduce((sum, { held }) => sum + held.length, 0));
    expect(Math.max(...trials.map(({ held }) => held.length))).toBe(512);
  });

  it('halves on the logarithm where the scale is one, and keeps to whole numbers', async () => {
    const { observe } = thresholds(70, 70);
    const question = { ...QUESTION, from: 1, to: 10_000, scale: 'log', isWhole: true } as const;
    const { below, above, trials } = await findCritical(question, observe);
    expect(trials.some(({ value }) => value === 100)).toBe(true);
    expect(trials.every(({ value }) => Number.isInteger(value))).toBe(true);
    expect(below).toBeLessThanOrEqual(70);
    expect(above).toBeGreaterThan(70);
    expect(above! / below!).toBeLessThanOrEqual(Math.exp(0.01 * Math.log(10_000)) + 0.1);
  });

  it('counts the seeds that break at a value and hold at a larger one', async () => {
    const holds = (value: number, at: number) => value > at && !(at < 38 && value > 90);
    const { observe } = thresholds(37, 47, holds);
    const answer = await findCritical(QUESTION, observe);
    expect(answer.reversedSeeds).toBeGreaterThan(0);
  });

  it('searches from a large value down to a small one as well, also below 0', async () => {
    const { observe } = thresholds(-37, -37, (value, at) => value < at);
    const question = { ...QUESTION, from: -1, to: -100, scale: 'log' } as const;
    const answer = await findCritical(question, observe);
    expect(answer).toMatchObject({ direction: 'rising', reversedSeeds: 0 });
    expect(answer.below).toBeGreaterThanOrEqual(-37);
    expect(answer.above).toBeLessThan(-37);
    expect(answer.trials[0].value).toBe(-1);
    expect(answer.trials.some(({ value }) => value === -10)).toBe(true);
  });

  it('tells the mean volume reproduction of each value', async () => {
    const { observe } = thresholds(37, 37);
    const { trials } = await findCritical(QUESTION, observe);
    for (const trial of trials) expect(trial.volumeReproduction).toBeCloseTo(trial.value / 100);
  });
});
