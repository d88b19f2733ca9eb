import type { Span } from './span.js';

/** A sweep file as it was read: what is varied, how, and what is asked. */
export interface Sweep {
  readonly question: string;
  /** Path from the sweep's file, or the name of a shipped scenario. */
  readonly scenario: string;
  /** What every run changes. */
  readonly settings: readonly Setting[];
  readonly axes: readonly Axis[];
  readonly design: Design;
  /** Of the chance in the design. */
  readonly seed: string;
  readonly seeds: readonly string[];
  readonly metrics: readonly string[];
  readonly pairs: 'baseline' | 'neighbours' | 'all' | 'none';
  readonly stop: { readonly metric: string; readonly halfWidth: number } | null;
  readonly limits: SweepLimits;
  readonly isCounterfactual: boolean;
}

/** A path, and its value in the words of YAML. */
export interface Setting {
  readonly path: string;
  readonly text: string;
}

/** Seeds between two judgements of a stopping rule, and before the first. */
export const SEEDS_A_BLOCK = 32;

export interface Axis {
  readonly name: string;
  readonly paths: readonly string[];
  /** Its file says paths, not path. */
  readonly isPlural: boolean;
  readonly values: ListedValues | SpannedValues;
}

export interface ListedValues {
  readonly kind: 'list';
  /** Each in the words of YAML; a list of texts where every path has its own. */
  readonly entries: readonly ListEntry[];
}

export interface ListEntry {
  readonly text: string;
  /** A text for each path. */
  readonly perPath: readonly string[];
}

export interface SpannedValues {
  readonly kind: 'range' | 'logRange';
  readonly span: Span;
  readonly steps: number | null;
}

export type Design =
  | { readonly kind: 'grid' }
  | { readonly kind: 'latinHypercube' | 'random'; readonly points: number }
  | { readonly kind: 'sobol'; readonly points: number; readonly isSaltelli: boolean }
  | { readonly kind: 'oneAtATime' }
  | { readonly kind: 'morris'; readonly trajectories: number; readonly levels: number };

/** Null: none. */
export interface SweepLimits {
  readonly simulatedUs: number | null;
  readonly commands: number | null;
  readonly wallClockMs: number | null;
  readonly memoryBytes: number | null;
}

/** How many values an axis has in a design that takes each of them. */
export function levelsOf({ values }: Axis): number {
  return values.kind === 'list' ? values.entries.length : (values.steps ?? 0);
}

/** How many cells a design makes. */
export function cellCount(design: Design, axes: readonly Axis[]): number {
  switch (design.kind) {
    case 'grid':
      return axes.reduce((cells, axis) => cells * levelsOf(axis), 1);
    case 'oneAtATime':
      return axes.reduce((cells, axis) => cells + levelsOf(axis) - 1, 1);
    case 'morris':
      return design.trajectories * (axes.length + 1);
    case 'sobol':
      return design.points * (design.isSaltelli ? axes.length + 2 : 1);
    case 'latinHypercube':
    case 'random':
      return design.points;
    default:
      return design satisfies never;
  }
}
