import type { RunLimits } from './plan.js';
import type { RunStatus } from './run-record.js';

/** A run as it is given to a worker: plain data. */
export interface RunTask {
  /** The scenario's file, for the files that it names, and its text. */
  readonly fileName: string;
  readonly text: string;
  /** `path=value`, as given to --set. */
  readonly overrides: readonly string[];
  /** SHA-256 of the resolved scenario that is meant; null: whatever it comes to. */
  readonly scenarioHash: string | null;
  readonly seed: string;
  readonly limits: RunLimits;
  readonly isCounterfactual: boolean;
}

/** How a run came out. Whatever happened to it, it is answered with this. */
export interface RunAnswer {
  readonly status: RunStatus;
  /** Why it is not `done`, in one line; empty if it is. */
  readonly reason: string;
  /** The cells of summary.csv as they are printed; empty unless it is `done` or `limited`. */
  readonly summary: readonly string[];
}

/** A run of a search ended without numbers: what it says of the condition nobody knows. */
export class RunFailed extends Error {
  override name = 'RunFailed';
}

/** How the reason begins when a file of the scenario is not as it was when the run was planned. */
const CHANGED = 'scenario changed';

export function changedAnswer(how: string): RunAnswer {
  return { status: 'failed', reason: `${CHANGED}: ${how}`, summary: [] };
}

/** A second try would come to the same: the answer need not be asked for again. */
export function isFinal({ status, reason }: Pick<RunAnswer, 'status' | 'reason'>): boolean {
  if (status === 'failed') return !reason.startsWith(CHANGED);
  return status === 'done' || status === 'limited';
}
