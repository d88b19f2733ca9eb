import { dirname, isAbsolute, join } from 'node:path';
import { foundText, type Path, quoted } from './findings.js';
import { isMapping } from './mapping.js';
import { merge, type Merged } from './merge.js';
import { offsetOf } from './places.js';
import type { Problem } from './problems.js';
import type { ReadText } from './read-text.js';
import { scenarioSchema } from './schema.js';
import { problemAt, type SourceFile } from './source-file.js';
import { readYaml } from './yaml-document.js';

/** More than a scenario needs; a file that is included twice counts twice. */
const MOST_INCLUDES = 32;

/** Reads a scenario file and, under it, the files that it includes, and remembers what is wrong. */
export class ScenarioFiles {
  readonly problems: Problem[] = [];
  /** The text of every file that was read, by its name. */
  readonly texts = new Map<string, string>();
  /** Every included file is there: without one, what it should say would be missed as well. */
  isWhole = true;
  private readonly readText: ReadText;
  private includes = 0;

  constructor(readText: ReadText) {
    this.readText = readText;
  }

  /** The file over what it includes, without `include`; null when its text can't be read as YAML. */
  read(name: string, text: string, includedBy: readonly string[] = []): Merged | null {
    this.texts.set(name, text);
    const { document, value, faults } = readYaml(text);
    for (const { offset, expected, found } of faults) {
      const finding = { path: [], expected, found, suggestion: null };
      this.problems.push(problemAt({ name, text }, offset, finding));
    }
    if (!document || value === undefined) return null;
    const file = { name, text, document };
    const origin = { file, members: null };
    if (!isMapping(value)) {
      if (includedBy.length > 0) this.report(file, [], 'a mapping of settings', foundText(value));
      return { value, origin };
    }
    const { include, ...own } = value;
    return this.includedBelow(file, include, [...includedBy, name]).reduce(
      (above, below) => merge(scenarioSchema, below, above),
      { value: own, origin } as Merged,
    );
  }

  /** What a file includes, the last first: it lies over those before it. */
  private includedBelow(
    file: SourceFile,
    include: unknown,
    chain: readonly string[],
  ): readonly Merged[] {
    if (include === undefined) return [];
    if (!Array.isArray(include)) {
      const expected = 'a list of files, such as [behaviours/btc.yaml]';
      this.report(file, ['include'], expected, foundText(include));
      return [];
    }
    const parts = include.map((path: unknown, index) =>
      this.readIncluded(file, path, ['include', index], chain),
    );
    return parts.filter((part) => part !== null).reverse();
  }

  private readIncluded(
    file: SourceFile,
    path: unknown,
    place: Path,
    chain: readonly string[],
  ): Merged | null {
    this.includes += 1;
    if (typeof path !== 'string' || path === '' || /\p{C}/u.test(path)) {
      return this.report(file, place, 'the path of a file', foundText(path));
    }
    const name = isAbsolute(path) ? path : join(dirname(file.name), path);
    if (chain.includes(name)) {
      const found = [...chain.slice(chain.indexOf(name)), name].join(' → ');
      return this.report(file, place, 'a file that does not include itself', found);
    }
    if (this.includes > MOST_INCLUDES) {
      if (this.includes > MOST_INCLUDES + 1) return null;
      return this.report(file, place, `at most ${MOST_INCLUDES} included files`, 'more');
    }
    let text: string;
    try {
      text = this.readText(name);
    } catch (error) {
      const found = error instanceof Error ? error.message : quoted(name);
      return this.report(file, place, 'a file that can be read', `that ${found}`);
    }
    const part = this.read(name, text, chain);
    if (part !== null && isMapping(part.value)) return part;
    this.isWhole = false;
    return null;
  }

  private report(file: SourceFile, path: Path, expected: string, found: string): null {
    this.isWhole = false;
    const finding = { path, expected, found, suggestion: null, atKey: false };
    this.problems.push(problemAt(file, offsetOf(finding, file.document), finding));
    return null;
  }
}
