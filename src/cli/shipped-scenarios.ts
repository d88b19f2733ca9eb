import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSweepText } from '../scenario/sweeps/is-sweep-text.js';
import type { ShippedScenarios } from '../sweep/base-scenario.js';

const FOLDER = fileURLToPath(new URL('../../scenarios', import.meta.url));
/** Of scenarios/: what `unwind init` starts from. */
const TEMPLATES = 'templates';

/** The path of a shipped scenario, such as may-2021-crash or theory/bar; null: there is none. */
export function shippedScenarioPath(name: string): string | null {
  if (!/^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)*$/.test(name)) return null;
  const path = join(FOLDER, `${name}.yaml`);
  return existsSync(path) ? asSeenFromHere(path) : null;
}

/** What a sweep may name as its scenario. */
export const SHIPPED: ShippedScenarios = {
  pathOf: shippedScenarioPath,
  names: shippedScenarioNames,
};

/** Templates left out. Parts that scenarios include have no question of their own: they are none. */
export function shippedScenarioNames(): readonly string[] {
  return namesBelow('').filter(
    (name) => !name.startsWith(`${TEMPLATES}/`) && isScenario(textOf(name)),
  );
}

/** Such as sweeps/fund-size. */
export function shippedSweepNames(): readonly string[] {
  return namesBelow('').filter((name) => isSweepText(textOf(name)));
}

export function templateNames(): readonly string[] {
  return namesBelow(TEMPLATES);
}

export function templateText(name: string): string {
  return textOf(`${TEMPLATES}/${name}`);
}

export function textOf(name: string): string {
  return readFileSync(join(FOLDER, `${name}.yaml`), 'utf8');
}

function isScenario(text: string): boolean {
  return /^question:/m.test(text) && !isSweepText(text);
}

function namesBelow(folder: string): readonly string[] {
  return readdirSync(join(FOLDER, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => path.slice(0, -'.yaml'.length).replaceAll('\\', '/'))
    .sort();
}

/** Short where the package lies below the working directory, as in a checkout. */
function asSeenFromHere(path: string): string {
  const way = relative(process.cwd(), path);
  return way.startsWith('..') ? path : way;
}
