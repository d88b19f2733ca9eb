import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fanOut } from '../../../dist/metrics/fan-out.js';
import { loadScenario } from '../../../dist/scenario/load.js';
import { createWorld } from '../../../dist/simulation/create-world.js';
import { advance, finish, start } from '../../../dist/simulation/simulate.js';

/** @import { Listener } from '../../../dist/metrics/fan-out.js' */
/** @import { Scenario } from '../../../dist/scenario/scenario.js' */
/** @import { World } from '../../../dist/simulation/world.js' */

const SLICE = 4096;

/**
 * The scenario of a case as the product's loader reads it.
 * @param {string} name
 * @param {readonly string[]} overrides `path=value`
 * @returns {Scenario}
 */
export function loadTheory(name, overrides) {
  const file = `scenarios/theory/${name}.yaml`;
  const path = fileURLToPath(new URL(`../../../${file}`, import.meta.url));
  return loadScenario(file, readFileSync(path, 'utf8'), overrides).scenario;
}

/**
 * A whole run in memory.
 * @param {Scenario} scenario
 * @param {string} seed
 * @param {readonly Listener[]} listeners
 * @param {() => boolean} [isDecided] asked now and then: the rest of the run no longer matters
 */
export function run(scenario, seed, listeners, isDecided = () => false) {
  const sink = fanOut(listeners);
  const world = createWorld(scenario, seed);
  start(world, sink);
  let isRunning = true;
  while (isRunning && !isDecided()) isRunning = advance(world, sink, SLICE);
  finish(world, sink, isRunning ? 'interrupted' : 'horizon');
}

/**
 * A whole run to the horizon; the world as it stands then.
 * @param {Scenario} scenario
 * @param {string} seed
 * @returns {World}
 */
export function runToEnd(scenario, seed) {
  const sink = fanOut([]);
  const world = createWorld(scenario, seed);
  start(world, sink);
  while (advance(world, sink, SLICE));
  finish(world, sink, 'horizon');
  return world;
}

/**
 * A whole run that is looked at after every command.
 * @param {Scenario} scenario
 * @param {string} seed
 * @param {(world: World) => void} look
 */
export function runWatched(scenario, seed, look) {
  const sink = fanOut([]);
  const world = createWorld(scenario, seed);
  start(world, sink);
  while (advance(world, sink, 1)) look(world);
  finish(world, sink, 'horizon');
}

/**
 * The seeds of `count` runs: 1, 2, … as on the command line.
 * @param {number} count
 */
export function seeds(count) {
  return Array.from({ length: count }, (_, row) => String(row + 1));
}
