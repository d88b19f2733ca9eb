import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { BoundReached } from '../../dist/core/assert.js';
import { loadScenario } from '../../dist/scenario/load.js';
import { returnMeasures } from './returns.js';
import { runMeasures } from './run-measures.js';
import { recordRun } from './run-record.js';

/** @import { Answer } from './run-seeds.js' */

// Runs the seeds that it is sent, one after another, and answers with what was measured.
const { file, text, overrides, triggerUs } = workerData;
const { scenario } = loadScenario(file, text, overrides, (path) => readFileSync(path, 'utf8'));

parentPort?.on('message', (/** @type {string} */ seed) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(answer(seed));
});

/**
 * @param {string} seed
 * @returns {Answer}
 */
function answer(seed) {
  try {
    const record = recordRun(scenario, { seed, triggerUs });
    const minutes = record.mark.minutes();
    return { values: { ...returnMeasures([minutes]), ...runMeasures(record) }, minutes };
  } catch (error) {
    if (!(error instanceof BoundReached)) throw error;
    return { boundReached: `seed ${seed}: ${error.message}` };
  }
}
