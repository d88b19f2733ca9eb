import { CommanderError } from 'commander';
import { BoundReached } from '../../dist/core/assert.js';
import { ScenarioError } from '../../dist/scenario/problems.js';

/**
 * Says what went wrong; the result is the exit code.
 * @param {unknown} error
 * @param {new (...values: any[]) => Error} WrongUse the script's own kind of wrong use
 */
export function explain(error, WrongUse) {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // it has said why
  if (error instanceof WrongUse || error instanceof ScenarioError) {
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  if (error instanceof BoundReached) {
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
  throw error;
}

/**
 * All values of an option that may be repeated.
 * @param {string} value
 * @param {string[]} [before]
 */
export function collect(value, before = []) {
  return [...before, value];
}
