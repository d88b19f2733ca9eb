import { decode } from '../decode.js';
import { Findings, type Path } from '../findings.js';
import { offsetOf } from '../places.js';
import { type Problem, ScenarioError } from '../problems.js';
import { problemAt, type SourceFile } from '../source-file.js';
import { lineAndColumn, readYaml } from '../yaml-document.js';
import { compileSweep } from './compile-sweep.js';
import type { Sweep } from './sweep.js';
import { sweepSchema } from './sweep-schema.js';

const NO_WORDS = { expected: '', found: '', suggestion: null };

/** A sweep's file: what it says, and where. What is wrong with it is collected. */
export class SweepFile {
  /** Holds as far as `findings` do not touch it. */
  readonly sweep: Sweep;
  readonly findings = new Findings();
  private readonly source: SourceFile;
  private readonly faults: readonly Problem[];

  /** Throws a `ScenarioError` when the text is no YAML. */
  constructor(name: string, text: string) {
    const { document, value, faults } = readYaml(text);
    this.faults = faults.map(({ offset, expected, found }) =>
      problemAt({ name, text }, offset, { path: [], expected, found, suggestion: null }),
    );
    if (!document || value === undefined) {
      throw new ScenarioError(this.faults, new Map([[name, text]]));
    }
    this.source = { name, text, document };
    const decoded = decode(sweepSchema, value, this.findings);
    this.sweep = compileSweep(decoded, this.findings);
  }

  get name(): string {
    return this.source.name;
  }

  /** A problem of a scenario that the sweep makes, at the place in this file that brought it. */
  moved(problem: Problem, path: Path, at: 'key' | 'value'): Problem {
    const { name, text, document } = this.source;
    const offset = offsetOf({ ...NO_WORDS, path, atKey: at === 'key' }, document);
    return { ...problem, file: name, ...lineAndColumn(text, offset), override: null };
  }

  /** Throws when anything is wrong, here or in `others`, which may lie in other files. */
  report(others: readonly Problem[] = [], texts: ReadonlyMap<string, string> = new Map()): void {
    const { name, text } = this.source;
    const own = this.findings.list.map((finding) =>
      problemAt(this.source, offsetOf(finding, this.source.document), finding),
    );
    const problems = [...this.faults, ...own, ...others];
    if (problems.length === 0) return;
    throw new ScenarioError(problems, new Map([[name, text], ...texts]));
  }
}
