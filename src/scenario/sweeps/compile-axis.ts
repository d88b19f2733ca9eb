import { type Findings, foundText, type Path } from '../findings.js';
import { type AxisValue, END } from './axis-schema.js';
import { hasMultiple, inUnit, type Measure, readMeasure, type Span, wholeStep } from './span.js';
import type { Axis, ListEntry } from './sweep.js';
import { written } from './written.js';

const FORMS = ['list', 'range', 'logRange'] as const;

/** An axis with what its values mean; null when that can't be told. */
export function compileAxis(name: string, value: AxisValue, findings: Findings): Axis | null {
  const path = ['axes', name];
  if (findings.isTouched(path)) return null;
  const paths = pathsOf(value, path, findings);
  const forms = FORMS.filter((form) => value[form] !== undefined);
  if (forms.length !== 1) {
    const found = forms.length === 0 ? 'none of them' : forms.join(' and ');
    findings.contradiction(path, 'one of list, range and logRange', found);
  }
  if (paths === null || forms.length !== 1) return null;
  const [kind] = forms;
  const isPlural = value.paths !== undefined;
  if (kind === 'list') {
    const entries = entriesOf(value, paths.length, path, findings);
    return entries === null ? null : { name, paths, isPlural, values: { kind, entries } };
  }
  const span = spanOf(kind, value, path, findings);
  if (span === null) return null;
  return { name, paths, isPlural, values: { kind, span, steps: value[kind]?.steps ?? null } };
}

function pathsOf({ path: one, paths: many }: AxisValue, path: Path, findings: Findings) {
  if ((one === undefined) === (many === undefined)) {
    const found = one === undefined ? 'none of them' : 'both';
    findings.contradiction(path, 'one of path and paths', found);
    return null;
  }
  if (many?.length === 0) {
    findings.wrongValue([...path, 'paths'], 'at least one path', many);
    return null;
  }
  const paths = (many ?? [one ?? '']).map(plainPath);
  const empty = paths.findIndex((text) => !/^[^.=\s][^=]*$/.test(text) || text.endsWith('.'));
  if (empty < 0) return paths;
  const place = many === undefined ? [...path, 'path'] : [...path, 'paths', empty];
  const expected = 'the path of a setting, such as venue.insuranceFund.initial';
  findings.wrongValue(place, expected, paths[empty]);
  return null;
}

/** In one spelling: `a[0].b` is a.0.b. */
export function plainPath(text: string): string {
  return text.trim().replaceAll(/\[(\d+)\]/g, '.$1');
}

function entriesOf(
  { list = [], whole, multipleOf, paths }: AxisValue,
  pathCount: number,
  path: Path,
  findings: Findings,
): readonly ListEntry[] | null {
  const place = [...path, 'list'];
  const known = findings.list.length;
  for (const [key, value] of Object.entries({ whole, multipleOf })) {
    if (value === undefined) continue;
    findings.contradiction([...path, key], 'no rounding of a list', foundText(value));
  }
  if (list.length === 0) findings.wrongValue(place, 'at least one value', list);
  const texts = new Map<string, number>();
  const entries = list.map((value, index) => {
    const text = written(value);
    const earlier = texts.get(text);
    if (earlier !== undefined) {
      findings.contradiction(
        [...place, index],
        'each value once',
        `${foundText(text)} a second time`,
      );
    }
    texts.set(text, index);
    if (paths === undefined || !Array.isArray(value)) {
      return { text, perPath: Array.from({ length: pathCount }, () => text) };
    }
    if (value.length !== pathCount) {
      const expected = `a value for each of ${pathCount} paths`;
      findings.contradiction([...place, index], expected, `${value.length}`);
    }
    return { text, perPath: value.map(written) };
  });
  return findings.list.length > known ? null : entries;
}

function spanOf(
  kind: 'range' | 'logRange',
  value: AxisValue,
  axisPath: Path,
  findings: Findings,
): Span | null {
  const path = [...axisPath, kind];
  const ends = value[kind];
  if (ends === undefined) return null;
  const from = measureAt([...path, 'from'], ends.from, findings);
  const to = measureAt([...path, 'to'], ends.to, findings);
  if (from === null || to === null) return null;
  const unit = from.value === 0 && from.unit.text === '' ? to.unit : from.unit;
  const upper = inUnit(to, unit);
  const said = `${ends.from} to ${ends.to}`;
  if (upper === null) {
    const expected = `${from.unit.kind} like the lower end, such as ${ends.from}`;
    findings.wrongValue([...path, 'to'], expected, ends.to);
    return null;
  }
  if (from.value >= upper) {
    findings.contradiction([...path, 'to'], 'an upper end above the lower one', said);
    return null;
  }
  const isLog = kind === 'logRange';
  if (isLog && from.value <= 0) {
    const expected = 'a lower end above 0: factors never reach it';
    findings.wrongValue([...path, 'from'], expected, ends.from);
    return null;
  }
  const span = { from: from.value, to: upper, unit, isLog, multipleOf: null };
  return rounded(span, value, axisPath, findings);
}

function rounded(
  span: Span,
  { whole = false, multipleOf: written }: AxisValue,
  path: Path,
  findings: Findings,
): Span | null {
  if (written === undefined && !whole) return span;
  if (written !== undefined && whole) {
    findings.contradiction([...path, 'whole'], 'either whole or multipleOf', 'both');
    return null;
  }
  const place = [...path, whole ? 'whole' : 'multipleOf'];
  let step = wholeStep(span.unit);
  if (written !== undefined) {
    const measure = measureAt(place, written, findings);
    if (measure === null) return null;
    step = inUnit(measure, span.unit) ?? NaN;
    if (!(step > 0)) {
      const expected = `${span.unit.kind} above 0 like the ends`;
      findings.wrongValue(place, expected, written);
      return null;
    }
  }
  if (hasMultiple(span, step)) return { ...span, multipleOf: step };
  findings.contradiction(place, 'ends with such a value between them', 'none');
  return null;
}

function measureAt(path: Path, value: string | number, findings: Findings): Measure | null {
  const measure = readMeasure(value);
  if (measure === null) findings.wrongValue(path, `a number, or ${END}`, value);
  return measure;
}
