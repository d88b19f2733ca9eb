import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accounts } from './support/scenario-run.js';

// After the support, which sets V8 up before the code of the simulation is loaded.
const { executeInto, loadWithModules, openRunPool, simulateScenario } =
  await import('../../dist/index.js');
const { readBuild } = await import('../../dist/writers/build.js');

export const name = 'sweep';
export const question =
  'What do workers buy, what does a run in one cost, and what does the parent hold?';
export const rounds = 3;

const FILE = fileURLToPath(new URL('../../scenarios/benchmark.yaml', import.meta.url));
/** About 20 ms of processor a run. */
const OVERRIDES = [...accounts(1000), 'duration=1s', 'sampleEvery=1s'];
const NO_LIMITS = { simulatedUs: null, commands: null, wallClockMs: null, memoryBytes: null };
const SPEED_RUNS = 1000;
const OVERHEAD_RUNS = 100;
/** They end with their first command, since what is measured is what the parent keeps of them. */
const MEMORY_RUNS = 10_000;
const MEMORY_LIMITS = { ...NO_LIMITS, commands: 1 };

const readText = (/** @type {string} */ path) => readFileSync(path, 'utf8');

export const contenders = {
  'one worker': () => sweepSpeed(1),
  'two workers': () => sweepSpeed(2),
  overhead,
  'parent memory': parentMemory,
};

export const bars = [
  {
    claim: 'speed of two workers over one, 1,000 runs',
    value: (medians) => medians['one worker'].wallMs / medians['two workers'].wallMs,
    atLeast: 1.7,
  },
  {
    claim: 'ms that a run in a worker takes longer than in this process',
    value: (medians) => medians.overhead.workerMs - medians.overhead.inlineMs,
    atMost: 5,
  },
  {
    claim: 'ms of a run, so that the speed says something',
    value: (medians) => medians.overhead.inlineMs,
    atLeast: 15,
  },
  {
    claim: 'MiB of the parent with 10,000 runs, workers included',
    value: (medians) => medians['parent memory'].peakBytes / 1_048_576,
    atMost: 300,
  },
];

/** @param {number} workers */
async function sweepSpeed(workers) {
  const { wallMs } = await sweep({ workers, runs: SPEED_RUNS, limits: NO_LIMITS });
  return { wallMs, runsPerSecond: (1000 * SPEED_RUNS) / wallMs };
}

async function parentMemory() {
  await sweep({ workers: 2, runs: MEMORY_RUNS, limits: MEMORY_LIMITS });
  return { peakBytes: process.resourceUsage().maxRSS * 1024 };
}

/** The same runs here and in a worker, one after another, once both are warm. */
async function overhead() {
  const { loaded } = await loadWithModules(FILE, readText(FILE), OVERRIDES, readText);
  const inline = (/** @type {number} */ seed) => simulateScenario(loaded.scenario, String(seed));
  const pool = openRunPool({ workers: 1 });
  const task = { fileName: FILE, text: readText(FILE), overrides: OVERRIDES, limits: NO_LIMITS };
  const inWorker = (/** @type {number} */ seed) =>
    pool.run({ ...task, scenarioHash: loaded.hash, seed: String(seed), isCounterfactual: false });
  try {
    await timed(inline, OVERHEAD_RUNS / 2);
    await timed(inWorker, OVERHEAD_RUNS / 2);
    const inlineMs = await timed(inline, OVERHEAD_RUNS);
    return { inlineMs, workerMs: await timed(inWorker, OVERHEAD_RUNS) };
  } finally {
    await pool.close();
  }
}

/**
 * @param {(seed: number) => unknown} run
 * @param {number} runs
 */
async function timed(run, runs) {
  const startMs = performance.now();
  for (let seed = 1; seed <= runs; seed++) await run(seed);
  return (performance.now() - startMs) / runs;
}

/** @param {{ workers: number, runs: number, limits: object }} size of one cell, as the command line makes it */
async function sweep({ workers, runs, limits }) {
  const folder = mkdtempSync(join(tmpdir(), 'unwind-benchmark-'));
  const { loaded } = await loadWithModules(FILE, readText(FILE), OVERRIDES, readText);
  const plan = {
    name: 'benchmark',
    question: '',
    build: readBuild(),
    scenarioFile: FILE,
    settlementAsset: loaded.scenario.settlement.asset,
    axes: [],
    design: { kind: 'grid' },
    cells: [{ values: [], at: [], overrides: OVERRIDES, scenarioHash: loaded.hash }],
    seeds: Array.from({ length: runs }, (_, row) => String(row + 1)),
    metrics: ['bad_debt'],
    pairs: 'none',
    stop: null,
    limits,
    isCounterfactual: false,
  };
  try {
    const startMs = performance.now();
    await executeInto(plan, {
      fileName: FILE,
      readText,
      out: join(folder, 'sweep'),
      workers,
      shard: null,
      format: 'csv',
      overwrite: false,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onNote: () => undefined,
      onWaiting: () => undefined,
    });
    return { wallMs: performance.now() - startMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
