import type { RandomStreams, StreamId } from '../../core/random.js';
import type { Point } from './point.js';

/**
 * On every axis, one point in each of `count` equal strips (McKay, Beckman and Conover 1979). A
 * strip's width depends on the number of points: the design can not be extended.
 */
export function latinHypercubePoints(
  streams: RandomStreams,
  axes: readonly string[],
  count: number,
): readonly Point[] {
  const columns = axes.map((axis) => {
    const stream = streams.open(`sweep/latinHypercube/${axis}`);
    const strips = shuffled(streams, stream, count);
    return Float64Array.from(strips, (strip) => (strip + streams.uniform(stream)) / count);
  });
  return Array.from({ length: count }, (_, row) => columns.map((column) => column[row]));
}

/** 0 … count − 1 in an order of which all are as likely (Fisher and Yates). */
function shuffled(streams: RandomStreams, stream: StreamId, count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, row) => row);
  for (let row = count - 1; row > 0; row--) {
    const other = Math.floor(streams.uniform(stream) * (row + 1));
    const kept = order[row];
    order[row] = order[other];
    order[other] = kept;
  }
  return order;
}
