import { describe, expect, it } from 'vitest';
import { overrideChoices } from '../../src/sweep/variants.js';

describe('the variants of --set', () => {
  it('are the values between commas', () => {
    const choices = overrideChoices(['venue.insuranceFund.initial=1M, 2M,5M']);
    expect(choices.map(({ name }) => name)).toEqual([
      'venue.insuranceFund.initial=1M',
      'venue.insuranceFund.initial=2M',
      'venue.insuranceFund.initial=5M',
    ]);
    expect(choices[1].overrides).toEqual(['venue.insuranceFund.initial=2M']);
  });

  it('take commas in lists, mappings, formulas and quotes as part of a value', () => {
    const [first, second] = overrideChoices(['a.b=[x, y],{ k: 1, l: max(2, 3) }']);
    expect(first.overrides).toEqual(['a.b=[x, y]']);
    expect(second.overrides).toEqual(['a.b={ k: 1, l: max(2, 3) }']);
    expect(overrideChoices(["a.b='x, y',z"]).map(({ overrides }) => overrides[0])).toEqual([
      "a.b='x, y'",
      'a.b=z',
    ]);
  });

  it('are all combinations of several lists, and share what has one value', () => {
    const choices = overrideChoices(['a=1,2', 'duration=5m', 'b=3,4']);
    expect(choices.map(({ name }) => name)).toEqual([
      'a=1, b=3',
      'a=1, b=4',
      'a=2, b=3',
      'a=2, b=4',
    ]);
    for (const { overrides } of choices) expect(overrides[1]).toBe('duration=5m');
  });

  it('leave what has no value to those who apply it', () => {
    expect(overrideChoices(['nonsense'])).toEqual([{ name: '', overrides: ['nonsense'] }]);
  });
});
