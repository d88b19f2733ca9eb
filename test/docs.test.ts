import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadScenario } from '../src/scenario/load.js';

const root = join(import.meta.dirname, '..');

it('docs/scenarios.md is what the schema says: run `npm run reference` after a change', async () => {
  const { href } = new URL('../scripts/scenario-reference.js', import.meta.url);
  const { scenarioReference } = (await import(href)) as { scenarioReference: () => string };
  expect(readFileSync(join(root, 'docs/scenarios.md'), 'utf8')).toBe(scenarioReference());
});

const scenarios = readdirSync(join(root, 'scenarios'), { recursive: true, encoding: 'utf8' });

it.each(scenarios.filter((file) => file.endsWith('.yaml')))('scenarios/%s is valid', (file) => {
  const text = readFileSync(join(root, 'scenarios', file), 'utf8');
  expect(loadScenario(file, text).question).not.toBe('');
});

it('the README names only files that are there', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const links = Array.from(readme.matchAll(/\]\(([^)#]+)\)/g), ([, target]) => target);
  for (const link of links.filter((target) => !target.startsWith('http'))) {
    expect(() => readdirSync(join(root, link, '..')), link).not.toThrow();
    const name = link.split('/').at(-1) ?? '';
    expect(readdirSync(join(root, link, '..')), link).toContain(name);
  }
});
