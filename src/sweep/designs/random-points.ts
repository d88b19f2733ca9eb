import { Draws, type RandomStreams } from '../../core/random.js';
import type { Point } from './point.js';

/** Independent uniform points. A coordinate is keyed by axis and point, so more of either keep it. */
export function randomPoints(
  streams: RandomStreams,
  axes: readonly string[],
  count: number,
): readonly Point[] {
  const draws = new Draws();
  const ids = axes.map((axis) => streams.open(`sweep/random/${axis}`));
  return Array.from({ length: count }, (_, row) =>
    ids.map((id) => {
      draws.begin(streams, id, row);
      return draws.uniform();
    }),
  );
}
