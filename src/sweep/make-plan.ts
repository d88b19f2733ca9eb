import { assert } from '../core/assert.js';
import { scenarioName } from '../scenario/load.js';
import { shownOverride } from '../scenario/overridden-source.js';
import type { Problem } from '../scenario/problems.js';
import type { ReadText } from '../scenario/read-text.js';
import { axisThatUndoes } from '../scenario/sweeps/check-paths.js';
import { SweepFile } from '../scenario/sweeps/sweep-file.js';
import type { Build } from '../writers/build.js';
import { NOTHING_SHIPPED, openBase, type ShippedScenarios } from './base-scenario.js';
import { plannedDesign } from './designs/design-points.js';
import { loadCells } from './load-cells.js';
import { checkColumns } from './metric-names.js';
import type { SweepPlan } from './plan.js';

export interface PlanRequest {
  /** The sweep's file and its text. */
  readonly fileName: string;
  readonly text: string;
  /** `path=value`, as given to --set: for every run, after what the sweep sets. */
  readonly overrides: readonly string[];
  /** Reads the base scenario and the files that it names. */
  readonly readText: ReadText;
  readonly build: Build;
  readonly shipped?: ShippedScenarios;
  /** How many cells were checked, of how many. */
  readonly onProgress?: (cells: number, of: number) => void;
}

/**
 * From the text of a sweep's file to its cells, each of them a scenario that was read and found
 * right. Throws a `ScenarioError` with everything that is wrong, in the sweep's file and in the
 * scenarios that it makes.
 */
export async function makePlan(request: PlanRequest): Promise<SweepPlan> {
  const { fileName, overrides, readText, shipped = NOTHING_SHIPPED, build } = request;
  const file = new SweepFile(fileName, request.text);
  const { sweep, findings } = file;
  checkColumns(sweep, findings);
  const undone = undoneFlags(file, overrides);
  const isOpen = !findings.isTouched(['scenario']);
  const source = isOpen
    ? openBase(fileName, sweep.scenario, { readText, shipped }, findings)
    : null;
  const isWhole = ['axes', 'design', 'set', 'seed'].every((key) => !findings.isTouched([key]));
  if (source === null || !isWhole || undone.length > 0) file.report(undone);
  assert(source !== null, 'a sweep without its scenario has been reported');

  const { cells, settlementAsset } = await loadCells(file, source, overrides, request.onProgress);
  return {
    name: scenarioName(fileName),
    question: sweep.question,
    build,
    scenarioFile: source.fileName,
    settlementAsset,
    axes: sweep.axes.map(({ name, paths }) => ({ name, paths })),
    design: plannedDesign(sweep.design),
    cells,
    seeds: sweep.seeds,
    metrics: sweep.metrics,
    pairs: sweep.pairs,
    stop: sweep.stop,
    limits: sweep.limits,
    isCounterfactual: sweep.isCounterfactual,
  };
}

/** Flags that would set what an axis sets after them. */
function undoneFlags({ name, sweep }: SweepFile, overrides: readonly string[]): readonly Problem[] {
  const axes = sweep.axes.flatMap(({ name, paths }) => paths.map((path) => ({ path, axis: name })));
  return overrides.flatMap((override, index) => {
    const path = override.slice(0, Math.max(0, override.indexOf('=')));
    const axis = axisThatUndoes(path, axes);
    if (axis === null) return [];
    const place = { file: name, line: index + 1, column: 1, override: shownOverride(override) };
    const expected = 'a setting that no axis varies';
    return [
      { ...place, path, expected, found: `one that axis ${axis} sets after it`, suggestion: null },
    ];
  });
}
