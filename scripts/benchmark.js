/**
 * Measures the built code: every contender in a process of its own, rounds interleaved so that a
 * noisy machine troubles all alike, medians over the rounds.
 *
 *   npm run benchmark [-- --json] [-- --only NAME] [-- --rounds N]
 *
 * A benchmark is a file in `bench/` that exports its `name`, the `question` it answers, its
 * `contenders` and the `bars` they must clear; `rounds` and `nodeArguments` if it needs other than
 * the usual. A contender is a function that returns its measures; numbers become medians, texts must
 * be the same in every round.
 *
 * @typedef {Record<string, number | string>} Measures
 * @typedef {Record<string, Measures>} Medians by contender
 * @typedef {{ claim: string, value: (medians: Medians) => number, atLeast?: number, atMost?: number }
 *   | { claim: string, holds: (medians: Medians) => boolean }} Bar
 * @typedef {object} Benchmark
 * @property {string} name
 * @property {string} question
 * @property {Record<string, () => Measures | Promise<Measures>>} contenders
 * @property {Bar[]} bars
 * @property {number} [rounds]
 * @property {string[]} [nodeArguments]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { judged, printed } from './bench/support/report.js';

const ROUNDS = 5;
const FOLDER = new URL('./bench/', import.meta.url);

if (process.send === undefined) await main();
else await contend(process.argv[2], process.argv[3]);

async function main() {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean' },
      only: { type: 'string', multiple: true },
      rounds: { type: 'string' },
    },
  });
  const names = await chosenNames(values.only);
  const results = [];
  for (const name of names) {
    const benchmark = await load(name);
    const rounds = roundsOf(values.rounds, benchmark);
    results.push(judged(benchmark, await measured(benchmark, rounds)));
    if (!values.json) process.stdout.write(printed(results.at(-1)));
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ machine: machine(), results })}\n`);
  process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
}

/**
 * @param {string | undefined} text
 * @param {Benchmark} benchmark
 */
function roundsOf(text, { rounds = ROUNDS }) {
  if (text === undefined) return rounds;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  process.stderr.write(`--rounds expected a whole number above 0, found "${text}"\n`);
  return process.exit(2);
}

/** @param {string[] | undefined} only */
async function chosenNames(only) {
  const files = await readdir(FOLDER);
  const names = files.filter((file) => file.endsWith('.js')).map((file) => file.slice(0, -3));
  names.sort();
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    process.stderr.write(`no benchmark "${unknown}"; there are: ${names.join(', ')}\n`);
    process.exit(2);
  }
  return only ?? names;
}

/**
 * @param {string} name
 * @returns {Promise<Benchmark>}
 */
function load(name) {
  return import(new URL(`${name}.js`, FOLDER).href);
}

/**
 * Every contender once a round, in turn.
 *
 * @param {Benchmark} benchmark
 * @param {number} rounds
 * @returns {Promise<Record<string, Measures[]>>}
 */
async function measured({ name, contenders, nodeArguments = [] }, rounds) {
  const measures = Object.fromEntries(Object.keys(contenders).map((contender) => [contender, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const contender of Object.keys(contenders)) {
      process.stderr.write(`${name}: round ${round} of ${rounds}, ${contender}\n`);
      measures[contender].push(await measuredApart(name, contender, nodeArguments));
    }
  }
  return measures;
}

/**
 * @param {string} name
 * @param {string} contender
 * @param {string[]} nodeArguments
 * @returns {Promise<Measures>}
 */
async function measuredApart(name, contender, nodeArguments) {
  const child = fork(fileURLToPath(import.meta.url), [name, contender], {
    execArgv: nodeArguments,
  });
  const exit = once(child, 'exit');
  /** @type {Measures | undefined} */
  let measures;
  child.once('message', (message) => (measures = message));
  const [code] = await exit;
  if (code !== 0 || measures === undefined) throw new Error(`${name}: ${contender} failed`);
  return measures;
}

/** What a child process does. */
async function contend(name, contender) {
  const { contenders } = await load(name);
  const measures = await contenders[contender]();
  process.send(measures, () => process.disconnect());
}

function machine() {
  const [cpu] = os.cpus();
  return {
    cpu: cpu.model.trim(),
    cores: os.cpus().length,
    memoryBytes: os.totalmem(),
    node: process.version,
    v8: process.versions.v8,
    platform: `${process.platform} ${process.arch}`,
  };
}
