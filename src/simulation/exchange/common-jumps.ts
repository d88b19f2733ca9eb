import type { RandomStreams } from '../../core/random.js';
import { type TimeUs, US_PER_SECOND } from '../../core/units.js';
import type { JumpLaw } from '../../scenario/scenario.js';
import { CompoundPoisson } from './compound-poisson.js';

/**
 * Jumps that several indices make together, on a stream of the venue's, with their mean taken off.
 *
 * A row is an index: what came since it last asked, and when that was.
 */
export class CommonJumps {
  private readonly jumps: CompoundPoisson;
  private readonly isMember: Uint8Array;
  private readonly waiting: Float64Array;
  private readonly askedUs: Float64Array;

  constructor(
    law: JumpLaw,
    members: readonly number[],
    { indices, stream }: { readonly indices: number; readonly stream: string },
    streams: RandomStreams,
  ) {
    this.jumps = new CompoundPoisson(law, streams.open(stream), streams);
    this.isMember = new Uint8Array(indices);
    this.waiting = new Float64Array(indices);
    this.askedUs = new Float64Array(indices);
    for (const row of members) this.isMember[row] = 1;
  }

  /** What the logarithm of an index jumped, less what jumps come to in the mean. */
  take(row: number, toUs: TimeUs, streams: RandomStreams): number {
    if (this.isMember[row] === 0) return 0;
    const { askedUs, isMember, waiting } = this;
    const sum = this.jumps.until(toUs, streams);
    if (sum !== 0) {
      for (let other = 0; other < waiting.length; other++) waiting[other] += sum * isMember[other];
    }
    const seconds = (toUs - askedUs[row]) / US_PER_SECOND;
    const jump = waiting[row] - this.jumps.growth * seconds;
    waiting[row] = 0;
    askedUs[row] = toUs;
    return jump;
  }
}
