import { loadWithModules, type ReadyScenario } from './load-modules.js';
import type { ReadText } from './scenario/read-text.js';
import { firstParting, type Parting } from './sweep/first-parting.js';
import { compareSamples, type PairedComparison } from './sweep/pair-rows.js';
import { NO_LIMITS } from './sweep/plan.js';
import type { RunPool } from './sweep/run-pool.js';
import type { RunAnswer } from './sweep/run-task.js';
import { cellMean } from './sweep/samples.js';
import { numberIn } from './sweep/summary-cells.js';
import type { Variant } from './sweep/variants.js';

/** Seeds on which two variants are followed side by side. */
const MOST_LOOKS = 3;

export interface CompareRequest {
  /** The first is what the others are compared with. */
  readonly variants: readonly Variant[];
  readonly seeds: readonly string[];
  /** Columns of the summary. */
  readonly metrics: readonly string[];
  readonly isCounterfactual: boolean;
  readonly readText: ReadText;
  readonly pool: RunPool;
  readonly signal: AbortSignal;
  /** Told of every run that ended. */
  readonly onProgress: (done: number, of: number) => void;
}

export interface Comparison {
  readonly metrics: readonly string[];
  readonly seeds: number;
  readonly settlementAsset: string;
  readonly variants: readonly ComparedVariant[];
}

export interface ComparedVariant {
  readonly name: string;
  readonly scenario: string;
  readonly scenarioHash: string;
  /** Runs without a summary, by what was wrong with the first of them. */
  readonly failed: number;
  readonly reason: string;
  /** Of each metric, over the seeds with a value; NaN without any. */
  readonly means: readonly number[];
  /** Of each metric, less that of the first variant, seed by seed; null: it is the first. */
  readonly differences: readonly PairedComparison[] | null;
  /** Where it first did something else than the first variant; null: nowhere, or it is the first. */
  readonly parting: (Parting & { readonly seed: string }) | null;
}

/**
 * Runs every variant on the same seeds and sets each against the first. Throws a ScenarioError with
 * all that is wrong with the first variant that can't be read; what a run throws is counted.
 */
export async function compareRuns(request: CompareRequest): Promise<Comparison> {
  const { variants, metrics, seeds, readText } = request;
  const ready: ReadyScenario[] = [];
  for (const { fileName, text, overrides } of variants) {
    ready.push(await loadWithModules(fileName, text, overrides, readText));
  }
  const answers = await runAll(request, ready);
  const runs = variants.map(({ name }, row): VariantRuns => {
    const samples = samplesOf(answers[row], metrics);
    return { name, ready: ready[row], answers: answers[row], samples };
  });
  const [base, ...others] = runs;
  return {
    metrics,
    seeds: seeds.length,
    settlementAsset: base.ready.loaded.scenario.settlement.asset,
    variants: [
      { ...toldOf(base), differences: null, parting: null },
      ...others.map((other) => ({ ...toldOf(other), ...comparedWith(base, other, seeds) })),
    ],
  };
}

/** A variant and what its runs came to, in the order of the seeds. */
interface VariantRuns {
  readonly name: string;
  readonly ready: ReadyScenario;
  readonly answers: readonly RunAnswer[];
  /** Row: a metric; in it, a number for every seed, NaN for none. */
  readonly samples: readonly Float64Array[];
}

/** Row: a variant; in it, an answer for every seed. */
async function runAll(
  { variants, seeds, isCounterfactual, pool, signal, onProgress }: CompareRequest,
  ready: readonly ReadyScenario[],
): Promise<readonly (readonly RunAnswer[])[]> {
  let done = 0;
  const of = variants.length * seeds.length;
  return Promise.all(
    variants.map(({ fileName, text, overrides }, row) =>
      Promise.all(
        seeds.map(async (seed) => {
          const scenarioHash = ready[row].loaded.hash;
          const limits = NO_LIMITS;
          const task = { fileName, text, overrides, scenarioHash, seed, limits, isCounterfactual };
          const answer = await pool.run(task, signal);
          onProgress(++done, of);
          return answer;
        }),
      ),
    ),
  );
}

function samplesOf(
  answers: readonly RunAnswer[],
  metrics: readonly string[],
): readonly Float64Array[] {
  return metrics.map((metric) =>
    Float64Array.from(answers, ({ summary }) => numberIn(summary, metric)),
  );
}

/** What a variant comes to alone. */
function toldOf({ name, ready, answers, samples }: VariantRuns) {
  const { loaded } = ready;
  const failed = answers.filter(({ summary }) => summary.length === 0);
  return {
    name,
    scenario: loaded.scenario.name,
    scenarioHash: loaded.hash,
    failed: failed.length,
    reason: failed[0]?.reason ?? '',
    means: samples.map(cellMean),
  };
}

function comparedWith(base: VariantRuns, other: VariantRuns, seeds: readonly string[]) {
  return {
    differences: other.samples.map((sample, metric) =>
      compareSamples(sample, base.samples[metric]),
    ),
    parting: partingOf(base, other, seeds),
  };
}

/** Draws under which two rules never meet differ nowhere: the first seed that they part on is shown. */
function partingOf(base: VariantRuns, other: VariantRuns, seeds: readonly string[]) {
  const cameToEnd = ({ answers }: VariantRuns, row: number) => answers[row].summary.length > 0;
  const common = seeds.filter((_, row) => cameToEnd(base, row) && cameToEnd(other, row));
  for (const seed of common.slice(0, MOST_LOOKS)) {
    const parting = firstParting(followed(base), followed(other), seed);
    if (parting !== null) return { ...parting, seed };
  }
  return null;
}

function followed({ ready }: VariantRuns) {
  return { scenario: ready.loaded.scenario, behaviours: ready.behaviours };
}
