import { compileScenario } from './compile.js';
import { readDataFiles, withHashes } from './data-files.js';
import { decode } from './decode.js';
import { withConstants } from './expressions/constants.js';
import { Findings } from './findings.js';
import { OverriddenSource } from './overridden-source.js';
import { type ModuleFiles, modulesNamed, NO_MODULES, withModules } from './modules.js';
import { ScenarioError } from './problems.js';
import { readNothing, type ReadText } from './read-text.js';
import { resolvedValue, scenarioHash, withDependentDefaults } from './resolve.js';
import type { Scenario } from './scenario.js';
import { scenarioSchema } from './schema.js';
import { openScenario, type ScenarioSource } from './scenario-source.js';

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
  return loadFrom(openScenario(fileName, text, readText), overrides, modules);
}

/** The same from a source that was read before: what differs from load to load is the overrides. */
export function loadFrom(
  source: ScenarioSource,
  overrides: readonly string[],
  modules: ModuleFiles = NO_MODULES,
): LoadedScenario {
  const { fileName, text, readText } = source;
  const overridden = new OverriddenSource(source);
  const findings = new Findings();
  const raw = withConstants(overridden.override(overrides), findings);
  const decoded = withDependentDefaults(decode(scenarioSchema, raw, findings));
  const files = readDataFiles(fileName, decoded, readText, findings);
  const value = withModules(withHashes(decoded, files), modules, findings);
  const scenario = compileScenario(scenarioName(fileName), value, findings, files);
  overridden.report(findings);

  const resolved = resolvedValue(value);
  return {
    scenario,
    resolved,
    hash: scenarioHash(resolved),
    question: value.question,
    startsAt: value.start === 'none' ? null : value.start,
    text,
    fileNames: [...source.texts.keys()],
  };
}

/** The modules that the populations of a scenario name, right or wrong. */
export function modulesOf(source: ScenarioSource, overrides: readonly string[]): readonly string[] {
  const texts = [...source.texts.values(), ...overrides];
  if (!texts.some((said) => said.includes('js'))) return [];
  return modulesNamed(new OverriddenSource(source).override(overrides));
}

/** The file's name without folder and extension. */
export function scenarioName(fileName: string): string {
  const base = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  const dot = base.lastIndexOf('.');
  return dot > 0 ? base.slice(0, dot) : base;
}
