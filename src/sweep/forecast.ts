import type { SweepPlan } from './plan.js';
import { PlanCourse, type Shard } from './plan-course.js';
import { openRunPool } from './run-pool.js';
import type { RunTask } from './run-task.js';

/** What a sweep is going to take, judged by its first run. */
export interface Forecast {
  readonly cells: number;
  /** At most; a stopping rule may be content with fewer. */
  readonly runs: number;
  readonly fewestRuns: number;
  readonly secondsOfRun: number;
  /** For all runs. */
  readonly seconds: number;
  /** Why the run that was timed did not come to its end; empty if it did. */
  readonly reason: string;
}

export interface ForecastRequest {
  readonly plan: SweepPlan;
  readonly text: string;
  readonly shard: Shard | null;
  readonly workers: number;
  readonly signal: AbortSignal;
}

/** A first run that takes longer than this is not made twice. */
const LONG_MS = 2000;

/** Makes the first run of a plan, twice if it is short: the first time, code is compiled on the way. */
export async function forecastOf(request: ForecastRequest): Promise<Forecast> {
  const { plan, shard, workers } = request;
  const fewestRuns = new PlanCourse(plan, shard, () => null).asked;
  const withoutRule = new PlanCourse({ ...plan, stop: null }, shard, () => null);
  const runs = withoutRule.asked;
  const cells = withoutRule.results().records.filter((records) => records.length > 0).length;
  const { ms, reason } = await timeRun(request);
  const seconds = (runs * ms) / 1000 / Math.max(1, Math.min(workers, runs));
  return { cells, runs, fewestRuns, secondsOfRun: ms / 1000, seconds, reason };
}

async function timeRun({ plan, text, signal }: ForecastRequest): Promise<{
  readonly ms: number;
  readonly reason: string;
}> {
  const [{ overrides, scenarioHash }] = plan.cells;
  const { scenarioFile: fileName, limits, isCounterfactual } = plan;
  const [seed] = plan.seeds;
  const task: RunTask = {
    fileName,
    text,
    overrides,
    scenarioHash,
    seed,
    limits,
    isCounterfactual,
  };
  const pool = openRunPool({ workers: 1, memoryBytes: limits.memoryBytes });
  try {
    const timed = async (): Promise<{ readonly ms: number; readonly reason: string }> => {
      const startMs = performance.now();
      const { status, reason } = await pool.run(task, signal);
      const isWhole = status === 'done' || status === 'limited';
      return { ms: performance.now() - startMs, reason: isWhole ? '' : reason };
    };
    const first = await timed();
    return first.ms > LONG_MS || first.reason !== '' ? first : await timed();
  } finally {
    await pool.close();
  }
}
