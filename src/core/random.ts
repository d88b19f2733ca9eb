import seedrandom from 'seedrandom';
import { grownInt32, grownLength } from './columns.js';

/** Row of a random stream. */
export type StreamId = number;

const TWO_21 = 0x200000;
const TWO_53 = 0x20000000000000;

/**
 * Every user of chance has a stream of its own, named after its meaning, never after its turn: a
 * population that is added leaves the draws of all others as they were.
 *
 * A row is a stream; its four words of state (sfc32) lie side by side in one column.
 */
export class RandomStreams {
  private readonly seed: string;
  private words: Int32Array = new Int32Array(64);
  private count = 0;

  constructor(seed: string) {
    this.seed = seed;
  }

  open(name: string): StreamId {
    const stream = this.count++;
    if (this.words.length < 4 * this.count) {
      this.words = grownInt32(this.words, grownLength(this.words.length, 4 * this.count));
    }
    this.words.set(seedWords(this.seed, name), 4 * stream);
    return stream;
  }

  /** The next draw of the stream, uniform in [0, 1) with 53 random bits. */
  uniform(stream: StreamId): number {
    const { words } = this;
    const at = 4 * stream;
    let a = words[at];
    let b = words[at + 1];
    let c = words[at + 2];
    let d = words[at + 3];
    const high = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + high) | 0;
    const low = (a + b + d) | 0;
    d = (d + 1) | 0;
    words[at] = b ^ (b >>> 9);
    words[at + 1] = (c + (c << 3)) | 0;
    words[at + 2] = (((c << 21) | (c >>> 11)) + low) | 0;
    words[at + 3] = d;
    return ((high >>> 0) * TWO_21 + (low >>> 11)) / TWO_53;
  }

  /** Waiting time with mean 1, by inversion: always one draw. */
  exponential(stream: StreamId): number {
    return -Math.log(1 - this.uniform(stream));
  }

  /** Standard normal, by Marsaglia's polar method. Takes a varying number of draws. */
  normal(stream: StreamId): number {
    for (;;) {
      const x = 2 * this.uniform(stream) - 1;
      const y = 2 * this.uniform(stream) - 1;
      const square = x * x + y * y;
      if (0 < square && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }

  /** Copies the words of a stream, so that `Draws` can be keyed by it. */
  wordOf(stream: StreamId, index: 0 | 1 | 2 | 3): number {
    return this.words[4 * stream + index];
  }
}

/**
 * The draws of one decision, keyed by (stream, number of the decision). However many of them a
 * decision takes, the next decision's luck is the same: so runs that differ in one rule stay
 * comparable draw for draw after they part.
 *
 * Nothing here outlives the decision, so it is no state of the run.
 */
export class Draws {
  private a = 0;
  private b = 0;
  private c = 0;
  private d = 0;

  /** Starts the draws of the decision `number` of a stream whose words never change. */
  begin(streams: RandomStreams, stream: StreamId, number: number): void {
    const low = number | 0;
    const high = Math.floor(number / 4294967296) | 0;
    this.a = streams.wordOf(stream, 0) ^ Math.imul(low, 0x9e3779b1);
    this.b = streams.wordOf(stream, 1) ^ Math.imul(low ^ 0x7f4a7c15, 0x85ebca6b);
    this.c = streams.wordOf(stream, 2) ^ high;
    this.d = (streams.wordOf(stream, 3) ^ low) | 0;
    for (let round = 0; round < 12; round++) this.next();
  }

  /** Uniform in [0, 1) with 53 random bits. */
  uniform(): number {
    const high = this.next();
    const low = this.next();
    return ((high >>> 0) * TWO_21 + (low >>> 11)) / TWO_53;
  }

  /** A whole number in [0, count), each as likely as the others to within 2^-32. */
  below(count: number): number {
    return Math.floor(((this.next() >>> 0) / 4294967296) * count);
  }

  exponential(): number {
    return -Math.log(1 - this.uniform());
  }

  normal(): number {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (0 < square && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }

  private next(): number {
    const result = (this.a + this.b + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + result) | 0;
    return result;
  }
}

/** A Poisson number, by counting unit waiting times: O(mean). */
export function poisson(draws: Draws, mean: number): number {
  let count = -1;
  for (let time = 0; time <= mean; time += draws.exponential()) count += 1;
  return count;
}

/**
 * Four words from the seed and the name. The text is delimited and terminated, because seedrandom
 * repeats short keys ('1' gives the stream of '11'), and escaped, because it cuts characters to
 * eight bits.
 */
function seedWords(seed: string, name: string): Int32Array {
  const generator = seedrandom(`unwind:${JSON.stringify([seed, encodeURIComponent(name)])};`);
  return Int32Array.from({ length: 4 }, () => generator.int32());
}
