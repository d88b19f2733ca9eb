import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDuration } from '../../../src/scenario/durations.js';
import { readMeasure, type Span, spannedText } from '../../../src/scenario/sweeps/span.js';
import { written } from '../../../src/scenario/sweeps/written.js';
import { readYaml } from '../../../src/scenario/yaml-document.js';

function span(from: number, to: number, unit: string, more: Partial<Span> = {}): Span {
  const measure = readMeasure(`1${unit}`);
  if (measure === null) throw new Error(`no unit ${unit}`);
  return { from, to, unit: measure.unit, isLog: false, multipleOf: null, ...more };
}

describe('a value between two ends', () => {
  it.each([
    [span(1, 5, 'M'), 0.5, '3M'],
    [span(1, 5, '%'), 0.1, '1.4%'],
    [span(0.1, 10, '', { isLog: true }), 0.5, '1'],
    [span(0.1, 10, '', { isLog: true }), 1, '10'],
    [span(0, 1, ''), 1 / 3, '0.333333333333'],
    [span(-8, -3, '%', { multipleOf: 0.01 }), 1 / 3, '-6.33%'],
    [span(1, 2, 'k', { multipleOf: 0.001 }), 1 / 3, '1.333k'],
    [span(5, 53, '', { multipleOf: 7 }), 0, '7'],
    [span(5, 53, '', { multipleOf: 7 }), 1, '49'],
    [span(1, 2, '/min'), 0.25, '1.25/min'],
    [span(1, 2, 'h'), 0.5, '1.5h'],
    [span(1, 2, 'h'), 1 / 3, '1h20m'],
    [span(10, 20, 'us'), 1 / 3, '13us'],
  ])('%j at %d is %s', (span, share, text) => {
    expect(spannedText(span, share)).toBe(text);
  });

  it('is a duration of whole microseconds wherever it lies', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('us', 'ms', 's', 'm', 'h', 'd'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (unit, share) => {
          expect(readDuration(spannedText(span(0.5, 7, unit), share))).not.toBeNull();
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('a number with its unit', () => {
  it.each([
    ['1_000', 1000, ''],
    ['-4.5%', -4.5, '%'],
    ['2h30m', 150, 'm'],
    [3, 3, ''],
    [1e-7, 1e-7, ''],
  ])('%j is %d of %j', (text, value, unit) => {
    expect(readMeasure(text)).toMatchObject({ value, unit: { text: unit } });
  });

  it.each(['', '5 M', 'M', '1K', '5m30', '.5', '1e999', '--1', 'Infinity'])(
    '%j is none',
    (text) => {
      expect(readMeasure(text)).toBeNull();
    },
  );
});

describe('a value in the words of YAML', () => {
  it('reads back as the same value', () => {
    const scalar = fc.oneof(
      fc.string(),
      fc.constantFrom('5M', 'null', 'true', '5', '- a', 'a: b', '[', '= 2 * 3', ' x', '#', '*a'),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number || 0),
      fc.boolean(),
      fc.constant(null),
    );
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        scalar,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.stringMatching(/^[a-z][\w -]{0,5}$/), tie('value'), {
          maxKeys: 4,
          noNullPrototype: true,
        }),
      ),
    })).value;
    fc.assert(
      fc.property(value, (value) => {
        const text = written(value);
        expect(text).not.toContain('\n');
        const read = readYaml(text);
        expect(read).toMatchObject({ value, faults: [] });
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it.each([
    ['5M', '5M'],
    ['5', '"5"'],
    [
      { kind: 'steps', fraction: '5%', list: [1, 'a, b'] },
      '{ kind: steps, fraction: 5%, list: [1, "a, b"] }',
    ],
    [{}, '{}'],
    [Infinity, '.inf'],
  ])('%j is %s', (value, text) => {
    expect(written(value)).toBe(text);
  });
});
