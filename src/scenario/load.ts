import type { Document } from 'yaml';
import { compileScenario } from './compile.js';
import { decode } from './decode.js';
import { type Finding, Findings, pathText, quoted, startsWith } from './findings.js';
import { applyOverride, isThere, type Override } from './overrides.js';
import { type ModuleFiles, modulesNamed, NO_MODULES, withModules } from './modules.js';
import { offsetOf } from './places.js';
import { type Problem, ScenarioError } from './problems.js';
import { resolvedValue, scenarioHash, withDependentDefaults } from './resolve.js';
import type { Scenario } from './scenario.js';
import { scenarioSchema } from './schema.js';
import { lineAndColumn, readYaml } from './yaml-document.js';

export { ScenarioError };

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
}

/**
 * From the text of a scenario file, and overrides of the form `path=value`, to what the machine
 * needs. `modules` says what lies where its populations name modules. Throws a `ScenarioError` with everything that is wrong.
 */
export function loadScenario(
  fileName: string,
  text: string,
  overrides: readonly string[] = [],
  modules: ModuleFiles = NO_MODULES,
): LoadedScenario {
  const source = new Source(fileName, text);
  const raw = source.override(overrides);
  const findings = new Findings();
  const decoded = withDependentDefaults(decode(scenarioSchema, raw, findings));
  const value = withModules(decoded, modules, findings);
  const scenario = compileScenario(scenarioName(fileName), value, findings);
  source.report(findings);

  const resolved = resolvedValue(value);
  return {
    scenario,
    resolved,
    hash: scenarioHash(resolved),
    question: value.question,
    startsAt: value.start === 'none' ? null : value.start,
    text,
  };
}

/** The modules that the populations of a scenario name; none when its text can not be read. */
export function modulesOf(text: string, overrides: readonly string[]): readonly string[] {
  if (![text, ...overrides].some((said) => said.includes('js'))) return [];
  try {
    return modulesNamed(new Source('', text).override(overrides));
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

/** The text of a scenario with its overrides, and what is wrong with it so far. */
class Source {
  private readonly fileName: string;
  private readonly text: string;
  private readonly document: Document;
  private readonly value: unknown;
  private readonly problems: Problem[] = [];
  private readonly overrides: Override[] = [];

  constructor(fileName: string, text: string) {
    this.fileName = fileName;
    this.text = text;
    const { document, value, faults } = readYaml(text);
    for (const { offset, expected, found } of faults) {
      this.problems.push(this.problemAt(offset, { path: [], expected, found, suggestion: null }));
    }
    if (!document || value === undefined) throw new ScenarioError(this.problems);
    this.document = document;
    this.value = value;
  }

  /** The plain value of the file with the overrides in their places. */
  override(texts: readonly string[]): unknown {
    let scenario = this.value;
    for (const [index, text] of texts.entries()) {
      const findings = new Findings();
      const applied = applyOverride(scenario, text, findings);
      const number = index + 1;
      for (const finding of findings.list)
        this.problems.push(this.problemIn({ text, number }, finding));
      if (!applied) continue;
      scenario = applied.scenario;
      this.overrides.push({ text, number, path: applied.path });
    }
    return scenario;
  }

  /** Throws when anything is wrong. */
  report({ list }: Findings): void {
    for (const finding of list) {
      const override = this.overrideOf(finding);
      const problem = override
        ? this.problemIn(override, finding)
        : this.problemAt(offsetOf(finding, this.document), finding);
      this.problems.push(problem);
    }
    if (this.problems.length > 0) throw new ScenarioError(this.problems);
  }

  private problemAt(offset: number, finding: Omit<Finding, 'atKey'>): Problem {
    const { path, expected, found, suggestion } = finding;
    const { line, column } = lineAndColumn(this.text, offset);
    const place = { file: this.fileName, line, column, override: null };
    return { ...place, path: pathText(path), expected, found, suggestion };
  }

  /** The override that set a wrong value, or made the mapping that it is in. */
  private overrideOf({ path, atKey }: Finding): Override | undefined {
    const container = atKey ? path : path.slice(0, -1);
    const isNew = container.length > 0 && !isThere(this.value, container);
    return this.overrides.findLast(
      (override) =>
        startsWith(path, override.path) || (isNew && startsWith(override.path, container)),
    );
  }

  private problemIn(
    { text, number }: Pick<Override, 'text' | 'number'>,
    finding: Finding,
  ): Problem {
    const override = /^[\w.=%/{}[\], :+-]{1,120}$/.test(text) ? text : quoted(text);
    return { ...this.problemAt(0, finding), line: number, override };
  }
}
