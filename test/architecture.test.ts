import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const engines = ['simulation/exchange', 'simulation/ledger', 'simulation/margin'];
const machine = [...engines, 'simulation', 'simulation/agents', 'simulation/liquidation'];

/** All that the files of a folder may import, besides each other. What is not named is forbidden. */
const mayImport: Record<string, readonly string[]> = {
  core: ['seedrandom'],
  events: ['core'],
  scenario: [
    'core',
    'scenario/expressions',
    'scenario/populations',
    'scenario/shocks',
    'yaml',
    'zod',
    'node:crypto',
    'node:path',
  ],
  'scenario/populations': ['core', 'scenario', 'zod'],
  'scenario/expressions': [
    'core',
    'scenario',
    'mathjs',
    'mathjs/lib/browser/math.js',
    'node:module',
    'zod',
  ],
  'scenario/shocks': ['core', 'scenario', 'scenario/expressions', 'zod'],
  'simulation/exchange': ['core', 'events', 'scenario'],
  'simulation/ledger': ['core'],
  'simulation/margin': ['core', 'events', 'scenario', 'simulation/ledger'],
  'simulation/agents': ['core', 'events', 'scenario'],
  'simulation/liquidation': ['core', 'events', 'scenario', ...machine],
  'simulation/shocks': ['core', 'events', 'scenario', 'scenario/shocks', ...machine],
  simulation: ['core', 'events', 'scenario', 'scenario/shocks', 'simulation/shocks', ...machine],
  metrics: ['core', 'events', 'scenario', 'metrics/statistics'],
  'metrics/statistics': ['core', 'simple-statistics'],
  writers: [
    'core',
    'events',
    'metrics',
    'scenario',
    'writers/tables',
    'csv-stringify/sync',
    'proper-lockfile',
    'node:fs',
    'node:crypto',
    'node:fs/promises',
    'node:os',
    'node:path',
    'node:process',
  ],
  run: [
    'core',
    'events',
    'metrics',
    'scenario',
    'simulation',
    'simulation/agents',
    'node:timers/promises',
  ],
  sweep: [
    '.',
    'core',
    'events',
    'metrics',
    'metrics/statistics',
    'scenario',
    'scenario/sweeps',
    'simulation',
    'simulation/agents',
    'sweep/designs',
    'sweep/tables',
    'writers',
    'writers/tables',
    'csv-stringify/sync',
    'hyparquet-writer',
    'piscina',
    'node:crypto',
    'node:fs',
    'node:fs/promises',
    'node:os',
    'node:path',
    'node:timers/promises',
    'node:url',
    'node:worker_threads',
    'node:zlib',
  ],
  'sweep/designs': ['core', 'scenario/sweeps', 'sweep'],
  'sweep/tables': ['sweep', 'writers', 'writers/tables'],
  'scenario/sweeps': ['core', 'scenario', 'zod', 'node:path'],
  'writers/tables': ['core', 'events', 'metrics', 'scenario', 'writers'],
  cli: [
    '.',
    'core',
    'metrics',
    'metrics/statistics',
    'run',
    'scenario',
    'scenario/expressions',
    'scenario/sweeps',
    'sweep',
    'writers',
    'commander',
    'cli-progress',
    '@babel/code-frame',
    'node:fs',
    'node:os',
    'node:path',
    'node:process',
    'node:url',
    'node:util',
  ],
  '.': [
    'core',
    'events',
    'metrics',
    'run',
    'scenario',
    'simulation',
    'metrics/statistics',
    'simulation/agents',
    'sweep',
    'writers',
    'node:crypto',
    'node:fs',
    'node:path',
    'node:timers/promises',
    'node:url',
    'node:v8',
  ],
};

/** Folders whose work is a pure function: no clock, no chance from outside, no unportable power. */
const pureFolders = ['core', 'events', 'metrics', 'scenario', 'simulation'];
const ambient =
  /\b(Math\.random|Math\.pow|Date\.now|new Date|performance\.now|process\.(env|argv|exit|hrtime|cpuUsage|memoryUsage|std|on|cwd|platform|version)|setTimeout|setImmediate)|[^*/]\*\*[^*/]/;

const src = join(import.meta.dirname, '../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' });
const sources = files.filter((file) => file.endsWith('.ts'));
const pureSources = sources.filter((file) => pureFolders.some((folder) => file.startsWith(folder)));

describe('the architecture', () => {
  it('is looked at whole', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(pureSources.length).toBeGreaterThan(80);
  });

  it.each(sources)('lets %s import only what its folder may import', (file) => {
    const folder = dirname(file);
    const allowed = [folder, ...(mayImport[folder] ?? [])];
    const imported = importsOf(file).filter((target) => !allowed.includes(target));
    expect(imported).toEqual([]);
  });

  it.each(pureSources)('keeps the clock and chance of the outside world out of %s', (file) => {
    expect(codeOf(file)).not.toMatch(ambient);
  });

  it.each(sources.filter((file) => !file.startsWith('core/')))(
    'leaves rounding of money to core/rounding.ts in %s',
    (file) => {
      expect(codeOf(file)).not.toMatch(/Units\w* = Math\.(floor|ceil|trunc)\(/);
    },
  );
});

/** The folders of src and the packages that a file imports, statically or late. */
function importsOf(file: string): string[] {
  const source = readFileSync(join(src, file), 'utf8');
  const found = source.matchAll(
    /(?:^(?:import|export)\s[^'();=]*\bfrom |\b(?:import|require)\()'([^']+)'/gm,
  );
  return Array.from(found, ([, specifier]) =>
    specifier.startsWith('.') ? normalize(join(dirname(file), dirname(specifier))) : specifier,
  );
}

/** The source without comments and texts. */
function codeOf(file: string): string {
  return readFileSync(join(src, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/'[^'\n]*'|`[^`]*`/g, "''");
}
