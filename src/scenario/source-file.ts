import type { Document } from 'yaml';
import { type Finding, pathText } from './findings.js';
import type { Problem } from './problems.js';
import { lineAndColumn } from './yaml-document.js';

/** A file of a scenario: the scenario itself or one that it includes. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
  readonly document: Document;
}

/** What is wrong, at an offset in a file. */
export function problemAt(
  { name, text }: Pick<SourceFile, 'name' | 'text'>,
  offset: number,
  { path, expected, found, suggestion }: Omit<Finding, 'atKey'>,
): Problem {
  const { line, column } = lineAndColumn(text, offset);
  const place = { file: name, line, column, override: null };
  return { ...place, path: pathText(path), expected, found, suggestion };
}
