import { codeFrameColumns } from '@babel/code-frame';
import { problemText, type ScenarioError } from '../scenario/problems.js';

/** All problems of a scenario, each with the lines around it. */
export function problemReport(error: ScenarioError, text: string): string {
  const shown = withoutControlCharacters(text);
  return error.problems
    .map((problem) => {
      if (problem.override !== null) return problemText(problem);
      const start = { line: problem.line, column: problem.column };
      const options = { linesAbove: 1, linesBelow: 1, highlightCode: false };
      return `${problemText(problem)}\n${codeFrameColumns(shown, { start }, options)}`;
    })
    .join('\n');
}

/** A file must not be able to steer the terminal that it is shown on. */
function withoutControlCharacters(text: string): string {
  return text.replace(/[^\P{C}\n\r\t]/gu, '·');
}
