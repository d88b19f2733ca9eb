import { RandomStreams } from '../../src/core/random.js';
import type { IndexProcess } from '../../src/scenario/scenario.js';
import {
  type IndexLinks,
  IndexProcesses,
  type IndexSource,
} from '../../src/simulation/exchange/index-process.js';

export const HOUR = 3_600_000_000;
export const DAY = 24 * HOUR;
/** So fine that rounding to ticks does not show. */
export const START_TICKS = 1_000_000_000;

export function indexSource(process: IndexProcess, change: Partial<IndexSource> = {}): IndexSource {
  return {
    venue: 'v',
    instrument: 'BTC',
    everyUs: 1_000_000,
    process,
    initialPriceTicks: START_TICKS,
    maxPriceTicks: Number.MAX_SAFE_INTEGER,
    ...change,
  };
}

/** Logarithms of one index's price over its start, at these times. */
export function logsOf(of: IndexSource, timesUs: readonly number[], seed: string): number[] {
  return linkedLogs([of], timesUs, seed).map(([log]) => log);
}

/** The same of several indices, by time and row. */
export function linkedLogs(
  sources: readonly IndexSource[],
  timesUs: readonly number[],
  seed: string,
  links?: IndexLinks,
): number[][] {
  const streams = new RandomStreams(seed);
  const index = new IndexProcesses(sources, streams, links);
  return timesUs.map((timeUs) =>
    sources.map(({ initialPriceTicks }, row) =>
      Math.log(index.advance(row, timeUs, streams) / initialPriceTicks),
    ),
  );
}

export function seeds(count: number): string[] {
  return Array.from({ length: count }, (_, row) => `${row + 1}`);
}

/** How many of its own standard errors the mean of a sample lies from what it should be. */
export function errorsOff(samples: readonly number[], expected: number): number {
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
  const squares = samples.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const variance = squares / (samples.length - 1);
  return Math.abs(mean - expected) / Math.sqrt(variance / samples.length);
}

export function differences(values: readonly number[]): number[] {
  return values.map((value, row) => value - (row === 0 ? 0 : values[row - 1]));
}
