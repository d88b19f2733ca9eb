import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tuneV8 } from '../../../dist/tune-v8.js';

tuneV8(); // as the command line does, before the code of the simulation is loaded
const { runScenario } = await import('../../../dist/run.js');

/** Settings of benchmark.yaml for a number of accounts: 50 makers, of the rest 70 % noise traders. */
export function accounts(count) {
  const noise = Math.round((count - 50) * 0.7);
  const speculators = count - 50 - noise;
  // As many entries and exits a second whatever their number, so that the commands stay alike.
  const rate = 600 / speculators;
  return [
    `populations.noise.count=${noise}`,
    `populations.speculators.count=${speculators}`,
    `populations.speculators.entryRate=${rate.toFixed(8)}/s`,
    `populations.speculators.exitRate=${rate.toFixed(8)}/s`,
  ];
}

/**
 * Runs a scenario as the command line does, metrics and tables on, into a folder that is then
 * removed. What came before a quarter of the simulated time is warm-up and not counted.
 *
 * @param {string} file below scenarios/
 * @param {readonly string[]} overrides
 */
export async function measureRun(file, overrides) {
  const folder = mkdtempSync(join(tmpdir(), 'unwind-benchmark-'));
  const path = fileURLToPath(new URL(`../../../scenarios/${file}`, import.meta.url));
  let from = null;
  let to = null;
  try {
    const { manifest } = await runScenario({
      fileName: path,
      text: readFileSync(path, 'utf8'),
      overrides,
      seed: '1',
      out: join(folder, 'run'),
      recordings: [],
      overwrite: false,
      signal: new AbortController().signal,
      onWaiting: () => undefined,
      onProgress: ({ timeUs, durationUs, commands }) => {
        if (from === null && timeUs >= durationUs / 4) from = mark(commands);
        if (from !== null) to = mark(commands);
      },
    });
    const { commands, bookOperations, trades, liquidations } = manifest.counts;
    const nsPerCommand = (to.cpuNs - from.cpuNs) / (to.commands - from.commands);
    return {
      nsPerCommand,
      millionCommandsPerSecond: 1000 / nsPerCommand,
      bookOperationsPerCommand: bookOperations / commands,
      tradesPerCommand: trades / commands,
      commands,
      liquidations,
      peakBytes: process.resourceUsage().maxRSS * 1024,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function mark(commands) {
  const { user, system } = process.cpuUsage();
  return { cpuNs: (user + system) * 1000, commands };
}
