import type { Path } from '../scenario/findings.js';
import { axisPoint } from '../scenario/sweeps/axis-value.js';
import type { Setting, Sweep } from '../scenario/sweeps/sweep.js';
import type { Point } from './designs/point.js';

/** A setting of a cell, and who sets it. */
export interface CellSetting {
  /** `path=value`. */
  readonly override: string;
  readonly path: string;
  readonly origin: Origin;
}

export type Origin =
  /** `set` of the sweep's file. `path`: where the key stands. */
  | { readonly kind: 'set'; readonly place: Path }
  /** --set on the command line, by its number from 1. */
  | { readonly kind: 'flag'; readonly number: number }
  /** An axis. `pathPlace`: where its path is named; `place`: where its value stands. */
  | {
      readonly kind: 'axis';
      readonly axis: string;
      readonly place: Path;
      readonly pathPlace: Path;
    };

export interface CellDraft {
  readonly values: readonly string[];
  readonly at: readonly number[];
  readonly settings: readonly CellSetting[];
}

/** What every cell sets before its axes do: the sweep's own settings, then those of the command line. */
export function sharedSettings(
  { settings }: Sweep,
  overrides: readonly string[],
): readonly CellSetting[] {
  const own = settings.map((setting): CellSetting => {
    const origin = { kind: 'set', place: ['set', setting.path] } as const;
    return { ...textOf(setting), origin };
  });
  const flags = overrides.map((override, index): CellSetting => {
    const path = override.slice(0, Math.max(0, override.indexOf('=')));
    return { override, path, origin: { kind: 'flag', number: index + 1 } };
  });
  return [...own, ...flags];
}

export function draftCell(
  { axes }: Sweep,
  point: Point,
  shared: readonly CellSetting[],
): CellDraft {
  const points = axes.map((axis, row) => axisPoint(axis, point[row]));
  const settings = axes.flatMap((axis, row) =>
    points[row].settings.map((setting, index): CellSetting => {
      const { name } = axis;
      const pathPlace = ['axes', name, ...(axis.isPlural ? ['paths', index] : ['path'])];
      const place = points[row].places[index];
      return { ...textOf(setting), origin: { kind: 'axis', axis: name, place, pathPlace } };
    }),
  );
  return {
    values: points.map(({ text }) => text),
    at: points.map(({ at }) => at),
    settings: [...shared, ...settings],
  };
}

function textOf({ path, text }: Setting) {
  return { override: `${path}=${text}`, path };
}
