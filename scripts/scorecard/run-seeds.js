import { Worker } from 'node:worker_threads';
import { BoundReached } from '../../dist/core/assert.js';

/**
 * @import { SeedResult } from './judge.js'
 * @typedef {SeedResult | { boundReached: string }} Answer what a worker makes of a seed
 */

const MOST_WORKERS = 2;

/**
 * Runs a scenario under every seed, on up to two cores. Results stand in the order of the seeds.
 * @param {{ file: string, text: string, overrides: readonly string[], triggerUs: number }} scenario
 * @param {readonly string[]} seeds
 * @param {(done: number) => void} onProgress
 * @returns {Promise<SeedResult[]>}
 */
export async function runSeeds(scenario, seeds, onProgress) {
  /** @type {Answer[]} */
  const answers = [];
  let next = 0;
  let done = 0;
  const take = () => (next < seeds.length ? next++ : null);
  const note = (/** @type {number} */ row, /** @type {Answer} */ answer) => {
    answers[row] = answer;
    if ('boundReached' in answer) next = seeds.length;
    onProgress(++done);
  };
  const workers = Array.from({ length: Math.min(MOST_WORKERS, seeds.length) }, () =>
    newWorker(scenario),
  );
  try {
    await Promise.all(workers.map((worker) => work(worker, { seeds, take, note })));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return answers.map(resultOf);
}

/**
 * Throws for the first of the seeds whose run broke off: those before it were all run to their end.
 * @param {Answer} answer
 */
function resultOf(answer) {
  if ('boundReached' in answer) throw new BoundReached(answer.boundReached);
  return answer;
}

/** @param {object} workerData */
function newWorker(workerData) {
  return new Worker(new URL('./worker.js', import.meta.url), { workerData });
}

/**
 * Gives a worker one seed after another until none is left.
 * @param {Worker} worker
 * @param {{ seeds: readonly string[], take: () => number | null, note: (row: number, answer: Answer) => void }} plan
 * @returns {Promise<void>}
 */
function work(worker, { seeds, take, note }) {
  return new Promise((resolve, reject) => {
    let row = take();
    worker.on('error', reject);
    const send = () => {
      if (row === null) resolve();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      else worker.postMessage(seeds[row]);
    };
    worker.on('message', (/** @type {Answer} */ answer) => {
      if (row !== null) note(row, answer);
      row = take();
      send();
    });
    send();
  });
}
