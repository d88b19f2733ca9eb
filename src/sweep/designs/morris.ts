import { Draws, type RandomStreams } from '../../core/random.js';
import type { Point } from './point.js';

/**
 * Trajectories of axes + 1 points on `levels` levels, an even number: from a random start every axis
 * jumps once, in random order, by levels ÷ 2 of them, that is p ÷ (2(p − 1)) of its length (Morris
 * 1991, Technometrics 33, 161–174). A trajectory is keyed by its number, so more keep the earlier.
 */
export function morrisPoints(
  streams: RandomStreams,
  axes: readonly string[],
  { trajectories, levels }: { readonly trajectories: number; readonly levels: number },
): readonly Point[] {
  const draws = new Draws();
  const stream = streams.open('sweep/morris');
  return Array.from({ length: trajectories }, (_, row) => {
    draws.begin(streams, stream, row);
    return trajectory(draws, axes.length, levels);
  }).flat();
}

function trajectory(draws: Draws, axes: number, levels: number): readonly Point[] {
  const jump = levels / 2;
  let at = Array.from({ length: axes }, () => draws.below(levels));
  const points = [at];
  for (const axis of drawnOrder(draws, axes)) {
    at = at.with(axis, at[axis] < jump ? at[axis] + jump : at[axis] - jump);
    points.push(at);
  }
  return points.map((point) => point.map((level) => level / (levels - 1)));
}

function drawnOrder(draws: Draws, count: number): readonly number[] {
  const left = Array.from({ length: count }, (_, row) => row);
  return Array.from({ length: count }, () => left.splice(draws.below(left.length), 1)[0]);
}
