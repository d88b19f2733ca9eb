import { tuneV8 } from '../tune-v8.js';
import type { RunAnswer, RunTask } from './run-task.js';

/** Set to 1 by the worker when it begins with the run, for the parent's watch on its time. */
export type Began = Int32Array<SharedArrayBuffer>;

export interface WorkerTask {
  readonly task: RunTask;
  readonly began: Began;
}

/**
 * What a thread of the pool executes. The simulation is loaded late, because V8 is set up before it
 * compiles anything of it.
 */
export default async function runInWorker({ task, began }: WorkerTask): Promise<RunAnswer> {
  Atomics.store(began, 0, 1);
  const { answerRun } = await answering;
  return answerRun(task);
}

tuneV8();
const answering = import('./answer-run.js');
// A module that talks would talk into the one JSON document that --json prints.
console.log = console.error;
console.info = console.error;
