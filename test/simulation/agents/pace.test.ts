import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src/simulation/agents/pace.js';
import { Waker } from './view.js';

describe('a pace of their own', () => {
  it('lets each member wake at its rate, on every instrument alike', () => {
    const rates = [0.5, 3, 0, 1.5];
    const pace = new Pace(Float64Array.from(rates), 2);
    expect(pace.wakesPerSecond).toBe(10);
    const waker = new Waker();
    const wakes = 40_000;
    const counts = new Float64Array(8);
    for (let wake = 0; wake < wakes; wake++) counts[pace.choose(waker.begin())] += 1;
    for (const [seat, count] of counts.entries()) {
      const share = rates[Math.floor(seat / 2)] / 10;
      const error = Math.sqrt(wakes * share * (1 - share));
      expect(Math.abs(count - wakes * share)).toBeLessThanOrEqual(3.5 * error);
    }
  });
});
