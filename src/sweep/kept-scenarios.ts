import { readFileSync } from 'node:fs';
import { loadWithModules, type ReadyScenario } from '../load-modules.js';
import type { RunTask } from './run-task.js';

/** A cell's runs come one after another, and several cells may be in hand. */
const MOST_KEPT = 4;

/** A file that a scenario names can not be read. */
export class UnreadFile extends Error {}

/** The scenarios of the last runs of a worker, so that runs of one scenario read it once. */
export class KeptScenarios {
  /** The latest last. */
  private readonly kept = new Map<string, ReadyScenario>();

  /** Throws ScenarioError and UnreadFile. */
  async scenarioOf(task: RunTask): Promise<ReadyScenario> {
    const { fileName, text, overrides } = task;
    const name = task.scenarioHash ?? JSON.stringify([fileName, text, overrides]);
    const known = this.kept.get(name);
    this.kept.delete(name);
    const ready = known ?? (await loadWithModules(fileName, text, overrides, readText));
    this.kept.set(name, ready);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST_KEPT) break;
      this.kept.delete(oldest);
    }
    return ready;
  }
}

function readText(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    throw new UnreadFile(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
