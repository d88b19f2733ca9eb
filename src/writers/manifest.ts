import { assert } from '../core/assert.js';
import { US_PER_SECOND } from '../core/units.js';
import type { CounterfactualMetrics } from '../metrics/counterfactual.js';
import type { RunMetrics } from '../metrics/run-metrics.js';
import type { Summary } from '../metrics/summary.js';
import type { Build } from './build.js';
import type { Printer } from './printer.js';
import { summaryTableOf } from './tables/summary.js';

/** What makes a run what it is: equal keys give equal results. */
export interface RunKey {
  readonly scenarioHash: string;
  readonly seed: string;
  readonly build: Build;
}

/** The summary's columns as JSON: money and sizes stay decimal text, undefined is null. */
export type SummaryRecord = Readonly<Record<string, string | number | boolean | null>>;

/** run.json. */
export interface Manifest extends RunKey {
  readonly scenario: string;
  readonly question: string | null;
  readonly startsAt: string | null;
  readonly eventHash: string;
  readonly endReason: string;
  readonly counts: {
    readonly simulatedSeconds: number;
    readonly commands: number;
    readonly bookOperations: number;
    readonly trades: number;
    readonly liquidations: number;
    readonly cascades: number;
  };
  readonly summary: SummaryRecord;
  /** The run without forced sales; absent where it was not asked for. */
  readonly counterfactual?: CounterfactualRecord;
  /** The scenario with every default written out, in the words of the scenario file. */
  readonly resolved: unknown;
}

/** How far the run without forced sales came. */
export interface CounterfactualRecord {
  readonly endReason: string;
  readonly commands: number;
  readonly liquidations: number;
}

/** What a scenario file said, beside the scenario itself. */
export interface About {
  readonly question: string | null;
  readonly startsAt: string | null;
  readonly resolved: unknown;
}

export function manifestOf(
  key: RunKey,
  about: About,
  metrics: RunMetrics,
  summary: Summary,
  printer: Printer,
  without: CounterfactualMetrics | null = null,
): Manifest {
  const { end } = metrics;
  assert(end !== null, 'a run is described after its end');
  return {
    scenario: summary.scenario,
    question: about.question,
    startsAt: about.startsAt,
    scenarioHash: key.scenarioHash,
    seed: key.seed,
    build: key.build,
    eventHash: metrics.hash.digest(),
    endReason: end.endReason,
    counts: {
      simulatedSeconds: end.timeUs / US_PER_SECOND,
      commands: end.commands,
      bookOperations: end.bookOperations,
      trades: end.trades,
      liquidations: summary.liquidations,
      cascades: summary.cascades,
    },
    summary: summaryRecord(summary, printer),
    ...(without !== null && { counterfactual: counterfactualRecord(without) }),
    resolved: about.resolved,
  };
}

/** Where the run itself was interrupted this one never began. */
function counterfactualRecord({ end, liquidations }: CounterfactualMetrics): CounterfactualRecord {
  return { endReason: end?.endReason ?? 'interrupted', commands: end?.commands ?? 0, liquidations };
}

/** Exact quantities stay text, because a JSON number may lose their last digits. */
function summaryRecord(summary: Summary, printer: Printer): SummaryRecord {
  return Object.fromEntries(
    summaryTableOf(summary).columns.map((column) => {
      const cell = column.print(summary, printer);
      if (cell === '') return [column.name, null];
      if (column.type === 'boolean') return [column.name, cell === 'true'];
      const isExact = column.unit === 'settlement_asset' || column.unit === 'base';
      return [column.name, column.type === 'string' || isExact ? cell : Number(cell)];
    }),
  );
}
