import { hintText } from './suggest.js';

/** One thing wrong with a scenario, and where: in the file, or in an override of it. */
export interface Problem {
  readonly file: string;
  readonly line: number; // the number of the override, if that brought it
  readonly column: number;
  /** The override that brought it, as it was given. */
  readonly override: string | null;
  /** The setting, such as venue.takerFee; empty for the file as a whole. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  readonly suggestion: string | null;
}

/** Thrown when a scenario is wrong: the message is all the user needs to mend it. */
export class ScenarioError extends Error {
  override name = 'ScenarioError';
  /** In order of place, those of overrides last. */
  readonly problems: readonly Problem[];
  /** The texts of the files that the problems are in, by name. */
  declare readonly texts: ReadonlyMap<string, string>;

  constructor(problems: readonly Problem[], texts: ReadonlyMap<string, string>) {
    const files = [...texts.keys()];
    const sorted = [...problems].sort((left, right) => byPlace(left, right, files));
    super(sorted.map(problemText).join('\n'));
    this.problems = sorted;
    // Not with the fields that Node prints of an error that nobody catches: they are whole files.
    Object.defineProperty(this, 'texts', { value: texts });
  }
}

/** `file:line:column path expected …, found …` */
export function problemText(problem: Problem): string {
  const { file, line, column, override, path, expected, found, suggestion } = problem;
  const place = override === null ? `${file}:${line}:${column}` : `--set ${override}`;
  return `${place} ${path}${path && ' '}expected ${expected}, found ${found}${hintText(suggestion)}`;
}

/** The scenario first, then the files that it includes in the order in which they were read. */
function byPlace(left: Problem, right: Problem, files: readonly string[]): number {
  if (left.override !== null || right.override !== null) {
    const difference = Number(left.override !== null) - Number(right.override !== null);
    if (difference !== 0) return difference;
  }
  const fileDifference = files.indexOf(left.file) - files.indexOf(right.file);
  return fileDifference || left.line - right.line || left.column - right.column;
}
