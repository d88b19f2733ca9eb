import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../src/core/random.js';
import type { ReplayRules } from '../../src/scenario/scenario.js';
import { IndexProcesses } from '../../src/simulation/exchange/index-process.js';
import { changed, EVERY_INDEX, FILES, indexProblems, loadIndices } from './every-index.js';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;

function replayOf(name: string, text = EVERY_INDEX, files = FILES): ReplayRules {
  const { instruments } = loadIndices(text, files).scenario.venues[0];
  const process = instruments.find((instrument) => instrument.name === name)?.index.process;
  if (process?.kind !== 'replay') throw new Error(`${name} replays nothing`);
  return process;
}

/** Prices of the initial price 1000 (10,000 ticks) at these times. */
function played(process: ReplayRules, timesUs: readonly number[], seed = '1'): number[] {
  const streams = new RandomStreams(seed);
  const source = { venue: 'v', instrument: 'i', everyUs: 1, process };
  const bounds = { initialPriceTicks: 10_000, maxPriceTicks: 40_000 };
  const index = new IndexProcesses([{ ...source, ...bounds }], streams);
  return timesUs.map((timeUs) => index.advance(0, timeUs, streams) / 10);
}

describe('a replayed price file', () => {
  it('begins at the initial price and keeps its proportions', () => {
    const { knotsUs, knotTicks, isHeld } = replayOf('PRICES');
    expect(Array.from(knotsUs)).toEqual([0, HOUR, 3 * HOUR]);
    expect(Array.from(knotTicks, Math.round)).toEqual([10_000, 11_000, 9_000]);
    expect(Array.from(isHeld)).toEqual([0, 1, 0]);
  });

  it('is exact at its rows, and moves on bridges between them', () => {
    const process = replayOf('PRICES');
    const [first, half, second] = played(process, [1, HOUR / 2, HOUR]);
    expect([Math.round(first), second]).toEqual([1000, 1100]);
    expect(half).not.toBeCloseTo(Math.sqrt(1.1) * 1000, 0);
    expect(played(process, [HOUR / 2], '2')).not.toEqual([half]);
    const straight = { ...process, volatility: 0 };
    expect(played(straight, [HOUR / 2])[0]).toBeCloseTo(Math.sqrt(1.1) * 1000, 1);
  });

  it('holds its price in a gap, interpolates there, or is refused', () => {
    const times = [HOUR, 2 * HOUR, 3 * HOUR - 1, 3 * HOUR];
    expect(played(replayOf('PRICES'), times)).toEqual([1100, 1100, 1100, 900]);
    const across = replayOf('PRICES', changed('gaps: hold', 'gaps: interpolate'));
    const middle = played({ ...across, volatility: 0 }, times)[1];
    expect(middle).toBeCloseTo(Math.sqrt(1100 * 900), 1);
    expect(indexProblems(changed('gaps: hold', 'gaps: error'))[0]).toMatch(
      /PRICES.index.file expected rows of prices.csv no further apart than largestGap 1h, .* found 2h between lines 3 and 4$/,
    );
  });

  it('goes through the four prices of a bar: low first when it rises, high first when it falls', () => {
    const { knotsUs, knotTicks } = replayOf('BARS', changed('start: 30m', 'start: first'));
    const bar = 30 * MINUTE;
    expect(Array.from(knotsUs).slice(0, 9)).toEqual([
      ...[0, bar / 3, (2 * bar) / 3, bar - 1],
      ...[bar, bar + bar / 3, bar + (2 * bar) / 3, 2 * bar - 1],
      2 * bar,
    ]);
    const prices = Array.from(knotTicks, (ticks) => Math.round(ticks / 200));
    expect(prices.slice(0, 12)).toEqual([50, 49, 56, 55, 55, 54, 58, 57, 57, 57, 40, 41]);
  });

  it('starts where it is told, between two rows on the line that joins them', () => {
    const later = replayOf('BARS');
    expect(later.knotsUs[0]).toBe(0);
    expect(played(later, [20 * MINUTE])[0]).toBeCloseTo((58 / 55) * 1000, 1);
    const moment = replayOf('BARS', changed('start: 30m', 'start: 2021-05-19T12:30:00Z'));
    expect(moment).toEqual(later);
    const between = replayOf('PRICES', changed('gaps: hold', 'gaps: hold\n        start: 30m'));
    expect(between.knotTicks[1] / between.knotTicks[0]).toBeCloseTo(Math.sqrt(1.1), 12);
  });

  it('that starts in a gap that is held starts at the price before it', () => {
    const inGap = changed('gaps: hold', 'gaps: hold\n        start: 90m');
    const { isHeld, knotTicks, knotsUs } = replayOf(
      'PRICES',
      inGap.replace('duration: 2h', 'duration: 1h'),
    );
    expect(Array.from(knotsUs)).toEqual([0, 90 * MINUTE]);
    expect(knotTicks[1] / knotTicks[0]).toBeCloseTo(90 / 110, 12);
    expect(isHeld[0]).toBe(1);
  });

  it('may be taken as it is, when the initial price is its own', () => {
    const asIs = changed('file: prices.csv', 'file: prices.csv\n        scale: none');
    expect(indexProblems(asIs)).toEqual([
      expect.stringMatching(
        /PRICES.initialPrice expected the first price of prices.csv at the start, 100, as scale is none, found 1000$/,
      ),
    ]);
    const files = {
      ...FILES,
      'prices.csv': FILES['prices.csv']
        .replace(',100', ',1000')
        .replace(',110', ',1100')
        .replace(',90', ',900'),
    };
    expect(Array.from(replayOf('PRICES', asIs, files).knotTicks, Math.round)).toEqual([
      10_000, 11_000, 9_000,
    ]);
  });
});

describe('a wrong price file', () => {
  const prices = (from: string, to: string) => ({
    ...FILES,
    'prices.csv': FILES['prices.csv'].replace(from, to),
  });

  it.each([
    [prices(',110', ',abc'), /a price above 0 in line 3, column last of prices.csv, found abc$/],
    [prices(',110', ',0'), /a price above 0 in line 3, column last of prices.csv, found 0$/],
    [prices(',110', ','), /a price above 0 in line 3, column last of prices.csv, found nothing$/],
    [prices(',110', ',1,1'), /2 fields in line 3, as in the header of prices.csv, found 3$/],
    [
      prices('T13', 'T11'),
      /a time after that of the row before in line 3, column when of prices.csv/,
    ],
    [
      prices('2021-05-19T12:00:00Z', 'noon'),
      /a time: ISO 8601 or a number since 1970 in line 2, column when/,
    ],
    [
      prices('2021-05-19T13:00:00Z', '1621429200'),
      /a time such as 2021-05-19T12:00:00Z in line 3, .* found 1621429200$/,
    ],
    [
      prices(',110', ',4100'),
      /prices up to maxPrice in prices.csv, found 41000 once they are scaled$/,
    ],
    [
      prices('2021-05-19T15:00:00Z,90\n', ''),
      /rows of prices.csv up to the end of the run, 2h after its start, found 1h of them$/,
    ],
    [{ ...FILES, 'prices.csv': '' }, /a header row of prices.csv, found an empty file$/],
    [
      { ...FILES, 'prices.csv': 'when,last\n1,1\n' },
      /at least two rows below the header of prices.csv, found 1$/,
    ],
    [
      { 'bars.csv': FILES['bars.csv'] },
      /a file that can be read, found prices.csv does not exist$/,
    ],
    [
      { ...FILES, 'bars.csv': FILES['bars.csv'].replace(',56,', ',54,') },
      /the highest price of the bar in line 2, column h of bars.csv, found 54$/,
    ],
    [
      { ...FILES, 'bars.csv': FILES['bars.csv'].replace(',40,', ',60,') },
      /the (highest|lowest) price of the bar in line 4, column (h|l) of bars.csv/,
    ],
  ])('is one problem at its name: file, line, column, what was expected (%#)', (files, report) => {
    const problems = indexProblems(EVERY_INDEX, files);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      /^x.yaml:\d+:\d+ venue.instruments.(PRICES|BARS).index.file expected /,
    );
    expect(problems[0]).toMatch(report);
  });

  it('without a column that is named is a problem of that name', () => {
    const renamed = prices('when,last', 'time,last');
    expect(indexProblems(EVERY_INDEX, renamed)).toEqual([
      expect.stringMatching(
        /PRICES.index.columns.time expected the name of one column of prices.csv \(time, last\), found when$/,
      ),
    ]);
  });

  it('leaves a start outside of it to be mended', () => {
    expect(indexProblems(changed('start: 30m', 'start: 9h'))[0]).toMatch(
      /BARS.index.start expected a start within bars.csv, which covers 2h\d+.*, found one after its last row/,
    );
    expect(indexProblems(changed('start: 30m', 'start: 2020-01-01T00:00:00Z'))[0]).toMatch(
      /found one before its first row/,
    );
  });

  it('is not looked for by a scenario that stands alone', async () => {
    const { loadScenario } = await import('../../src/scenario/load.js');
    expect(() => loadScenario('x.yaml', EVERY_INDEX)).toThrow(
      /PRICES.index.file expected a file that can be read, found .*PRICES\.csv can not be read here|found .*can not be read here/,
    );
  });
});
