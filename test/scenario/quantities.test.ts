import { describe, expect, it } from 'vitest';
import {
  amount,
  count,
  duration,
  fraction,
  type Quantity,
  rate,
} from '../../src/scenario/quantities.js';

function read(quantity: Quantity, written: unknown): number | string {
  const result = quantity.safeParse(written);
  return result.success ? result.data : result.error.issues[0].message;
}

describe('human quantities', () => {
  it.each([
    ['30s', 30_000_000],
    ['250ms', 250_000],
    ['5us', 5],
    ['2m', 120_000_000],
    ['4h', 14_400_000_000],
    ['7d', 604_800_000_000],
    ['2h30m', 9_000_000_000],
    ['1.5s', 1_500_000],
    ['0.1ms', 100],
    ['0s', 0],
    [0, 0],
  ])('the duration %s is %d microseconds', (written, us) => {
    expect(read(duration({ from: 0 }), written)).toBe(us);
  });

  it.each([
    30,
    '30',
    '5 s',
    '',
    '1.5us',
    '30m2h',
    '5%',
    '5M',
    '-5s',
    '1e3s',
    true,
    null,
    Infinity,
    '9'.repeat(15) + 'd',
  ])('the duration %s is refused with an example', (written) => {
    expect(read(duration({ from: 0 }), written)).toBe(
      'a duration of at least 0s with its unit, such as 30s, 250ms or 2h30m',
    );
  });

  it('zero is refused where a duration must be above it', () => {
    expect(read(duration({ above: 0 }), '0s')).toMatch(/^a duration above 0s/);
    expect(read(duration({ above: 0 }), '1us')).toBe(1);
  });

  it.each([
    ['5%', 0.05],
    ['50bp', 0.005],
    ['0.3%', 0.003],
    ['-6%', -0.06],
    ['2.5bp', 0.00025],
    [0.05, 0.05],
  ])('the fraction %s is %d', (written, value) => {
    expect(read(fraction({}), written)).toBe(value);
  });

  it('a percentage without its sign is told from a fraction by its range', () => {
    expect(read(fraction({ from: 0, to: 1 }), 5)).toBe(
      'a fraction from 0% to 100%, such as 5%, 50bp or 0.05',
    );
  });

  it.each(['5', '5 %', '5s', '%', 'abc'])('the fraction %s is refused', (written) => {
    expect(read(fraction({}), written)).toMatch(/^a fraction/);
  });

  it.each([
    ['2.5M', 2_500_000],
    ['300k', 300_000],
    ['1B', 1_000_000_000],
    ['1_000', 1000],
    ['0.1k', 100],
    [12.5, 12.5],
  ])('the amount %s is %d', (written, value) => {
    expect(read(amount({ from: 0 }), written)).toBe(value);
  });

  it.each(['5%', '5s', '1,000', '10_00', '1_0', '2.5 M', '2.5m', -1, 2 ** 53, NaN])(
    'the amount %s is refused',
    (written) => {
      expect(read(amount({ from: 0 }), written)).toBe(
        'an amount of money of at least 0, such as 300k, 2.5M or 1000',
      );
    },
  );

  it('a count is whole', () => {
    expect(read(count({ from: 0 }), '5k')).toBe(5000);
    expect(read(count({ from: 0 }), '2.5k')).toBe(2500);
    expect(read(count({ from: 0 }), 2.5)).toMatch(/^a whole number of at least 0/);
  });

  it.each([
    ['2/s', 2],
    ['0.5/min', 0.5 / 60],
    ['10/h', 10 / 3600],
    ['1/d', 1 / 86_400],
    [0, 0],
  ])('the rate %s is %d a second', (written, value) => {
    expect(read(rate(), written)).toBe(value);
  });

  it.each([2, '2', '2s', '-2/s', '2/ms', '2/'])('the rate %s is refused', (written) => {
    expect(read(rate(), written)).toBe('a rate with its unit, such as 2/s, 0.5/min or 10/h');
  });
});
