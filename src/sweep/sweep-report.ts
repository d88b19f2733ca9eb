import type { SweepPlan } from './plan.js';
import type { RunStatus } from './run-record.js';
import type { SweepResults } from './sweep-results.js';

/** sweep.json: what a sweep is and how far it has come; nothing of who made its runs, and when. */
export interface SweepReport {
  readonly name: string;
  readonly question: string;
  readonly build: string;
  readonly scenarioFile: string;
  readonly axes: SweepPlan['axes'];
  readonly design: SweepPlan['design'];
  readonly pairs: SweepPlan['pairs'];
  readonly metrics: readonly string[];
  readonly stop: SweepPlan['stop'];
  readonly limits: SweepPlan['limits'];
  readonly counterfactual: boolean;
  readonly cells: number;
  /** By cell, as many as the stopping rule asked for. */
  readonly seedsOfCells: readonly number[];
  /** Runs asked for, those that are there by how they ended, and those that are not. */
  readonly runs: { readonly asked: number; readonly missing: number } & Readonly<
    Record<RunStatus, number>
  >;
  /** No run is missing. */
  readonly complete: boolean;
  /** Ended by the user before all runs were made. */
  readonly interrupted: boolean;
}

export function reportOf(results: SweepResults, isInterrupted: boolean): SweepReport {
  const { plan, records } = results;
  const runs = { asked: 0, missing: 0, done: 0, limited: 0, stopped: 0, failed: 0, crashed: 0 };
  for (const record of records.flat()) {
    runs.asked += 1;
    runs[record?.status ?? 'missing'] += 1;
  }
  return {
    name: plan.name,
    question: plan.question,
    build: plan.build.id,
    scenarioFile: plan.scenarioFile,
    axes: plan.axes,
    design: plan.design,
    pairs: plan.pairs,
    metrics: plan.metrics,
    stop: plan.stop,
    limits: plan.limits,
    counterfactual: plan.isCounterfactual,
    cells: plan.cells.length,
    seedsOfCells: records.map((cell) => cell.length),
    runs,
    complete: runs.missing === 0,
    interrupted: isInterrupted,
  };
}

/** Runs that ended in another way than their scenario or a limit of the sweep says. */
export function failures({ runs }: Pick<SweepReport, 'runs'>): number {
  return runs.stopped + runs.failed + runs.crashed;
}
