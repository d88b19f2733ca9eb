import { compileClosure, type Expression } from './core/expression.js';
import { loadWithModules } from './load-modules.js';
import type { ReadText } from './scenario/read-text.js';
import {
  type CriticalAnswer,
  type CriticalQuestion,
  findCritical,
  type Observe,
  type Trial,
} from './sweep/critical-search.js';
import { NO_LIMITS } from './sweep/plan.js';
import type { RunPool } from './sweep/run-pool.js';
import { RunFailed, type RunTask } from './sweep/run-task.js';
import { numberIn } from './sweep/summary-cells.js';

export interface CriticalRequest extends CriticalQuestion {
  readonly fileName: string;
  readonly text: string;
  readonly readText: ReadText;
  /** `path=value` for every run. */
  readonly overrides: readonly string[];
  /** The setting that is varied, and a value of it in the words of a scenario. */
  readonly path: string;
  readonly textOf: (value: number) => string;
  /** Over columns of the summary, by their names; a column without a value makes it false. */
  readonly until: Expression;
  readonly pool: RunPool;
  readonly signal: AbortSignal;
  /** Told of every run that ended: how many so far. */
  readonly onRun: (runs: number) => void;
  readonly onTrial: (trial: Trial) => void;
}

/**
 * The smallest value of a setting for which the condition holds in more than a share of the seeds.
 * Throws ScenarioError when the scenario can't be read at either end, and RunFailed.
 */
export async function searchCritical(request: CriticalRequest): Promise<CriticalAnswer> {
  for (const value of [request.from, request.to]) await scenarioAt(request, value);
  let runs = 0;
  const holds = conditionOf(request.until);
  const observe: Observe = async (value, first, end) => {
    const scenario = await scenarioAt(request, value);
    const seeds = Array.from({ length: end - first }, (_, row) => String(first + row + 1));
    return Promise.all(
      seeds.map(async (seed) => {
        const summary = await summaryOf(request, { ...scenario, seed });
        request.onRun(++runs);
        const volumeReproduction = numberIn(summary, 'volume_reproduction_max');
        return { holds: holds(summary), volumeReproduction };
      }),
    );
  };
  return findCritical(request, observe, request.onTrial);
}

type ScenarioAt = Pick<RunTask, 'fileName' | 'text' | 'overrides' | 'scenarioHash'>;

/** The scenario at a value of the setting. Throws ScenarioError when it can't be read. */
async function scenarioAt(request: CriticalRequest, value: number): Promise<ScenarioAt> {
  const { fileName, text, readText, path, textOf } = request;
  const overrides = [...request.overrides, `${path}=${textOf(value)}`];
  const { loaded } = await loadWithModules(fileName, text, overrides, readText);
  return { fileName, text, overrides, scenarioHash: loaded.hash };
}

/** Throws RunFailed when the run came to no summary. */
async function summaryOf(
  { pool, signal }: CriticalRequest,
  run: ScenarioAt & Pick<RunTask, 'seed'>,
): Promise<readonly string[]> {
  const task = { ...run, limits: NO_LIMITS, isCounterfactual: false };
  const { summary, reason } = await pool.run(task, signal);
  if (summary.length > 0) return summary;
  throw new RunFailed(`${run.overrides.at(-1)}, seed ${run.seed}: ${reason}`);
}

function conditionOf(until: Expression): (summary: readonly string[]) => boolean {
  const closure = compileClosure(until);
  return (summary) => {
    const values = Float64Array.from(until.variables, (name) => numberIn(summary, name));
    return closure(values) === 1;
  };
}
