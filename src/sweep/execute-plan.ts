import type { CellCourse } from './cell-course.js';
import type { DueRun, PlanCourse } from './plan-course.js';
import { openRunPool, type RunPool } from './run-pool.js';
import type { RunRecord } from './run-record.js';
import type { RunTask } from './run-task.js';

export interface ExecutionRequest {
  /** Knows what is due, and is told what came of it. */
  readonly course: PlanCourse;
  /** Text of the plan's scenario file. */
  readonly text: string;
  /** Most worker threads. */
  readonly workers: number;
  /** Keeps a record; what it throws ends the execution. */
  readonly keep: (record: RunRecord) => void;
  /** Told of a record when it is kept. */
  readonly onRecord: (record: RunRecord) => void;
  /** Ends the execution: no more runs are given out, those in flight are dropped. */
  readonly signal: AbortSignal;
}

/**
 * Makes all runs that are due. Whether there is one worker or many, and however often it is
 * interrupted and started again, the records come to the same.
 */
export async function executePlan(request: ExecutionRequest): Promise<void> {
  const { course, signal } = request;
  const workers = Math.min(request.workers, course.missing);
  if (workers === 0 || signal.aborted) return;
  const { memoryBytes } = course.plan.limits;
  const pool = openRunPool({ workers, memoryBytes });
  try {
    await new Execution(request, pool, workers).make();
  } finally {
    await pool.close();
  }
}

/** As many runs in flight as there are workers, until none is due. */
class Execution {
  private readonly request: ExecutionRequest;
  private readonly pool: RunPool;
  private readonly workers: number;
  private readonly failure = new AbortController();
  private readonly signal: AbortSignal;
  /** A row is a run in flight: the cell it belongs to. */
  private readonly inFlight: CellCourse[] = [];
  private readonly isBusy = (course: CellCourse): boolean => this.inFlight.includes(course);

  constructor(request: ExecutionRequest, pool: RunPool, workers: number) {
    this.request = request;
    this.pool = pool;
    this.workers = workers;
    this.signal = AbortSignal.any([request.signal, this.failure.signal]);
  }

  /** Throws what keeping a record threw. */
  make(): Promise<void> {
    return new Promise((resolve, reject) => {
      let failed: { readonly error: Error } | null = null;
      const giveOut = (last: CellCourse | null): void => {
        while (!this.signal.aborted && this.inFlight.length < this.workers) {
          const due = this.request.course.take(last, this.isBusy);
          if (due === null) break;
          this.inFlight.push(due.course);
          void this.run(due)
            .catch((error: Error) => {
              failed ??= { error };
              this.failure.abort();
            })
            .finally(() => {
              this.inFlight.splice(this.inFlight.indexOf(due.course), 1);
              giveOut(due.course);
            });
        }
        if (this.inFlight.length > 0) return;
        if (failed === null) resolve();
        else reject(failed.error);
      };
      giveOut(null);
    });
  }

  private async run({ course, seed, key }: DueRun): Promise<void> {
    const answer = await this.answer(course.cell, seed);
    if (answer === null || this.signal.aborted) return;
    const record: RunRecord = { key, ...answer };
    this.request.keep(record);
    course.note(seed, record);
    this.request.onRecord(record);
  }

  /** Null: the run was dropped. */
  private async answer(cell: number, seed: number): Promise<Omit<RunRecord, 'key'> | null> {
    const { plan } = this.request.course;
    const { overrides, scenarioHash } = plan.cells[cell];
    const task: RunTask = {
      fileName: plan.scenarioFile,
      text: this.request.text,
      overrides,
      scenarioHash,
      seed: plan.seeds[seed],
      limits: plan.limits,
      isCounterfactual: plan.isCounterfactual,
    };
    try {
      return await this.pool.run(task, this.signal);
    } catch (error) {
      if (this.signal.aborted) return null;
      throw error;
    }
  }
}
