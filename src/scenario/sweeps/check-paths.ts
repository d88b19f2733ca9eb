import type { Findings, Path } from '../findings.js';
import { plainPath } from './compile-axis.js';
import type { SweepValue } from './sweep-schema.js';

interface Place {
  readonly path: string;
  readonly place: Path;
  /** The axis that varies it. */
  readonly axis: string;
}

/** Two axes that set the same thing, and settings for all runs that an axis would undo. */
export function checkPaths({ axes, set }: SweepValue, findings: Findings): void {
  const varied: Place[] = [];
  for (const { path, place, axis } of Object.entries(axes).flatMap(placesOf)) {
    const other = varied.find((one) => contains(one.path, path) || contains(path, one.path));
    if (other) {
      const found = `${path}, and ${other.path} in axis ${other.axis}`;
      findings.contradiction(place, 'a path that no other axis sets', found);
    }
    varied.push({ path, place, axis });
  }
  for (const key of Object.keys(set)) {
    const axis = axisThatUndoes(key, varied);
    if (axis === null) continue;
    const found = `one that axis ${axis} sets after it`;
    findings.contradiction(['set', key], 'a setting that no axis varies', found);
  }
}

/** The name of the axis that sets a path after it was set; null: none does. */
export function axisThatUndoes(
  path: string,
  axes: readonly { readonly path: string; readonly axis: string }[],
): string | null {
  return axes.find((one) => contains(one.path, plainPath(path)))?.axis ?? null;
}

function placesOf([axis, { path, paths = [] }]: [string, SweepValue['axes'][string]]): Place[] {
  const own =
    path === undefined ? [] : [{ path: plainPath(path), place: ['axes', axis, 'path'], axis }];
  const several = paths.map((one, index) => {
    return { path: plainPath(one), place: ['axes', axis, 'paths', index], axis };
  });
  return [...own, ...several];
}

function contains(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`);
}
