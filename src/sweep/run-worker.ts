import { setImmediate } from 'node:timers/promises';
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
  const answer = await (await maker).answer(task);
  // A promise that a module left to fail ends the worker: in its own run, not in the next one.
  await setImmediate();
  return answer;
}

tuneV8();
const maker = import('./answer-run.js').then(({ RunMaker }) => new RunMaker());
// A module that talks would talk into the one JSON document that --json prints.
process.stdout.write = process.stderr.write.bind(process.stderr);
