import { codeFrameColumns } from '@babel/code-frame';
import { type Problem, problemText, type ScenarioError } from '../scenario/problems.js';

/** Characters of a line that are shown: what is longer is cut to those around the problem. */
const MOST_CHARACTERS = 120;

/** All problems of a scenario, each with the lines around it. */
export function problemReport({ problems, texts }: ScenarioError): string {
  const linesOf = new Map<string, readonly string[]>();
  for (const [file, text] of texts) linesOf.set(file, shownLines(text));
  return problems
    .map((problem) => {
      const lines = linesOf.get(problem.file);
      if (problem.override !== null || !lines) return problemText(problem);
      return `${problemText(problem)}\n${frame(problem, lines)}`;
    })
    .join('\n');
}

function frame({ line, column }: Problem, lines: readonly string[]): string {
  const isLong = (text: string): boolean => text.length > MOST_CHARACTERS;
  const from = isLong(lines[line - 1] ?? '') ? Math.max(0, column - 1 - MOST_CHARACTERS / 2) : 0;
  const shown = lines.map((text, row) =>
    isLong(text) ? cut(text, row + 1 === line ? from : 0) : text,
  );
  const start = { line, column: from === 0 ? column : column - from + 1 };
  const options = { linesAbove: 1, linesBelow: 1, highlightCode: false };
  return codeFrameColumns(shown.join('\n'), { start }, options);
}

function cut(text: string, from: number): string {
  const to = from + MOST_CHARACTERS;
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${text.length > to ? '…' : ''}`;
}

/** A file must not be able to steer the terminal that it is shown on. */
function shownLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => line.replace(/[^\P{C}\t]|[\u2028\u2029]/gu, '·'));
}
