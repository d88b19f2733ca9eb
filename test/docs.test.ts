import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SHIPPED } from '../src/cli/shipped-scenarios.js';
import { scenarioJsonSchema } from '../src/scenario/json-schema.js';
import { type LoadedScenario, loadScenario } from '../src/scenario/load.js';
import { isSweepText } from '../src/scenario/sweeps/is-sweep-text.js';
import { sweepJsonSchema } from '../src/scenario/sweeps/sweep-json-schema.js';
import { makePlan } from '../src/sweep/make-plan.js';

const root = join(import.meta.dirname, '..');

it.each([
  ['scenario-reference', 'scenarioReference', 'the schema says'],
  ['sweep-reference', 'sweepReference', 'the schema says'],
  ['output-reference', 'outputReference', 'the columns of the tables say'],
])('docs/%s.md is what %3$s: run `npm run reference` after a change', async (name, maker) => {
  const { href } = new URL(`../scripts/${name}.js`, import.meta.url);
  const made = (await import(href)) as Record<string, () => string>;
  expect(readFileSync(join(root, `docs/${name}.md`), 'utf8')).toBe(made[maker]());
});

it('docs/scenario.schema.json is what `unwind schema` prints: run `npm run reference`', () => {
  const schema: unknown = JSON.parse(readFileSync(join(root, 'docs/scenario.schema.json'), 'utf8'));
  expect(schema).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
});

it('docs/sweep.schema.json is what `unwind schema sweep` prints: run `npm run reference`', () => {
  const schema: unknown = JSON.parse(readFileSync(join(root, 'docs/sweep.schema.json'), 'utf8'));
  expect(schema).toEqual(JSON.parse(JSON.stringify(sweepJsonSchema())));
});

const folder = join(root, 'scenarios');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
const sweeps = files.filter(({ text }) => isSweepText(text));
const scenarios = files.filter((one) => /^question:/m.test(one.text) && !sweeps.includes(one));
const parts = files.filter(
  (one) => ![...scenarios, ...sweeps].includes(one) && !one.file.startsWith('facts'),
);

function loaded({ file, text }: (typeof files)[number]): LoadedScenario {
  return loadScenario(join(folder, file), text, [], (path) => readFileSync(path, 'utf8'));
}

it.each(scenarios)('scenarios/$file is valid', (scenario) => {
  expect(loaded(scenario).question).not.toBe('');
});

it.each(sweeps)(
  'scenarios/$file is valid, and so is every scenario that it makes',
  async (sweep) => {
    const fileName = join(folder, sweep.file);
    const readText = (path: string): string => readFileSync(path, 'utf8');
    const build = { id: '', version: '', codeHash: '', dependencies: {} };
    const plan = await makePlan({ fileName, text: sweep.text, overrides: [], readText, build });
    expect(plan.question).not.toBe('');
    expect(plan.cells.length).toBeGreaterThan(1);
  },
);

it('every part of a scenario is included by one that ships', () => {
  const included = new Set(scenarios.flatMap((scenario) => loaded(scenario).fileNames));
  for (const { file } of parts) expect(included).toContain(join(folder, file));
});

it('the price file that ships is what its script makes', async () => {
  const { href } = new URL('../scripts/replay-example.js', import.meta.url);
  const { replayExample } = (await import(href)) as { replayExample: () => string };
  const file = join(root, 'scenarios/data/replay-example.csv');
  expect(readFileSync(file, 'utf8')).toBe(replayExample());
});

const forEditors = scenarios.filter(({ file }) => !file.startsWith('templates'));

it.each(sweeps)('scenarios/$file tells editors where its schema is', ({ file, text }) => {
  const [first] = text.split('\n');
  const schema = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1] ?? '';
  expect(join(folder, file, '..', schema)).toBe(join(root, 'docs/sweep.schema.json'));
});

it.each(forEditors)('scenarios/$file tells editors where its schema is', ({ file, text }) => {
  const [first] = text.split('\n');
  const schema = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1] ?? '';
  expect(join(folder, file, '..', schema)).toBe(join(root, 'docs/scenario.schema.json'));
});

it('the code in the README runs and prints the bad debt', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, code = ''] = /```ts\n([^]*?)```/.exec(readme) ?? [];
  const plain = code.replaceAll(': string', ''); // Node 20 reads no types
  const typed = ['--input-type=module', '--eval', plain];
  const { status, stdout, stderr } = spawnSync(process.execPath, typed, { cwd: root });
  expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' });
  expect(Number(stdout.toString())).toBeGreaterThan(0);
});

it.each(['README.md', 'docs/sweeps.md'])('%s names only files that are there', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  const links = Array.from(text.matchAll(/\]\(([^)#]+)\)/g), ([, target]) => target);
  for (const link of links.filter((target) => !target.startsWith('http'))) {
    const folder = join(root, page, '..', link, '..');
    expect(() => readdirSync(folder), link).not.toThrow();
    expect(readdirSync(folder), link).toContain(link.split('/').at(-1));
  }
});

it.each(['README.md', 'docs/sweeps.md'])('the whole sweeps in %s are valid', async (page) => {
  const blocks = Array.from(
    readFileSync(join(root, page), 'utf8').matchAll(/```yaml\n(question:[^]*?)```/g),
    ([, text]) => text,
  );
  expect(blocks.length).toBeGreaterThan(0);
  for (const text of blocks) {
    const readText = (path: string): string => readFileSync(path, 'utf8');
    const build = { id: '', version: '', codeHash: '', dependencies: {} };
    const request = { fileName: page, text, overrides: [], readText, shipped: SHIPPED, build };
    expect((await makePlan(request)).cells.length).toBeGreaterThan(1);
  }
});
