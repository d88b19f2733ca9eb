import { ScenarioFiles } from './includes.js';
import type { Merged } from './merge.js';
import { type Problem, ScenarioError } from './problems.js';
import { readNothing, type ReadText } from './read-text.js';

/** A scenario's file and all that it includes, read once, for one load or for many. */
export interface ScenarioSource {
  readonly fileName: string;
  readonly text: string;
  readonly readText: ReadText;
  readonly merged: Merged;
  /** The text of every file, by its name. */
  readonly texts: ReadonlyMap<string, string>;
  /** What is wrong with the texts themselves. */
  readonly problems: readonly Problem[];
}

/** Throws a `ScenarioError` when a file can not be read or is no YAML. */
export function openScenario(
  fileName: string,
  text: string,
  readText: ReadText = readNothing,
): ScenarioSource {
  const files = new ScenarioFiles(readText);
  const merged = files.read(fileName, text);
  const { isWhole, problems, texts } = files;
  if (merged === null || !isWhole) throw new ScenarioError(problems, texts);
  return { fileName, text, readText, merged, texts, problems };
}
