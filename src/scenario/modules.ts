import type { Findings } from './findings.js';
import { memberOf } from './mapping.js';
import type { ScenarioValue } from './schema.js';

/** What was found where a population names a module. */
export interface ModuleFile {
  /** SHA-256 of its content; null: there is none to read. */
  readonly sha256: string | null;
  /** Completes "expected a module with a default export, found …"; null: it is one. */
  readonly fault: string | null;
}

/** By the path that the scenario names. */
export type ModuleFiles = ReadonlyMap<string, ModuleFile>;

/** Modules that nobody looked up stay as they are named. */
export const NO_MODULES: ModuleFiles = new Map();

/** Writes the content of every module into the scenario, so that it is part of its hash. */
export function withModules(
  scenario: ScenarioValue,
  modules: ModuleFiles,
  findings: Findings,
): ScenarioValue {
  if (modules.size === 0) return scenario;
  const populations = Object.entries(scenario.populations).map(([name, population]) => {
    const file = modules.get(population.kind);
    if (file === undefined || !('wakeRate' in population)) return [name, population] as const;
    const path = ['populations', name];
    if (file.fault !== null) {
      const expected = 'a module whose default export is a function';
      findings.contradiction([...path, 'kind'], expected, file.fault);
    }
    if (file.sha256 === null) return [name, population] as const;
    const { sha256 = file.sha256 } = population;
    if (sha256 !== file.sha256 && !findings.isWrong([...path, 'sha256'])) {
      const expected = `${file.sha256}, the content of ${population.kind}`;
      findings.contradiction([...path, 'sha256'], expected, 'another content');
    }
    return [name, { ...population, sha256 }] as const;
  });
  return { ...scenario, populations: Object.fromEntries(populations) };
}

/** The paths of modules that a scenario's plain value names, right or wrong. */
export function modulesNamed(raw: unknown): readonly string[] {
  const populations = memberOf(raw, 'populations') ?? {};
  const kinds = Object.values(populations).map((population) => memberOf(population, 'kind'));
  const paths = kinds.filter((kind): kind is string => typeof kind === 'string');
  return [...new Set(paths)].filter((path) => /^\.\.?\/.+\.[cm]?js$/.test(path));
}
