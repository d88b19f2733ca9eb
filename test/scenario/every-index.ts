import { readFileSync } from 'node:fs';
import { type LoadedScenario, loadScenario, ScenarioError } from '../../src/scenario/load.js';

/** A scenario whose indices are of every kind. */
export const EVERY_INDEX = readFileSync(new URL('every-index.yaml', import.meta.url), 'utf8');

/** Files that it names. */
export const FILES: Readonly<Record<string, string>> = {
  'prices.csv':
    'when,last\n2021-05-19T12:00:00Z,100\n2021-05-19T13:00:00Z,110\n2021-05-19T15:00:00Z,90\n',
  'bars.csv': [
    't,o,h,l,c',
    '1621425600000,50,56,49,55',
    '1621427400000,55,58,54,57',
    '1621429200000,57,57,40,41',
    '1621431000000,41,50,41,45',
    '1621432800000,45,46,45,46',
    '1621434600000,46,47,45,45\n',
  ].join('\n'),
};

export function reader(files: Readonly<Record<string, string>> = FILES): (file: string) => string {
  return (file) => {
    if (Object.hasOwn(files, file)) return files[file];
    throw new Error(`${file} does not exist`);
  };
}

export function loadIndices(
  text = EVERY_INDEX,
  files: Readonly<Record<string, string>> = FILES,
): LoadedScenario {
  return loadScenario('x.yaml', text, [], reader(files));
}

/** The lines of the report on a wrong scenario; none when it is right. */
export function indexProblems(
  text: string,
  files: Readonly<Record<string, string>> = FILES,
): readonly string[] {
  try {
    loadIndices(text, files);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.message.split('\n');
  }
}

/** The same with one place changed; the place must be there. */
export function changed(from: string, to: string): string {
  if (!EVERY_INDEX.includes(from)) throw new Error(`the example has no ${from}`);
  return EVERY_INDEX.replace(from, () => to);
}
