import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../../src/scenario/scenario.js';
import { loadScenario } from '../../src/scenario/load.js';

const folder = join(import.meta.dirname, '../../scenarios');

/** A scenario that ships, with settings changed as by --set. */
export function shippedScenario(name: string, overrides: readonly string[] = []): Scenario {
  const file = join(folder, `${name}.yaml`);
  const read = (path: string): string => readFileSync(path, 'utf8');
  return loadScenario(file, read(file), overrides, read).scenario;
}
