import { type Cell, NO_LIMITS, type PlannedDesign, type SweepPlan } from '../../src/sweep/plan.js';
import type { RunRecord, RunStatus } from '../../src/sweep/run-record.js';
import type { SweepResults } from '../../src/sweep/sweep-results.js';
import { summaryTable } from '../../src/writers/tables/summary.js';

export const COLUMNS: readonly string[] = summaryTable.columns.map(({ name }) => name);

/** A cell that stands at these values; at those places between the ends of its axes. */
export function cell(values: readonly string[], at: readonly number[] = values.map(Number)): Cell {
  return { values, at, overrides: [], scenarioHash: `hash of ${values.join(' ')}` };
}

/** A run whose summary has the text given in the columns named, and plausible text in the others. */
export function run(
  found: Readonly<Record<string, string>>,
  status: RunStatus = 'done',
): RunRecord {
  const summary = summaryTable.columns.map(({ name, type }) => {
    return found[name] ?? (type === 'string' ? name : type === 'boolean' ? 'false' : '0');
  });
  return { key: '', status, reason: status === 'done' ? '' : `${status}, as told`, summary };
}

export function failure(status: RunStatus, reason: string): RunRecord {
  return { key: '', status, reason, summary: [] };
}

type Choice = Partial<Omit<SweepPlan, 'design'>> & { readonly design?: PlannedDesign };

export function plan(choice: Choice = {}): SweepPlan {
  const cells = choice.cells ?? [cell(['1']), cell(['2'])];
  return {
    name: 'fund-size',
    question: 'How large must the fund be?',
    build: { id: 'build', version: '0', codeHash: '', dependencies: {} },
    scenarioFile: 'scenario.yaml',
    settlementAsset: 'USDT',
    axes: [{ name: 'fund', paths: ['venue.insuranceFund.initial'] }],
    design: { kind: 'grid' },
    seeds: ['1', '2', '3', '4'],
    metrics: ['bad_debt'],
    pairs: 'baseline',
    stop: null,
    limits: NO_LIMITS,
    isCounterfactual: false,
    ...choice,
    cells,
  };
}

/** Results in which a metric comes to the numbers given: a row a cell, NaN for an undefined value. */
export function resultsOf(
  of: SweepPlan,
  values: readonly (readonly number[])[],
  metric = 'bad_debt',
): SweepResults {
  const records = values.map((cell) =>
    cell.map((value) => run({ [metric]: Number.isNaN(value) ? '' : String(value) })),
  );
  return { plan: of, columns: COLUMNS, records };
}
