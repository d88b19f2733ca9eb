import { describe, expect, it } from 'vitest';
import { BUY } from '../../../src/events/sink.js';
import type { SignMemoryRules } from '../../../src/scenario/scenario.js';
import { SignMemory } from '../../../src/simulation/agents/sign-memory.js';
import { errorsOff } from './statistics.js';
import { Waker } from './view.js';

const RUNS = 30;
const ORDERS = 12_000;

/** What a real order book shows: autocorrelation .20 .16 .10 .02 at lags 1, 5, 20 and 100. */
const real: SignMemoryRules = { copy: 0.75, exponent: 0.7, longestLag: 30 };

function signsOf(rules: SignMemoryRules, seed: string, orders = ORDERS): Int8Array {
  const memory = new SignMemory(rules, 1);
  const waker = new Waker(seed);
  return Int8Array.from({ length: orders }, () => (memory.next(0, waker.begin()) === BUY ? 1 : -1));
}

function autocorrelation(signs: Int8Array, lag: number): number {
  let sum = 0;
  for (let row = lag; row < signs.length; row++) sum += signs[row] * signs[row - lag];
  return sum / (signs.length - lag);
}

/** C(l) = copy × Σ P(lag k) × C(|l − k|), solved by going round. */
function inTheory({ copy, exponent, longestLag }: SignMemoryRules): Float64Array {
  const lags = Math.max(100, longestLag);
  const weights = Float64Array.from({ length: longestLag }, (_, row) => (row + 1) ** -exponent);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const found = new Float64Array(lags + 1);
  found[0] = 1;
  for (let round = 0; round < 300; round++) {
    for (let lag = 1; lag <= lags; lag++) {
      let sum = 0;
      for (let k = 1; k <= longestLag; k++) sum += weights[k - 1] * found[Math.abs(lag - k)];
      found[lag] = (copy * sum) / total;
    }
  }
  return found;
}

describe('the memory of signs', () => {
  const theory = inTheory(real);

  it('can be as long as in a real order book', () => {
    const targets = [
      [1, 0.2],
      [5, 0.16],
      [20, 0.1],
      [100, 0.02],
    ];
    for (const [lag, target] of targets) expect(Math.abs(theory[lag] - target)).toBeLessThan(0.025);
  });

  for (const rules of [real, { copy: 0.5, exponent: 1.5, longestLag: 200 }]) {
    it(`has the autocorrelation of its law, copying ${rules.copy} of the time`, () => {
      const expected = inTheory(rules);
      const runs = Array.from({ length: RUNS }, (_, run) => signsOf(rules, `run ${run}`));
      for (const lag of [1, 2, 5, 20, 30, 31, 100]) {
        const found = runs.map((signs) => autocorrelation(signs, lag));
        expect(errorsOff(found, expected[lag]), `lag ${lag}`).toBeLessThan(3.5);
      }
      const means = runs.map((signs) => signs.reduce((sum, sign) => sum + sign, 0) / ORDERS);
      expect(errorsOff(means, 0)).toBeLessThan(3.5);
    });
  }

  it('goes on for ever with the side that was first, where every order copies the one before', () => {
    const signs = signsOf({ copy: 1 - 1e-12, exponent: 0, longestLag: 1 }, 'first', 500);
    expect(new Set(signs).size).toBe(1);
  });

  it('is one for each instrument', () => {
    const alone = new SignMemory(real, 1);
    const both = new SignMemory(real, 2);
    const [first, second, third] = [new Waker('a'), new Waker('a'), new Waker('b')];
    for (let order = 0; order < 300; order++) {
      expect(both.next(1, second.begin())).toBe(alone.next(0, first.begin()));
      both.next(0, third.begin());
    }
  });
});
