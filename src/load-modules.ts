import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importModule } from './import-module.js';
import { type LoadedScenario, loadFrom, modulesOf } from './scenario/load.js';
import type { ModuleFile } from './scenario/modules.js';
import { readNothing, type ReadText } from './scenario/read-text.js';
import { openScenario, type ScenarioSource } from './scenario/scenario-source.js';
import type { BehaviourFactories, BehaviourFactory } from './simulation/agents/custom-behaviour.js';

/** A scenario, and what its modules make. */
export interface ReadyScenario {
  readonly loaded: LoadedScenario;
  readonly behaviours: BehaviourFactories;
}

interface FoundModule extends ModuleFile {
  readonly factory: BehaviourFactory | null;
}

/**
 * Reads a scenario and imports the modules that its populations name, from the folder of its file.
 * Throws a `ScenarioError` with everything that is wrong.
 */
export async function loadWithModules(
  fileName: string,
  text: string,
  overrides: readonly string[] = [],
  readText: ReadText = readNothing,
): Promise<ReadyScenario> {
  return readyFrom(openScenario(fileName, text, readText), overrides);
}

/** The same from a source that was read before, for loads that differ in their overrides only. */
export async function readyFrom(
  source: ScenarioSource,
  overrides: readonly string[],
): Promise<ReadyScenario> {
  const modules = new Map<string, FoundModule>();
  const behaviours = new Map<string, BehaviourFactory>();
  for (const path of modulesOf(source, overrides)) {
    const found = await findModule(resolve(dirname(source.fileName), path));
    modules.set(path, found);
    if (found.factory !== null) behaviours.set(path, found.factory);
  }
  return { loaded: loadFrom(source, overrides, modules), behaviours };
}

async function findModule(file: string): Promise<FoundModule> {
  let sha256: string | null = null;
  try {
    sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
    // The content is part of the address, so that a module that was changed is read again.
    const exported = await importModule(`${pathToFileURL(file).href}?sha256=${sha256}`);
    if (typeof exported.default === 'function') {
      return { sha256, fault: null, factory: exported.default as BehaviourFactory };
    }
    return { sha256, fault: 'no default export that is one', factory: null };
  } catch (error) {
    return { sha256, fault: faultOf(error, sha256 === null), factory: null };
  }
}

function faultOf(error: unknown, isUnread: boolean): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (isUnread && (code === 'ENOENT' || code === 'ENOTDIR')) return 'no such file';
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const line = message.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200);
  return isUnread ? `a file that can not be read: ${line}` : `one that can not be loaded: ${line}`;
}
