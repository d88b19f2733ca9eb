import { describe, expect, it } from 'vitest';
import { editDistance, nearestName } from '../../src/scenario/suggest.js';

describe('the name that was probably meant', () => {
  it.each([
    ['rate', 'rate', 0],
    ['rtae', 'rate', 1],
    ['rat', 'rate', 1],
    ['grate', 'rate', 1],
    ['rite', 'rate', 1],
    ['', 'rate', 4],
    ['levrage', 'leverage', 1],
    ['ca', 'abc', 3],
  ])('%s is %s after %d changes', (from, to, changes) => {
    expect(editDistance(from, to)).toBe(changes);
    expect(editDistance(to, from)).toBe(changes);
  });

  it('is the nearest, in capitals or not', () => {
    expect(nearestName('LEVRAGE', ['count', 'leverage', 'average'])).toBe('leverage');
    expect(nearestName('rtae', ['fate', 'rate'])).toBe('rate');
  });

  it('is none when nothing is near, or when the word is no word', () => {
    expect(nearestName('colour', ['count', 'kind'])).toBeNull();
    expect(nearestName('x'.repeat(65), ['x'.repeat(64)])).toBeNull();
    expect(nearestName('a', [])).toBeNull();
  });
});
