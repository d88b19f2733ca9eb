import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadScenario } from '../../../src/scenario/load.js';
import { edited } from '../scenario-text.js';

const PLAIN = join(import.meta.dirname, '../../../scenarios/theory/sqrt.yaml');

it('mathjs is loaded for a scenario with a formula, and not for another', () => {
  const { cache } = createRequire(import.meta.url);
  const isLoaded = (): boolean => Object.keys(cache).some((path) => path.includes('mathjs'));
  loadScenario(PLAIN, readFileSync(PLAIN, 'utf8'));
  expect(isLoaded()).toBe(false);
  loadScenario('x.yaml', edited());
  expect(isLoaded()).toBe(true);
});
