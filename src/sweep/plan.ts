import type { Build } from '../writers/build.js';

/**
 * A sweep as it will be run: every cell is a scenario that was read and found right. Plain data, kept
 * in the sweep's folder, so that shards can be merged without the files they came from.
 */
export interface SweepPlan {
  readonly name: string;
  readonly question: string;
  readonly build: Build;
  /** Path of the base scenario, as it can be opened from here. */
  readonly scenarioFile: string;
  readonly settlementAsset: string;
  readonly axes: readonly PlannedAxis[];
  readonly design: PlannedDesign;
  /** In the order of the design, which is the order of all tables. */
  readonly cells: readonly Cell[];
  /** The same in every cell, in order; a stopping rule may leave the last of them out. */
  readonly seeds: readonly string[];
  /** Columns of summary.csv that cells.csv, pairs.csv and sensitivity.csv are about. */
  readonly metrics: readonly string[];
  readonly pairs: PairChoice;
  readonly stop: StoppingRule | null;
  readonly limits: RunLimits;
  /** Every run has its counterfactual beside it, and the summary its three columns more. */
  readonly isCounterfactual: boolean;
}

export interface PlannedAxis {
  readonly name: string;
  /** Settings that move together, as --set names them. */
  readonly paths: readonly string[];
}

export interface Cell {
  /** What each axis stands at, in the words of the sweep file: the axis columns of the tables. */
  readonly values: readonly string[];
  /** Where each axis stands between its ends, 0 to 1. */
  readonly at: readonly number[];
  /** `path=value`, for the base scenario: what the sweep sets everywhere, then the axes. */
  readonly overrides: readonly string[];
  /** SHA-256 of the resolved scenario, in hex. */
  readonly scenarioHash: string;
}

export type PlannedDesign =
  | { readonly kind: 'grid' | 'latinHypercube' | 'random' }
  /**
   * `isSaltelli`: cells come in blocks of axes + 2: a point A, a point B, and A with one axis of B
   * for each axis in turn. Otherwise every point is a cell.
   */
  | { readonly kind: 'sobol'; readonly isSaltelli: boolean }
  /** The first cell is the base; every other one differs from it in one axis. */
  | { readonly kind: 'oneAtATime' }
  /** Cells come in blocks of axes + 1: each differs from the one before it in one axis, each axis once. */
  | { readonly kind: 'morris' };

/**
 * Which cells are compared: with the first, with those next to them along one axis (grid only),
 * each with each, or none.
 */
export type PairChoice = 'baseline' | 'neighbours' | 'all' | 'none';

/**
 * A cell is done when the 95 % interval of the metric's mean is narrow enough, judged after 32, 64,
 * 96 … seeds in their order, so that it does not depend on which run ended first.
 */
export interface StoppingRule {
  readonly metric: string;
  /** In the unit of the metric's column. */
  readonly halfWidth: number;
}

/** Bounds of one run; null: none. */
export interface RunLimits {
  readonly simulatedUs: number | null;
  readonly commands: number | null;
  readonly wallClockMs: number | null;
  readonly memoryBytes: number | null;
}

export const NO_LIMITS: RunLimits = {
  simulatedUs: null,
  commands: null,
  wallClockMs: null,
  memoryBytes: null,
};
