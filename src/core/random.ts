import seedrandom from 'seedrandom';
import { grownInt32, grownLength } from './columns.js';
import { EXPONENTIAL_LAYERS, NORMAL_LAYERS } from './ziggurat.js';

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
  /** Scratch: the stream that draws now. */
  private readonly generator = new Draws();

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
    const { generator, words } = this;
    generator.load(words, 4 * stream);
    const value = generator.uniform();
    generator.store(words, 4 * stream);
    return value;
  }

  /** Waiting time with mean 1. */
  exponential(stream: StreamId): number {
    const { generator, words } = this;
    generator.load(words, 4 * stream);
    const value = generator.exponential();
    generator.store(words, 4 * stream);
    return value;
  }

  /** Standard normal. */
  normal(stream: StreamId): number {
    const { generator, words } = this;
    generator.load(words, 4 * stream);
    const value = generator.normal();
    generator.store(words, 4 * stream);
    return value;
  }

  /** One of the four words of a stream, so that `Draws` can be keyed by it. */
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
    this.a = avalanche(streams.wordOf(stream, 0) ^ low);
    this.b = avalanche((streams.wordOf(stream, 1) + Math.imul(low, 0x9e3779b1)) | 0);
    this.c = avalanche(streams.wordOf(stream, 2) ^ high);
    this.d = streams.wordOf(stream, 3) ^ low;
    this.next(); // so that the three words meet
    this.next();
  }

  /** Uniform in [0, 1) with 53 random bits. */
  uniform(): number {
    const high = this.next();
    const low = this.next();
    return fraction(high, low);
  }

  /** A whole number in [0, count), each as likely as the others to within 2^-32. */
  below(count: number): number {
    return Math.floor(((this.next() >>> 0) / 4294967296) * count);
  }

  /** Waiting time with mean 1. */
  exponential(): number {
    const { width, height, tail } = EXPONENTIAL_LAYERS;
    for (let past = 0; ;) {
      const high = this.next();
      const low = this.next();
      const layer = low & 255; // these bits are no part of the fraction
      const x = fraction(high, low) * width[layer];
      if (x < width[layer + 1]) return past + x;
      if (layer === 0) past += tail;
      else if (this.isBelow(height, layer, Math.exp(-x))) return past + x;
    }
  }

  /** Standard normal. */
  normal(): number {
    const { width, height } = NORMAL_LAYERS;
    for (;;) {
      const high = this.next();
      const low = this.next();
      const layer = low & 255; // these bits are no part of the fraction
      const sign = (low & 256) === 0 ? 1 : -1;
      const x = fraction(high, low) * width[layer];
      if (x < width[layer + 1]) return sign * x;
      if (layer === 0) return sign * this.normalTail();
      if (this.isBelow(height, layer, Math.exp((-x * x) / 2))) return sign * x;
    }
  }

  /** Continues a stream from its column, or puts it back there. */
  load(words: Int32Array, at: number): void {
    this.a = words[at];
    this.b = words[at + 1];
    this.c = words[at + 2];
    this.d = words[at + 3];
  }

  store(words: Int32Array, at: number): void {
    words[at] = this.a;
    words[at + 1] = this.b;
    words[at + 2] = this.c;
    words[at + 3] = this.d;
  }

  /** Whether a point drawn in the corner of a layer lies below the density. */
  private isBelow(height: Float64Array, layer: number, density: number): boolean {
    const from = height[layer];
    return from + this.uniform() * (height[layer + 1] - from) < density;
  }

  /** Beyond the lowest layer's edge, by Marsaglia's method for the normal tail. */
  private normalTail(): number {
    const { tail } = NORMAL_LAYERS;
    for (;;) {
      const x = this.exponential() / tail;
      if (2 * this.exponential() > x * x) return tail + x;
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

/**
 * Every bit of the word moves half the bits of the result: neighbouring numbers of decisions start
 * far apart. The finaliser of MurmurHash3 (Appleby), one to one.
 */
function avalanche(word: number): number {
  let hash = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** 53 of 64 random bits as a number in [0, 1); the low 11 of the second word are free. */
function fraction(high: number, low: number): number {
  return ((high >>> 0) * TWO_21 + (low >>> 11)) / TWO_53;
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
