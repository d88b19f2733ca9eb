import type { RandomStreams, StreamId } from '../../core/random.js';
import { NONE, type TimeUs } from '../../core/units.js';
import { CorrelatedNoise } from './correlated-noise.js';

/** Rows of indices with correlated noise, and the factor of their correlation matrix. */
export interface NoiseGroup {
  readonly rows: readonly number[];
  readonly factor: readonly (readonly number[])[];
}

/**
 * The normal draws that move the indices. An index on its own draws from its own stream, whatever
 * other indices there are; those of a group share Brownian motions.
 *
 * A row is an index: its stream, its group and its place in that.
 */
export class DrivingNoise {
  private readonly stream: readonly StreamId[];
  private readonly groups: readonly CorrelatedNoise[];
  private readonly group: Int32Array;
  private readonly place: Int32Array;

  constructor(stream: readonly StreamId[], groups: readonly NoiseGroup[]) {
    this.stream = stream;
    this.group = new Int32Array(stream.length).fill(NONE);
    this.place = new Int32Array(stream.length);
    this.groups = groups.map(({ rows, factor }, group) => {
      for (const [place, row] of rows.entries()) {
        this.group[row] = group;
        this.place[row] = place;
      }
      return new CorrelatedNoise(
        rows.map((row) => stream[row]),
        factor,
      );
    });
  }

  /** Standard normal, for the time since the index last moved. */
  normal(row: number, toUs: TimeUs, streams: RandomStreams): number {
    const group = this.group[row];
    if (group === NONE) return streams.normal(this.stream[row]);
    return this.groups[group].take(this.place[row], toUs, streams);
  }

  /** The index has moved to this time; noise that it had no use for is gone. */
  settle(row: number, toUs: TimeUs, streams: RandomStreams): void {
    const group = this.group[row];
    if (group !== NONE) this.groups[group].drop(this.place[row], toUs, streams);
  }
}
