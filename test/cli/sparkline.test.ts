import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countLine, levelLine } from '../../src/cli/sparkline.js';

describe('a line of blocks', () => {
  it('reaches from the least to the largest value', () => {
    expect(levelLine([0, 1, 2, 3, 4, 5, 6, 7], 8)).toBe('▁▂▃▄▅▆▇█');
    expect(levelLine([10, 20], 8)).toBe('▁█');
  });

  it('reaches from a floor below all values where there is one', () => {
    expect(levelLine([16, 8, 4], 8, 0)).toBe('█▅▃');
    expect(levelLine([0, 0], 8, 0)).toBe('▅▅');
  });

  it('stands in the middle when nothing changes', () => {
    expect(levelLine([5, 5, 5], 8)).toBe('▅▅▅');
  });

  it('shows the last value of a column, and the one before where nothing was seen', () => {
    expect(levelLine([0, 7, NaN, NaN, 3, NaN, 0, 0], 4)).toBe('██▄▁');
    expect(levelLine([NaN, NaN, 1, 2], 4)).toBe('  ▁█');
    expect(levelLine([NaN, NaN], 4)).toBe('  ');
    expect(levelLine([], 4)).toBe('');
  });

  it('leaves a column blank in which nothing happened, and shows the least that did', () => {
    expect(countLine([0, 1, 0, 800], 4)).toBe(' ▁ █');
    expect(countLine([1, 1, 0, 0, 4, 0], 3)).toBe('▅ █');
    expect(countLine([0, 0], 2)).toBe('  ');
  });

  it('never is wider than asked for, and uses every value of a count', () => {
    const counts = fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 120 }), (values, width) => {
        const line = countLine(values, width);
        expect(line.length).toBe(Math.min(width, values.length));
        expect(line.trim() === '').toBe(values.every((value) => value === 0));
      }),
      { seed: 1 },
    );
  });
});
