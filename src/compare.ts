import { loadWithModules, type ReadyScenario } from './load-modules.js';
import type { ReadText } from './scenario/read-text.js';
import { firstParting, type Parting } from './sweep/first-parting.js';
import { compareSamples, type PairedComparison } from './sweep/pair-rows.js';
import type { RunPool } from './sweep/run-pool.js';
import { NO_LIMITS, type RunAnswer } from './sweep/run-task.js';
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
  const samples = answers.map((ofVariant) =>
    metrics.map((metric) =>
      Float64Array.from(ofVariant, ({ summary }) => numberIn(summary, metric)),
    ),
  );
  /** Seeds under which two variants came to their end. */
  const bothCame = (left: readonly RunAnswer[], right: readonly RunAnswer[]): readonly string[] =>
    seeds.filter((_, seed) => left[seed].summary.length > 0 && right[seed].summary.length > 0);
  const compared = variants.map(({ name }, row): ComparedVariant => {
    const { loaded } = ready[row];
    const failed = answers[row].filter(({ summary }) => summary.length === 0);
    return {
      name,
      scenario: loaded.scenario.name,
      scenarioHash: loaded.hash,
      failed: failed.length,
      reason: failed[0]?.reason ?? '',
      means: samples[row].map(meanOf),
      differences:
        row === 0
          ? null
          : samples[row].map((sample, metric) => compareSamples(sample, samples[0][metric])),
      parting:
        row === 0 ? null : partingOf(ready[0], ready[row], bothCame(answers[0], answers[row])),
    };
  });
  const { asset } = ready[0].loaded.scenario.settlement;
  return { metrics, seeds: seeds.length, settlementAsset: asset, variants: compared };
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

function meanOf(sample: Float64Array): number {
  const values = sample.filter((value) => !Number.isNaN(value));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Draws under which two rules never meet differ nowhere: the first seed that they part on is shown. */
function partingOf(left: ReadyScenario, right: ReadyScenario, seeds: readonly string[]) {
  for (const seed of seeds.slice(0, MOST_LOOKS)) {
    const parting = firstParting(followed(left), followed(right), seed);
    if (parting !== null) return { ...parting, seed };
  }
  return null;
}

function followed({ loaded, behaviours }: ReadyScenario) {
  return { scenario: loaded.scenario, behaviours };
}
