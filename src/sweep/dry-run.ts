import type { SweepPlan } from './plan.js';

/** What a sweep would run. */
export interface DryRun {
  readonly name: string;
  readonly question: string;
  readonly scenarioFile: string;
  readonly design: string;
  readonly cells: number;
  readonly seeds: number;
  /** At most: a stopping rule may make them fewer. */
  readonly runs: number;
  readonly axes: readonly DescribedAxis[];
  readonly metrics: readonly string[];
}

export interface DescribedAxis {
  readonly name: string;
  readonly paths: readonly string[];
  /** Different values in all cells, in order of their place between the ends. */
  readonly values: readonly string[];
}

export function dryRun(plan: SweepPlan): DryRun {
  const { name, question, scenarioFile, design, cells, seeds, metrics } = plan;
  const axes = plan.axes.map((axis, row) => {
    const places = new Map<string, number>();
    for (const cell of cells) places.set(cell.values[row], cell.at[row]);
    const values = [...places].sort((left, right) => left[1] - right[1]).map(([text]) => text);
    return { ...axis, values };
  });
  return {
    name,
    question,
    scenarioFile,
    design: design.kind === 'sobol' && design.isSaltelli ? 'sobol sensitivity' : design.kind,
    cells: cells.length,
    seeds: seeds.length,
    runs: cells.length * seeds.length,
    axes,
    metrics,
  };
}

/** Seconds that all runs of a plan take on so many workers, when one of them takes `sampleSeconds`. */
export function estimate(plan: SweepPlan, sampleSeconds: number, workers: number): number {
  const runs = plan.cells.length * plan.seeds.length;
  return Math.ceil(runs / workers) * sampleSeconds;
}
