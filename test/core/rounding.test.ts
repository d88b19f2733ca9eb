import { describe, expect, it } from 'vitest';
import { divideDown, divideUp, mulDivDown, shareDown, shareUp } from '../../src/core/rounding.js';

describe('rounding', () => {
  it('rounds down towards −∞ and up towards +∞', () => {
    expect([shareDown(1, 1), shareUp(1, 1)]).toEqual([0, 1]);
    expect([shareDown(-1, 1), shareUp(-1, 1)].map((units) => units + 0)).toEqual([-1, 0]);
    expect([divideDown(7, 2), divideUp(7, 2)]).toEqual([3, 4]);
    expect([divideDown(-7, 2), divideUp(-7, 2)]).toEqual([-4, -3]);
  });

  it('leaves an amount that divides evenly as it is', () => {
    expect([shareDown(2_000_000, 5_000), shareUp(2_000_000, 5_000)]).toEqual([10_000, 10_000]);
    expect(mulDivDown(6, 7, 3)).toBe(14);
  });

  it('keeps the last unit at 2^53 − 1', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(shareDown(most, 1_000_000)).toBe(most);
    expect(shareDown(most, 999_999)).toBe(Number((BigInt(most) * 999_999n) / 1_000_000n));
    expect(mulDivDown(most, most, most)).toBe(most);
    expect(divideUp(most, 2)).toBe(2 ** 52);
  });
});
