import { describe, expect, it } from 'vitest';
import { Premium } from '../../../src/simulation/exchange/premium.js';

const HOUR = 3_600_000_000;
const RULES = { everyUs: 8 * HOUR, interestPpb: 100_000, clampPpb: 500_000, capPpb: 7_500_000 };

function premium(...observed: readonly (readonly [number, number])[]): Premium {
  const it = new Premium(RULES);
  for (const [hours, midTicks] of observed) it.observe(hours * HOUR, midTicks, 100_000);
  return it;
}

describe('the funding rate', () => {
  it('is the interest rate while the premium is small', () => {
    expect(premium([0, 100_000]).ratePpb(8 * HOUR)).toBe(100_000);
    expect(premium([0, 100_050]).ratePpb(8 * HOUR)).toBe(100_000); // 0.05 %: I − P = −0.04 %
    expect(premium([0, 99_960]).ratePpb(8 * HOUR)).toBe(100_000); // −0.04 %: I − P = 0.05 %
  });

  it('follows the premium beyond that, 0.05 % behind', () => {
    expect(premium([0, 100_200]).ratePpb(8 * HOUR)).toBe(1_500_000);
    expect(premium([0, 99_800]).ratePpb(8 * HOUR)).toBe(-1_500_000);
  });

  it('weighs premiums by the time they stood', () => {
    // Two hours at 0.4 %, six at 0: 0.1 %.
    const mean = premium([0, 100_400], [2, 100_000]);
    expect(mean.ratePpb(8 * HOUR)).toBe(500_000);
    expect(mean.ratePpb(4 * HOUR)).toBe(1_500_000);
  });

  it('at the very start is that of the present premium', () => {
    expect(premium([0, 100_200]).ratePpb(0)).toBe(1_500_000);
  });

  it('stays within its cap', () => {
    expect(premium([0, 105_000]).ratePpb(HOUR)).toBe(7_500_000);
    expect(premium([0, 95_000]).ratePpb(HOUR)).toBe(-7_500_000);
  });

  it('forgets the interval that was settled, not the premium that stands', () => {
    const it = premium([0, 100_400], [2, 100_200]);
    it.startInterval(8 * HOUR);
    expect(it.ratePpb(8 * HOUR)).toBe(1_500_000);
    expect(it.ratePpb(9 * HOUR)).toBe(1_500_000);
    it.observe(9 * HOUR, 100_000, 100_000);
    expect(it.ratePpb(10 * HOUR)).toBe(500_000);
  });
});
