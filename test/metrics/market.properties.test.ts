import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MarketExtremes } from '../../src/metrics/market.js';

/** Every pair of a mark and a later one. */
function slowly(marks: readonly number[]): { fall: number; rise: number } {
  let fall = 0;
  let rise = 0;
  marks.forEach((early, row) => {
    for (const late of marks.slice(row)) {
      fall = Math.max(fall, (early - late) / early);
      rise = Math.max(rise, (late - early) / early);
    }
  });
  return { fall: 100 * fall, rise: 100 * rise };
}

test('the drawdown is the largest fall from any mark to any later one, the rise the largest rise', () => {
  const marks = fc.array(fc.integer({ min: 1, max: 1000 }), {
    minLength: 2,
    maxLength: 60,
    size: 'max',
  });
  fc.assert(
    fc.property(marks, (path) => {
      const market = new MarketExtremes(1);
      path.forEach((mark, row) => market.markUpdated(row, 0, mark));
      const { fall, rise } = slowly(path);
      expect(market.maxMarkDrawdownPct).toBe(fall);
      expect(market.maxMarkRisePct).toBe(rise);
    }),
    { seed: 7 },
  );
});
