import type { RunEnd } from '../events/sink.js';
import type { Summary } from '../metrics/summary.js';
import type { Build } from './build.js';
import type { Printer } from './printer.js';
import { summaryTable } from './tables/summary.js';

/** What makes a run what it is: equal keys give equal results. */
export interface RunKey {
  readonly scenarioHash: string;
  readonly seed: string;
  readonly build: Build;
}

/** The summary's columns as JSON: money, prices and times stay decimal text, undefined is null. */
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
  /** The scenario with every default written out, in the words of the scenario file. */
  readonly resolved: unknown;
}

export function manifestOf(
  key: RunKey,
  about: { scenario: string; question: string | null; startsAt: string | null; resolved: unknown },
  result: { end: RunEnd; eventHash: string; summary: Summary },
  printer: Printer,
): Manifest {
  const { end, eventHash, summary } = result;
  return {
    scenario: about.scenario,
    question: about.question,
    startsAt: about.startsAt,
    ...key,
    eventHash,
    endReason: end.endReason,
    counts: {
      simulatedSeconds: end.timeUs / 1_000_000,
      commands: end.commands,
      bookOperations: end.bookOperations,
      trades: end.trades,
      liquidations: summary.liquidations,
      cascades: summary.cascades,
    },
    summary: summaryRecord(summary, printer),
    resolved: about.resolved,
  };
}

/** Exact quantities stay text: a JSON number may lose their last digits. */
function summaryRecord(summary: Summary, printer: Printer): SummaryRecord {
  return Object.fromEntries(
    summaryTable.columns.map((column) => {
      const cell = column.print(summary, printer);
      const isPlain = column.type === 'string' || column.unit === 'settlement_asset';
      if (cell === '') return [column.name, null];
      if (column.type === 'boolean') return [column.name, cell === 'true'];
      return [column.name, isPlain ? cell : Number(cell)];
    }),
  );
}
