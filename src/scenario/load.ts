import { compileScenario } from './compile.js';
import { readDataFiles, withHashes } from './data-files.js';
import { decode } from './decode.js';
import { withConstants } from './expressions/constants.js';
import { type Finding, Findings, pathText, quoted, startsWith } from './findings.js';
import { ScenarioFiles } from './includes.js';
import { fileOf, type Merged } from './merge.js';
import { applyOverride, isThere, type Override } from './overrides.js';
import { type ModuleFiles, modulesNamed, NO_MODULES, withModules } from './modules.js';
import { offsetOf } from './places.js';
import { ScenarioError } from './problems.js';
import { readNothing, type ReadText } from './read-text.js';
import { resolvedValue, scenarioHash, withDependentDefaults } from './resolve.js';
import type { Scenario } from './scenario.js';
import { scenarioSchema } from './schema.js';
import { problemAt } from './source-file.js';

export { type ReadText, ScenarioError };

export interface LoadedScenario {
  readonly scenario: Scenario;
  /** The scenario with every default written out: itself a scenario of the same meaning. */
  readonly resolved: object;
  /** SHA-256 of `resolved`, in hex. */
  readonly hash: string;
  readonly question: string;
  /** Calendar time of the start in ISO 8601, for printing. */
  readonly startsAt: string | null;
  /** The file as it was read. */
  readonly text: string;
  /** Names of the scenario's file and of all that it includes. */
  readonly fileNames: readonly string[];
}

/**
 * From the text of a scenario file, and overrides of the form `path=value`, to what the machine
 * needs. `readText` is asked for the files that the scenario names; `modules` says what lies where its
 * populations name modules. Throws a `ScenarioError` with everything that is wrong.
 */
export function loadScenario(
  fileName: string,
  text: string,
  overrides: readonly string[] = [],
  readText: ReadText = readNothing,
  modules: ModuleFiles = NO_MODULES,
): LoadedScenario {
  const source = new Source(fileName, text, readText);
  const findings = new Findings();
  const raw = withConstants(source.override(overrides), findings);
  const decoded = withDependentDefaults(decode(scenarioSchema, raw, findings));
  const files = readDataFiles(fileName, decoded, readText, findings);
  const value = withModules(withHashes(decoded, files), modules, findings);
  const scenario = compileScenario(scenarioName(fileName), value, findings, files);
  source.report(findings);

  const resolved = resolvedValue(value);
  return {
    scenario,
    resolved,
    hash: scenarioHash(resolved),
    question: value.question,
    startsAt: value.start === 'none' ? null : value.start,
    text,
    fileNames: source.fileNames,
  };
}

/** The modules that the populations of a scenario name; none when its text can not be read. */
export function modulesOf(
  fileName: string,
  text: string,
  overrides: readonly string[],
  readText: ReadText,
): readonly string[] {
  if (![text, ...overrides].some((said) => /js|include/.test(said))) return [];
  try {
    return modulesNamed(new Source(fileName, text, readText).override(overrides));
  } catch (error) {
    if (error instanceof ScenarioError) return [];
    throw error;
  }
}

/** The file's name without folder and extension. */
export function scenarioName(fileName: string): string {
  const base = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  const dot = base.lastIndexOf('.');
  return dot > 0 ? base.slice(0, dot) : base;
}

/** The files of a scenario with its overrides, and what is wrong with them so far. */
class Source {
  private readonly fileName: string;
  private readonly files: ScenarioFiles;
  private readonly merged: Merged;
  private readonly overrides: Override[] = [];

  constructor(fileName: string, text: string, readText: ReadText) {
    this.fileName = fileName;
    this.files = new ScenarioFiles(readText);
    const merged = this.files.read(fileName, text);
    const { isWhole, problems, texts } = this.files;
    if (merged === null || !isWhole) throw new ScenarioError(problems, texts);
    this.merged = merged;
  }

  /** Of the scenario and of all that it includes. */
  get fileNames(): readonly string[] {
    return [...this.files.texts.keys()];
  }

  /** The plain value of the files with the overrides in their places. */
  override(texts: readonly string[]): unknown {
    let scenario = this.merged.value;
    for (const [index, text] of texts.entries()) {
      const findings = new Findings();
      const applied = applyOverride(scenario, text, findings);
      const number = index + 1;
      for (const finding of findings.list) this.reportOverride({ text, number }, finding);
      if (!applied) continue;
      if (applied.path[0] === 'include') {
        const expected = 'a setting other than include, which is read before';
        const found = pathText(applied.path);
        const finding = { path: [], expected, found, suggestion: null, atKey: false };
        this.reportOverride({ text, number }, finding);
        continue;
      }
      scenario = applied.scenario;
      this.overrides.push({ text, number, path: applied.path });
    }
    return scenario;
  }

  /** Throws when anything is wrong. */
  report({ list }: Findings): void {
    const { problems, texts } = this.files;
    for (const finding of list) {
      const override = this.overrideOf(finding);
      if (override) {
        this.reportOverride(override, finding);
        continue;
      }
      const file = fileOf(this.merged, finding.path);
      problems.push(problemAt(file, offsetOf(finding, file.document), finding));
    }
    if (problems.length > 0) throw new ScenarioError(problems, texts);
  }

  /** The override that set a wrong value, or made the mapping that it is in. */
  private overrideOf({ path, atKey }: Finding): Override | undefined {
    const container = atKey ? path : path.slice(0, -1);
    const isNew = container.length > 0 && !isThere(this.merged.value, container);
    return this.overrides.findLast(
      (override) =>
        startsWith(path, override.path) || (isNew && startsWith(override.path, container)),
    );
  }

  private reportOverride(
    { text, number }: Pick<Override, 'text' | 'number'>,
    { path, expected, found, suggestion }: Finding,
  ): void {
    const override = /^[\w.=%/{}[\], :+-]{1,120}$/.test(text) ? text : quoted(text);
    const place = { file: this.fileName, line: number, column: 1, override };
    this.files.problems.push({ ...place, path: pathText(path), expected, found, suggestion });
  }
}
