import { setImmediate } from 'node:timers/promises';
import { readyFrom } from '../load-modules.js';
import type { LoadedScenario } from '../scenario/load.js';
import { type Problem, ScenarioError } from '../scenario/problems.js';
import type { ScenarioSource } from '../scenario/scenario-source.js';
import type { SweepFile } from '../scenario/sweeps/sweep-file.js';
import { CellProblems } from './cell-problems.js';
import { type CellDraft, type CellSetting, draftCell, sharedSettings } from './cell-settings.js';
import { designPoints } from './designs/design-points.js';
import type { Cell } from './plan.js';

/**
 * Wrong cells after which no others are looked at, and cells of a file that is wrong itself: what is
 * wrong is wrong in most of them.
 */
const MOST_WRONG_CELLS = 100;
/** Cells between two looks at the outside world: some 50 ms. */
const SLICE = 16;

export interface LoadedCells {
  readonly cells: readonly Cell[];
  readonly settlementAsset: string;
}

/**
 * Reads the scenario of every cell, each distinct one once, and keeps its hash. Throws a
 * `ScenarioError` with what is wrong with them, and with the sweep's file.
 */
export async function loadCells(
  file: SweepFile,
  source: ScenarioSource,
  overrides: readonly string[],
  onProgress: (cells: number, of: number) => void = () => undefined,
): Promise<LoadedCells> {
  const loader = new CellLoader(file, source, await problemsOf(source, []));
  const shared = sharedSettings(file.sweep, overrides);
  const points = designPoints(file.sweep);
  const cells: Cell[] = [];
  for (const point of points) {
    const draft = draftCell(file.sweep, point, shared);
    cells.push(cellOf(draft, await loader.check(draft)));
    const inVain = file.findings.list.length > 0 ? cells.length : loader.wrongCells;
    if (inVain >= MOST_WRONG_CELLS) break;
    if (cells.length % SLICE !== 0) continue;
    onProgress(cells.length, points.length);
    await setImmediate();
  }
  onProgress(cells.length, points.length);
  loader.report();
  return { cells, settlementAsset: loader.settlementAsset };
}

class CellLoader {
  wrongCells = 0;
  settlementAsset = '';
  private readonly file: SweepFile;
  private readonly source: ScenarioSource;
  private readonly problems: CellProblems;
  /** By the overrides of a cell; empty: its scenario is wrong. */
  private readonly hashes = new Map<string, string>();

  constructor(file: SweepFile, source: ScenarioSource, ofBase: readonly Problem[]) {
    this.file = file;
    this.source = source;
    this.problems = new CellProblems(file, ofBase);
  }

  /** The hash of a cell's scenario; empty when that is wrong. */
  async check({ settings }: CellDraft): Promise<string> {
    const key = settings.map(({ override }) => override).join('\n');
    const hash = this.hashes.get(key) ?? (await this.load(settings));
    this.hashes.set(key, hash);
    return hash;
  }

  /** Throws when anything is wrong. */
  report(): void {
    this.file.report(this.problems.list, this.problems.texts);
  }

  private async load(settings: readonly CellSetting[]): Promise<string> {
    try {
      const { hash, scenario } = await load(this.source, settings);
      const { asset } = scenario.settlement;
      if (this.settlementAsset === '') this.settlementAsset = asset;
      if (asset !== this.settlementAsset) this.refuseAsset(asset);
      return hash;
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      this.wrongCells += 1;
      await this.problems.add(error, settings, (problem) => this.blame(problem, settings));
      return '';
    }
  }

  /** Which setting brings a problem when it is made alone; null: none does. */
  private async blame(
    { path, expected }: Problem,
    settings: readonly CellSetting[],
  ): Promise<CellSetting | null> {
    for (const setting of settings.toReversed()) {
      const alone = await problemsOf(this.source, [setting]);
      if (alone.some((one) => one.path === path && one.expected === expected)) return setting;
    }
    return null;
  }

  private refuseAsset(asset: string): void {
    const { findings } = this.file;
    if (findings.isWrong(['axes'])) return;
    const found = `${this.settlementAsset} and ${asset}`;
    findings.contradiction(['axes'], 'one settlement asset in all cells', found);
  }
}

async function problemsOf(
  source: ScenarioSource,
  settings: readonly CellSetting[],
): Promise<readonly Problem[]> {
  try {
    await load(source, settings);
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
}

async function load(
  source: ScenarioSource,
  settings: readonly CellSetting[],
): Promise<LoadedScenario> {
  const overrides = settings.map(({ override }) => override);
  return (await readyFrom(source, overrides)).loaded;
}

function cellOf({ values, at, settings }: CellDraft, scenarioHash: string): Cell {
  return { values, at, overrides: settings.map(({ override }) => override), scenarioHash };
}
