import { dirname, isAbsolute, join } from 'node:path';
import type { Findings } from '../scenario/findings.js';
import type { ReadText } from '../scenario/read-text.js';
import { openScenario, type ScenarioSource } from '../scenario/scenario-source.js';

/** The scenarios that come with unwind. */
export interface ShippedScenarios {
  /** Path of the scenario of a name; null: there is none. */
  readonly pathOf: (name: string) => string | null;
  readonly names: () => readonly string[];
}

export const NOTHING_SHIPPED: ShippedScenarios = { pathOf: () => null, names: () => [] };

/**
 * The scenario that a sweep varies; null, and a finding, when there is no such file. Throws a
 * `ScenarioError` when its text is no YAML.
 */
export function openBase(
  sweepFile: string,
  scenario: string,
  { readText, shipped }: { readonly readText: ReadText; readonly shipped: ShippedScenarios },
  findings: Findings,
): ScenarioSource | null {
  const path = pathOf(sweepFile, scenario, shipped);
  if (path === null) {
    const expected = 'the path of a scenario from here, or the name of one that comes with unwind';
    findings.wrongValue(['scenario'], expected, scenario, shipped.names());
    return null;
  }
  let text: string;
  try {
    text = readText(path);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    findings.contradiction(['scenario'], 'a scenario that can be read', found);
    return null;
  }
  return openScenario(path, text, readOnce(readText));
}

function pathOf(sweepFile: string, scenario: string, shipped: ShippedScenarios): string | null {
  if (!/\.ya?ml$/.test(scenario)) return shipped.pathOf(scenario);
  return isAbsolute(scenario) ? scenario : join(dirname(sweepFile), scenario);
}

/** Files of prices are long, and every cell asks for the same. */
function readOnce(readText: ReadText): ReadText {
  const texts = new Map<string, string>();
  return (path) => {
    const text = texts.get(path) ?? readText(path);
    texts.set(path, text);
    return text;
  };
}
