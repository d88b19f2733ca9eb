import { type Finding, Findings, pathText, quoted, startsWith } from './findings.js';
import { fileOf } from './merge.js';
import { applyOverride, isThere, type Override } from './overrides.js';
import { offsetOf } from './places.js';
import { type Problem, ScenarioError } from './problems.js';
import type { ScenarioSource } from './scenario-source.js';
import { problemAt } from './source-file.js';

/** The files of a scenario with overrides, and what is wrong with them so far. */
export class OverriddenSource {
  private readonly source: ScenarioSource;
  private readonly overrides: Override[] = [];
  private readonly problems: Problem[];

  constructor(source: ScenarioSource) {
    this.source = source;
    this.problems = [...source.problems];
  }

  /** The plain value of the files with the overrides in their places. */
  override(texts: readonly string[]): unknown {
    let scenario = this.source.merged.value;
    for (const [index, text] of texts.entries()) {
      const findings = new Findings();
      const applied = applyOverride(scenario, text, findings);
      const number = index + 1;
      for (const finding of findings.list) this.reportOverride({ text, number }, finding);
      if (!applied) continue;
      if (applied.path[0] === 'include') {
        const expected = 'a setting other than include, which is read before';
        const found = pathText(applied.path);
        const finding = { path: [], expected, found, suggestion: null, atKey: false };
        this.reportOverride({ text, number }, finding);
        continue;
      }
      scenario = applied.scenario;
      this.overrides.push({ text, number, path: applied.path });
    }
    return scenario;
  }

  /** Throws when anything is wrong. */
  report({ list }: Findings): void {
    const { problems } = this;
    const { merged, texts } = this.source;
    for (const finding of list) {
      const override = this.overrideOf(finding);
      if (override) {
        this.reportOverride(override, finding);
        continue;
      }
      const file = fileOf(merged, finding.path);
      problems.push(problemAt(file, offsetOf(finding, file.document), finding));
    }
    if (problems.length > 0) throw new ScenarioError(problems, texts);
  }

  /** The override that set a wrong value, or made the mapping that it is in. */
  private overrideOf({ path, atKey }: Finding): Override | undefined {
    const container = atKey ? path : path.slice(0, -1);
    const isNew = container.length > 0 && !isThere(this.source.merged.value, container);
    return this.overrides.findLast(
      (override) =>
        startsWith(path, override.path) || (isNew && startsWith(override.path, container)),
    );
  }

  private reportOverride(
    { text, number }: Pick<Override, 'text' | 'number'>,
    { path, expected, found, suggestion }: Finding,
  ): void {
    const override = shownOverride(text);
    const place = { file: this.source.fileName, line: number, column: 1, override };
    this.problems.push({ ...place, path: pathText(path), expected, found, suggestion });
  }
}

/** An override as it can be shown on a terminal. */
export function shownOverride(text: string): string {
  return /^[\w.=%/{}[\], :+-]{1,120}$/.test(text) ? text : quoted(text);
}
