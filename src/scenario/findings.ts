import { nearestName } from './suggest.js';

export type Path = readonly (string | number)[];

/** Something wrong with a scenario, before its place in the file is looked up. */
export interface Finding {
  readonly path: Path;
  /** Completes "expected …". */
  readonly expected: string;
  /** Completes "found …". */
  readonly found: string;
  /** What was probably meant. */
  readonly suggestion: string | null;
  /** A key is wrong, not its value. */
  readonly atKey: boolean;
  /** Where in a text, in characters from its start; absent: at its start. */
  readonly offset?: number;
}

/** Collects all that is wrong, so that it can be reported together. */
export class Findings {
  readonly list: Finding[] = [];

  wrongValue(path: Path, expected: string, value: unknown, known: Iterable<string> = []): void {
    const suggestion = typeof value === 'string' ? nearestName(value, known) : null;
    this.list.push({ path, expected, found: foundText(value), suggestion, atKey: false });
  }

  wrongKey(path: Path, expected: string, known: Iterable<string>): void {
    const key = String(path.at(-1));
    const suggestion = nearestName(key, known);
    this.list.push({ path, expected, found: foundText(key), suggestion, atKey: true });
  }

  /** For a text that is wrong at a place in it. */
  wrongText(path: Path, fault: Omit<Finding, 'path' | 'atKey'>): void {
    this.list.push({ ...fault, path, atKey: false });
  }

  /** For contradictions between values: `found` says what stands against what. */
  contradiction(path: Path, expected: string, found: string): void {
    this.list.push({ path, expected, found, suggestion: null, atKey: false });
  }

  /** Whether a value can't be relied on: it or something that it is in is wrong. */
  isWrong(path: Path): boolean {
    return this.list.some(
      (finding) => finding.path.length <= path.length && startsWith(path, finding.path),
    );
  }

  /** Whether a value or anything in it is wrong. */
  isTouched(path: Path): boolean {
    return this.isWrong(path) || this.list.some((finding) => startsWith(finding.path, path));
  }
}

export function startsWith(path: Path, beginning: Path): boolean {
  return beginning.every((key, index) => key === path[index]);
}

const MOST_CHARACTERS = 60;

/** A value as it can be shown on one line of a terminal. */
export function foundText(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') {
    return Object.keys(value).length === 0 ? 'an empty mapping' : 'a mapping';
  }
  const isPlain =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  const text = isPlain ? String(value) : typeof value;
  return /^[\w.,:%+/ -]+$/.test(text) && text.length <= MOST_CHARACTERS ? text : quoted(text);
}

/** In quotes and cut short; characters that would act on a terminal are written as escapes. */
export function quoted(text: string): string {
  const shown = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  return JSON.stringify(shown).replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

export function pathText(path: Path): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else text += (text && '.') + (/^[\w-]+(\.[\w-]+)*$/.test(key) ? key : quoted(key));
  }
  return text;
}
