import { assert } from '../../core/assert.js';
import type { RandomStreams, StreamId } from '../../core/random.js';
import type { TimeUs } from '../../core/units.js';

/**
 * Correlated Brownian motions, moved together whenever one of them is asked for, so that indices
 * that are published at different times keep their correlation.
 *
 * A row is a member: its stream, the time it was last asked for, and how far its motion came since.
 */
export class CorrelatedNoise {
  private readonly stream: readonly StreamId[];
  private readonly factor: readonly (readonly number[])[];
  private readonly askedUs: Float64Array;
  private readonly travelled: Float64Array;
  private readonly drawn: Float64Array;
  private timeUs: TimeUs = 0;

  constructor(stream: readonly StreamId[], factor: readonly (readonly number[])[]) {
    this.stream = stream;
    this.factor = factor;
    this.askedUs = new Float64Array(stream.length);
    this.travelled = new Float64Array(stream.length);
    this.drawn = new Float64Array(stream.length);
  }

  /**
   * The member's motion since it was last asked for, as a standard normal. For a step that ended
   * before the others had moved on, and was missed then, the member draws on its own.
   */
  take(member: number, toUs: TimeUs, streams: RandomStreams): number {
    if (toUs < this.timeUs) return streams.normal(this.stream[member]);
    this.advance(toUs, streams);
    const passedUs = toUs - this.askedUs[member];
    assert(0 < passedUs, 'noise is asked for when time has passed');
    const normal = this.travelled[member] / Math.sqrt(passedUs);
    this.drop(member, toUs, streams);
    return normal;
  }

  drop(member: number, toUs: TimeUs, streams: RandomStreams): void {
    this.advance(toUs, streams);
    this.askedUs[member] = toUs;
    this.travelled[member] = 0;
  }

  private advance(toUs: TimeUs, streams: RandomStreams): void {
    assert(this.timeUs <= toUs, 'correlated indices move forward together');
    if (toUs === this.timeUs) return;
    const scale = Math.sqrt(toUs - this.timeUs);
    const { drawn, factor, travelled } = this;
    for (const [row, stream] of this.stream.entries()) {
      drawn[row] = streams.normal(stream);
      let sum = 0;
      for (let column = 0; column <= row; column++) sum += factor[row][column] * drawn[column];
      travelled[row] += scale * sum;
    }
    this.timeUs = toUs;
  }
}
