import { CommanderError } from 'commander';
import { BehaviourFault, BoundReached, InvariantViolation } from '../core/assert.js';
import { ScenarioError } from '../scenario/problems.js';
import { RunFailed } from '../sweep/run-task.js';
import { FolderError, WriteError } from '../writers/folder-error.js';
import { UsageError } from './usage-error.js';

/** What the process ends with. */
export const EXIT = {
  done: 0,
  failed: 1,
  wrongUsage: 2,
  /** Runs of a sweep, a comparison or a search failed or are missing. */
  sweepIncomplete: 3,
  invariantBroken: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const WANT_OF_MEMORY =
  'there is not enough memory for so many agents and orders: lower the counts of the populations, or run where more memory is free';

export interface Failure {
  readonly code: ExitCode;
  /** For people; empty when all has been said. */
  readonly message: string;
}

/** What an error means to the one who typed the command. */
export async function failureOf(error: unknown): Promise<Failure> {
  if (error instanceof CommanderError) {
    // Commander has printed the help or the mistake itself, and ends with 0 only for the first.
    return { code: error.exitCode === 0 ? EXIT.done : EXIT.wrongUsage, message: '' };
  }
  if (error instanceof ScenarioError) {
    const { problemReport } = await import('./problem-report.js');
    return { code: EXIT.wrongUsage, message: problemReport(error) };
  }
  if (error instanceof UsageError || error instanceof FolderError) {
    return { code: EXIT.wrongUsage, message: `error: ${error.message}` };
  }
  if (error instanceof RunFailed) {
    const message = `error: a run failed, so the search is not to be trusted: ${error.message}`;
    return { code: EXIT.sweepIncomplete, message };
  }
  if (error instanceof InvariantViolation) {
    const message = `error: an invariant broke, which is a fault of unwind; please report it with the scenario and the seed\n${error.message}`;
    return { code: EXIT.invariantBroken, message };
  }
  if (
    error instanceof BoundReached ||
    error instanceof BehaviourFault ||
    error instanceof WriteError
  ) {
    return { code: EXIT.failed, message: `error: ${error.message}` };
  }
  if (error instanceof RangeError && error.message === 'Array buffer allocation failed') {
    return { code: EXIT.failed, message: `error: ${WANT_OF_MEMORY}` };
  }
  const details = error instanceof Error ? error.stack : String(error);
  return { code: EXIT.failed, message: `error: unexpected, please report it\n${details}` };
}
