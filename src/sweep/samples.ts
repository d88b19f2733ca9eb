import { moments } from '../metrics/statistics/moments.js';
import { metricOf, type SweepResults } from './sweep-results.js';

/** Metrics of all runs: `samples[cell][metric]` has a number for every seed, NaN for none. */
export type Samples = readonly (readonly Float64Array[])[];

export function readSamples(results: SweepResults): Samples {
  const { cells, metrics } = results.plan;
  return cells.map((_, cell) => metrics.map((metric) => metricOf(results, cell, metric)));
}

/** The values that are defined. */
export function definedValues(sample: ArrayLike<number>): number[] {
  return Array.from(sample).filter((value) => !Number.isNaN(value));
}

/** Mean over the seeds with a value; NaN without one. */
export function cellMean(sample: ArrayLike<number>): number {
  return moments(definedValues(sample)).mean;
}

export interface PairedValues {
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Seeds that both cells were run with, but not both came to a value. */
  readonly leftOut: number;
}

/** What two cells came to on the same seeds. */
export function pairedValues(left: Float64Array, right: Float64Array): PairedValues {
  const common = Math.min(left.length, right.length);
  const seeds = Array.from({ length: common }, (_, seed) => seed);
  const both = seeds.filter((seed) => !Number.isNaN(left[seed] + right[seed]));
  return {
    left: both.map((seed) => left[seed]),
    right: both.map((seed) => right[seed]),
    leftOut: common - both.length,
  };
}
