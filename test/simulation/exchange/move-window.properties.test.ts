import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MoveWindow } from '../../../src/simulation/exchange/move-window.js';

const price = fc.record({
  gapUs: fc.oneof(fc.nat(30), fc.nat(250)),
  priceTicks: fc.integer({ min: 90, max: 110 }),
});

it('a move counts when it is larger than the share, from any price that stood within the window', () => {
  let moves = 0;
  fc.assert(
    fc.property(fc.array(price, { minLength: 20, maxLength: 300 }), (prices) => {
      const window = new MoveWindow(100, 100_000);
      const seen: { timeUs: number; priceTicks: number }[] = [];
      let nowUs = 0;
      for (const { gapUs, priceTicks } of prices) {
        nowUs += gapUs;
        seen.push({ timeUs: nowUs, priceTicks });
        const within = seen.filter((_, row) => (seen[row + 1]?.timeUs ?? Infinity) > nowUs - 100);
        const isFar = within.some(
          (from) => Math.abs(priceTicks - from.priceTicks) * 10 > from.priceTicks,
        );
        expect(window.observe(nowUs, priceTicks)).toBe(isFar);
        moves += Number(isFar);
      }
    }),
    { seed: 7, numRuns: 100 },
  );
  expect(moves).toBeGreaterThan(500);
});

it('forgets all prices when it begins anew', () => {
  const window = new MoveWindow(100, 100_000);
  window.observe(0, 100);
  window.forget();
  expect(window.observe(1, 200)).toBe(false);
});
