import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/scenario/csv-table.js';
import { readMoment, timeUnitOf } from '../../src/scenario/moments.js';

describe('a CSV file', () => {
  it('is read with its quotes, whatever its line ends', () => {
    const text = '\uFEFFtime,"the ""price"""\r\n1,"2,5"\r\n\r\n2,"a\nb"\r3,\n4,5';
    expect(readCsv(text)).toEqual({
      columns: ['time', 'the "price"'],
      rows: [
        ['1', '2,5'],
        ['2', 'a\nb'],
        ['3', ''],
        ['4', '5'],
      ],
      lines: [2, 4, 6, 7],
    });
  });

  it.each([
    ['', /a header row/, /an empty file/],
    ['a,b\n1,2\n1\n', /2 fields in line 3/, /^1$/],
    ['a,b\n1,"2\n', /a closing quote/, /line 2/],
    ['a,b\n1,"2"3\n', /a comma after a quoted field in line 2/, /^3$/],
  ])('%j is told what it lacks', (text, expected, found) => {
    const fault = readCsv(text);
    if (!('expected' in fault)) throw new Error('was read');
    expect(fault.expected).toMatch(expected);
    expect(fault.found).toMatch(found);
  });

  it('reads back what was quoted, whatever it is', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', '\r', ' ', 'é') });
    const table = fc.integer({ min: 2, max: 4 }).chain((width) =>
      fc.array(fc.array(field, { minLength: width, maxLength: width }), {
        minLength: 2,
        maxLength: 6,
      }),
    );
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows
          .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
          .join('\n');
        const read = readCsv(text);
        if ('expected' in read) throw new Error(read.expected);
        expect(read.rows).toEqual(rows.slice(1));
      }),
      { seed: 20210519, numRuns: 300 },
    );
  });
});

describe('a moment', () => {
  const noon = Date.UTC(2021, 4, 19, 12) * 1000;

  it.each([
    ['2021-05-19T12:00:00Z', noon],
    ['2021-05-19 12:00', noon],
    ['2021-05-19T14:00:00+02:00', noon],
    ['2021-05-19T07:30:00-0430', noon],
    ['2021-05-19', noon - 43_200e6],
    ['2021-05-19T12:00:00.123456Z', noon + 123_456],
    ['2020-02-29T00:00:00Z', Date.UTC(2020, 1, 29) * 1000],
    ['1969-12-31T23:59:59Z', -1e6],
  ])('%s is read in UTC', (text, us) => {
    expect(timeUnitOf(text)).toBe('iso');
    expect(readMoment(text, 'iso')).toBe(us);
  });

  it.each(['2021-02-29', '2021-13-01', '2021-00-10', '2021-05-19T25:00', 'noon', '', '-5'])(
    '%j is none',
    (text) => {
      expect(readMoment(text, 'iso')).toBeNull();
    },
  );

  it.each([
    ['1621425600', 's'],
    ['1621425600.5', 's'],
    ['1621425600000', 'ms'],
    ['1621425600000000', 'us'],
    ['0', 's'],
  ] as const)('%s counts %s', (text, unit) => {
    expect(timeUnitOf(text)).toBe(unit);
  });

  it('is the same in every unit', () => {
    const units = [
      ['1621425600', 's'],
      ['1621425600000', 'ms'],
      ['1621425600000000', 'us'],
    ] as const;
    for (const [text, unit] of units) expect(readMoment(text, unit)).toBe(noon);
    expect(readMoment('1e5', 's')).toBeNull();
    expect(timeUnitOf('19/05/2021')).toBeNull();
  });

  it('agrees with the calendar over four centuries', () => {
    fc.assert(
      fc.property(fc.integer({ min: -6e9, max: 7e9 }), (seconds) => {
        const text = new Date(seconds * 1000).toISOString();
        expect(readMoment(text, 'iso')).toBe(seconds * 1e6);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
