import { type Problem, problemText, type ScenarioError } from './problems.js';

/** The report of a `ScenarioError` with the lines of the file around each problem. */
export async function describeProblems(
  { problems }: ScenarioError,
  text: string,
  options: { readonly highlight?: boolean } = {},
): Promise<string> {
  // Loaded late: only a wrong scenario needs it.
  const { codeFrameColumns } = await import('@babel/code-frame');
  const describe = (problem: Problem): string => {
    const { line, column, override } = problem;
    if (override !== null || !isPrintable(text)) return problemText(problem);
    const frame = codeFrameColumns(
      text,
      { start: { line, column } },
      { linesAbove: 1, linesBelow: 1, highlightCode: options.highlight ?? false },
    );
    return `${problemText(problem)}\n${frame}`;
  };
  return problems.map(describe).join('\n');
}

/** Text of an unknown file may hold characters that act on a terminal. */
function isPrintable(text: string): boolean {
  return text.length <= 65_536 && !/[^\P{C}\t\n\r]/u.test(text);
}
