// Runs the reference scenarios and pins every byte they write, but for the clock and the build.
// `npm run golden` writes test/golden.json; with --check it compares, on whichever Node runs it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const pinnedFile = join(root, 'test', 'golden.json');

/** The reference scenarios, shortened where they are long. */
const CORPUS = [
  ['may-2021-crash.yaml', '--record', 'trades,orders,book'],
  ['benchmark.yaml', '--set', 'duration=5s'],
  ['theory/bar.yaml'],
  ['theory/cas-1.yaml'],
  ['theory/cas-2.yaml'],
  ['theory/cst.yaml'],
  ['theory/sqrt.yaml'],
  ['theory/zi.yaml', '--set', 'duration=500s', '--set', 'sampleEvery=500s'],
];

const found = Object.fromEntries(CORPUS.map((run) => [run.join(' '), bytesOf(run)]));
if (process.argv.includes('--check')) compare(JSON.parse(readFileSync(pinnedFile, 'utf8')));
else writeFileSync(pinnedFile, `${JSON.stringify(found, null, 2)}\n`);

/** A hash of each file that a run leaves; of run.json, only what does not name the build. */
function bytesOf([scenario, ...flags]) {
  const folder = mkdtempSync(join(tmpdir(), 'unwind-golden-'));
  try {
    const main = join(root, 'dist', 'cli', 'main.js');
    const file = join(root, 'scenarios', scenario);
    const out = join(folder, 'run');
    execFileSync(process.execPath, [main, 'run', file, '--quiet', '--out', out, ...flags]);
    const names = readdirSync(out).filter((name) => name !== 'timing.json');
    return Object.fromEntries(names.sort().map((name) => [name, hashOf(join(out, name), name)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function hashOf(path, name) {
  const bytes = readFileSync(path);
  if (name !== 'run.json') return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const { build: _, ...manifest } = JSON.parse(bytes.toString());
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex').slice(0, 16);
}

function compare(pinned) {
  const differences = Object.keys({ ...pinned, ...found }).flatMap((run) => {
    const files = Object.keys({ ...pinned[run], ...found[run] });
    return files
      .filter((file) => pinned[run]?.[file] !== found[run]?.[file])
      .map((file) => `${run}: ${file} differs`);
  });
  const version = `Node ${process.versions.node}`;
  if (differences.length === 0) {
    console.log(`${version}: every file of ${CORPUS.length} runs is as pinned`);
    return;
  }
  console.error(`${version}:\n${differences.join('\n')}`);
  console.error('results changed: if they should, run `npm run golden` and say so in CHANGELOG.md');
  process.exitCode = 1;
}
