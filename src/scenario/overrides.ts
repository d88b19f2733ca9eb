import { type Findings, type Path, quoted } from './findings.js';
import { isMapping, memberOf } from './mapping.js';
import { readYaml, RESERVED_NAMES } from './yaml-document.js';

/** `path=value` as it was given, for instance venue.takerFee=5bp. */
export interface Override {
  readonly text: string;
  /** Its number, from 1. */
  readonly number: number;
  readonly path: Path;
}

/** Sections whose keys are the user's own names: a name that isn't there yet is a misspelt one. */
const NAMED_SECTIONS = ['populations', 'shocks', 'venue.instruments'];

/**
 * Puts a value in its place in a copy of the scenario. Null when it has no place; then `findings`
 * says why.
 */
export function applyOverride(
  scenario: unknown,
  text: string,
  findings: Findings,
): { readonly scenario: unknown; readonly path: Path } | null {
  const split = text.indexOf('=');
  if (split < 1) {
    findings.contradiction([], 'path=value, such as venue.takerFee=5bp', 'no path or no value');
    return null;
  }
  const { value, faults } = readYaml(text.slice(split + 1));
  for (const { expected, found } of faults) findings.contradiction([], expected, found);
  if (faults.length > 0) return null;

  const segments = text
    .slice(0, split)
    .trim()
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.');
  const path = pathOf(scenario, segments);
  const changed = withValue(scenario, path, 0, value, findings);
  return changed === null ? null : { scenario: changed.value, path };
}

/** Names may have dots: the longest name that is there is taken. */
function pathOf(scenario: unknown, segments: readonly string[]): Path {
  const path: (string | number)[] = [];
  let container = scenario;
  for (let next = 0; next < segments.length;) {
    let length = 1;
    for (let longer = segments.length - next; longer > 1; longer--) {
      if (!hasMember(container, segments.slice(next, next + longer).join('.'))) continue;
      length = longer;
      break;
    }
    const key = segments.slice(next, next + length).join('.');
    const step = Array.isArray(container) && /^\d{1,6}$/.test(key) ? Number(key) : key;
    path.push(step);
    container = elementOf(container, step);
    next += length;
  }
  return path;
}

function withValue(
  container: unknown,
  path: Path,
  depth: number,
  value: unknown,
  findings: Findings,
): { readonly value: unknown } | null {
  if (depth === path.length) return { value };
  const key = path[depth];
  const place = path.slice(0, depth + 1);
  if (Array.isArray(container)) {
    if (typeof key !== 'number' || key >= container.length) {
      const expected = `a number from 0 to ${container.length - 1} for the element of the list`;
      findings.contradiction(place, expected, quoted(String(key)));
      return null;
    }
    const changed = withValue(container[key], path, depth + 1, value, findings);
    return changed && { value: container.with(key, changed.value) };
  }
  if (container !== undefined && !isMapping(container)) {
    findings.wrongValue(
      path.slice(0, depth),
      `a mapping, to set ${quoted(String(key))} in it`,
      container,
    );
    return null;
  }
  const members = container ?? {};
  const isNamed = NAMED_SECTIONS.includes(path.slice(0, depth).join('.'));
  if (
    RESERVED_NAMES.includes(String(key)) ||
    (isNamed && depth + 1 < path.length && !hasMember(members, key))
  ) {
    const known = Object.keys(members);
    findings.wrongKey(
      place,
      known.length > 0 ? `one of ${known.join(', ')}` : 'a name that is there',
      known,
    );
    return null;
  }
  const changed = withValue(memberOf(members, key), path, depth + 1, value, findings);
  return changed && { value: { ...members, [key]: changed.value } };
}

/** Whether a scenario has something at a path. */
export function isThere(scenario: unknown, path: Path): boolean {
  return path.reduce(elementOf, scenario) !== undefined;
}

function hasMember(container: unknown, key: string | number): boolean {
  return isMapping(container) && Object.hasOwn(container, key);
}

function elementOf(container: unknown, key: string | number): unknown {
  if (Array.isArray(container) && typeof key === 'number') return container[key] as unknown;
  return memberOf(container, key);
}
