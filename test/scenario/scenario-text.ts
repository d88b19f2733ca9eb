import { readFileSync } from 'node:fs';
import { loadScenario, ScenarioError } from '../../src/scenario/load.js';

/** A scenario that has every kind of everything. */
export const EVERY_KIND = readFileSync(new URL('every-kind.yaml', import.meta.url), 'utf8');

/** The same with one place changed; the place must be there. */
export function edited(...edits: readonly (readonly [from: string, to: string])[]): string {
  let text = EVERY_KIND;
  for (const [from, to] of edits) {
    if (!text.includes(from)) throw new Error(`the example has no ${from}`);
    text = text.replace(from, () => to);
  }
  return text;
}

/** The lines of the report on a wrong scenario; none when it is right. */
export function problemsOf(text: string, overrides: readonly string[] = []): readonly string[] {
  try {
    loadScenario('x.yaml', text, overrides);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.message.split('\n');
  }
}
