import { foundText } from '../scenario/findings.js';
import { shownOverride } from '../scenario/overridden-source.js';
import { type Problem, problemText, type ScenarioError } from '../scenario/problems.js';
import { plainPath } from '../scenario/sweeps/compile-axis.js';
import type { SweepFile } from '../scenario/sweeps/sweep-file.js';
import type { CellSetting } from './cell-settings.js';

/**
 * What is wrong with the scenarios that a sweep makes, told at the place in the sweep's file that
 * brought it; what is wrong with the base scenario itself, at its own. Each problem once, however
 * many cells have it.
 */
export class CellProblems {
  readonly list: Problem[] = [];
  /** Texts of the files that the problems are in. */
  readonly texts = new Map<string, string>();
  private readonly file: SweepFile;
  private readonly told = new Set<string>();
  /** What is wrong before the sweep changes anything. */
  private readonly ofBase: ReadonlySet<string>;

  constructor(file: SweepFile, ofBase: readonly Problem[]) {
    this.file = file;
    this.ofBase = new Set(ofBase.map(problemText));
  }

  /**
   * `blame` says which setting brings a problem that lies elsewhere; null: they do it together.
   */
  async add(
    { problems, texts }: ScenarioError,
    settings: readonly CellSetting[],
    blame: (problem: Problem) => Promise<CellSetting | null>,
  ): Promise<void> {
    for (const [name, text] of texts) this.texts.set(name, text);
    for (const problem of problems) {
      if (problem.override !== null) this.tell(settings[problem.line - 1], problem);
      else if (this.ofBase.has(problemText(problem))) this.once(problemText(problem), problem);
      else await this.tellIndirect(problem, blame);
    }
  }

  /** A contradiction of what the sweep sets with what stands in the base scenario. */
  private async tellIndirect(
    problem: Problem,
    blame: (problem: Problem) => Promise<CellSetting | null>,
  ): Promise<void> {
    const key = `indirect ${problem.path} ${problem.expected}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    const found = `${problem.found} at ${problem.file}:${problem.line}`;
    const setting = await blame(problem);
    if (setting !== null) this.tell(setting, { ...problem, found });
    else this.list.push(this.file.moved({ ...problem, found }, ['axes'], 'key'));
  }

  private tell({ origin, path, override }: CellSetting, problem: Problem): void {
    if (origin.kind === 'flag') {
      const place = { file: this.file.name, line: origin.number, column: 1 };
      const told = problem.override ?? shownOverride(override);
      this.once(problemText(problem), { ...problem, ...place, override: told });
      return;
    }
    const isOfPath = isAboutPath(problem, plainPath(path));
    const moved =
      origin.kind === 'set'
        ? this.file.moved(problem, origin.place, isOfPath ? 'key' : 'value')
        : this.file.moved(problem, isOfPath ? origin.pathPlace : origin.place, 'value');
    this.once(`${moved.line}:${moved.column} ${problem.path} ${problem.expected}`, moved);
  }

  private once(key: string, problem: Problem): void {
    if (this.told.has(key)) return;
    this.told.add(key);
    this.list.push(problem);
  }
}

/** A problem of a key on the way to the setting, not of the value that it is given. */
function isAboutPath({ path, found }: Problem, setting: string): boolean {
  const plain = plainPath(path);
  if (plain !== setting) return setting.startsWith(`${plain}.`);
  return found === foundText(plain.slice(plain.lastIndexOf('.') + 1));
}
