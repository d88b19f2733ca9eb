import { compileClosure, type Expression } from './core/expression.js';
import { wilsonInterval } from './metrics/statistics/wilson.js';
import { loadWithModules } from './load-modules.js';
import type { ReadText } from './scenario/read-text.js';
import {
  type CriticalAnswer,
  type CriticalQuestion,
  findCritical,
  type Observation,
  type Trial,
} from './sweep/critical-search.js';
import type { RunPool } from './sweep/run-pool.js';
import { NO_LIMITS, type RunAnswer } from './sweep/run-task.js';
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

/** A run that ended without numbers: what it says of the condition nobody knows. */
export class RunFailed extends Error {
  override name = 'RunFailed';
}

/**
 * The smallest value of a setting for which the condition holds in more than a share of the seeds.
 * Throws ScenarioError when the scenario can't be read at either end, and RunFailed.
 */
export async function searchCritical(request: CriticalRequest): Promise<CriticalAnswer> {
  const { from, to } = request;
  for (const value of [from, to]) await loadAt(request, value);
  let runs = 0;
  const holds = conditionOf(request.until);
  const observe = async (
    value: number,
    first: number,
    end: number,
  ): Promise<readonly Observation[]> => {
    const hash = await loadAt(request, value);
    const seeds = Array.from({ length: end - first }, (_, row) => String(first + row + 1));
    return Promise.all(
      seeds.map(async (seed) => {
        const answer = await run(request, value, seed, hash);
        request.onRun(++runs);
        return {
          holds: holds(answer),
          volumeReproduction: numberIn(answer.summary, 'volume_reproduction_max'),
        };
      }),
    );
  };
  return findCritical(request, observe, wilsonInterval, request.onTrial);
}

/** The hash of the scenario at a value. */
async function loadAt(request: CriticalRequest, value: number): Promise<string> {
  const { fileName, text, readText } = request;
  const ready = await loadWithModules(fileName, text, overridesAt(request, value), readText);
  return ready.loaded.hash;
}

function overridesAt(
  { overrides, path, textOf }: CriticalRequest,
  value: number,
): readonly string[] {
  return [...overrides, `${path}=${textOf(value)}`];
}

async function run(
  request: CriticalRequest,
  value: number,
  seed: string,
  scenarioHash: string,
): Promise<RunAnswer> {
  const { fileName, text, pool, signal, path, textOf } = request;
  const overrides = overridesAt(request, value);
  const limits = NO_LIMITS;
  const task = { fileName, text, overrides, scenarioHash, seed, limits, isCounterfactual: false };
  const answer = await pool.run(task, signal);
  if (answer.summary.length > 0) return answer;
  throw new RunFailed(`${path}=${textOf(value)}, seed ${seed}: ${answer.reason}`);
}

function conditionOf(until: Expression): (answer: RunAnswer) => boolean {
  const closure = compileClosure(until);
  return ({ summary }) => {
    const values = Float64Array.from(until.variables, (name) => numberIn(summary, name));
    return closure(values) === 1;
  };
}
