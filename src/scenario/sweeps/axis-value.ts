import type { Path } from '../findings.js';
import { spannedText } from './span.js';
import type { Axis, Setting } from './sweep.js';

/** What an axis stands at in a cell. */
export interface AxisPoint {
  /** In the words of the sweep file. */
  readonly text: string;
  readonly settings: readonly Setting[];
  /** Where it stands between its ends, 0 to 1. */
  readonly at: number;
  /** Where in the sweep file each setting's value stands. */
  readonly places: readonly Path[];
}

/** The value at a share of the way from the first to the last; a list is cut into equal parts. */
export function axisPoint({ name, paths, isPlural, values }: Axis, share: number): AxisPoint {
  if (values.kind !== 'list') {
    const text = spannedText(values.span, share);
    const place = ['axes', name, values.kind];
    const settings = paths.map((path) => ({ path, text }));
    return { text, settings, at: share, places: paths.map(() => place) };
  }
  const { entries } = values;
  const last = entries.length - 1;
  const index = Math.min(last, Math.floor(share * entries.length));
  const { text, perPath } = entries[index];
  const place = ['axes', name, 'list', index];
  const settings = paths.map((path, row) => ({ path, text: perPath[row] }));
  const places = paths.map((_, row) => (isPlural ? [...place, row] : place));
  return { text, settings, at: last === 0 ? 0 : index / last, places };
}
