import type { RandomStreams, StreamId } from '../../core/random.js';
import { BITS, directionNumbers } from './direction-numbers.js';
import type { Point } from './point.js';

const TWO_32 = 4294967296;

/** A dimension of a Sobol' sequence: its direction numbers, and what every coordinate is shifted by. */
interface Dimension {
  readonly directions: Int32Array;
  readonly shift: number;
}

/** The sequence as it was published, in the order of Gray codes; the first point is 0. */
export function plainSobol(dimensions: number, count: number): readonly Point[] {
  const plain = Array.from({ length: dimensions }, (_, row) => {
    return { directions: directionNumbers(row), shift: 0 };
  });
  return sobolPoints(plain, count);
}

/**
 * The sequence with a random linear scramble of its digits and a random digital shift (Matoušek
 * 1998): every point is uniform, and the points fill space as evenly as before. `names` are those of
 * the dimensions; more points keep the earlier ones.
 */
export function scrambledSobol(
  streams: RandomStreams,
  names: readonly string[],
  count: number,
): readonly Point[] {
  const scrambled = names.map((name, row) => {
    const stream = streams.open(`sweep/sobol/${name}`);
    const directions = scramble(directionNumbers(row), streams, stream);
    return { directions, shift: word(streams, stream) };
  });
  return sobolPoints(scrambled, count);
}

function sobolPoints(dimensions: readonly Dimension[], count: number): readonly Point[] {
  return Array.from({ length: count }, (_, row) => {
    const gray = row ^ (row >>> 1);
    return dimensions.map(({ directions, shift }) => {
      let digits = shift;
      for (let bit = 0; gray >>> bit !== 0; bit++) {
        if (((gray >>> bit) & 1) === 1) digits ^= directions[bit];
      }
      return (digits >>> 0) / TWO_32;
    });
  });
}

/** Every digit gets a random sum of the digits above it, the same for all numbers. */
function scramble(directions: Int32Array, streams: RandomStreams, stream: StreamId): Int32Array {
  const masks = Int32Array.from({ length: BITS }, (_, digit) => {
    const own = 1 << (BITS - 1 - digit);
    const above = digit === 0 ? 0 : -1 << (BITS - digit);
    return (word(streams, stream) & above) | own;
  });
  return directions.map((direction) => {
    let scrambled = 0;
    for (let digit = 0; digit < BITS; digit++) {
      scrambled |= parity(direction & masks[digit]) << (BITS - 1 - digit);
    }
    return scrambled;
  });
}

function parity(word: number): number {
  let folded = word ^ (word >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  folded ^= folded >>> 2;
  return (folded ^ (folded >>> 1)) & 1;
}

function word(streams: RandomStreams, stream: StreamId): number {
  return Math.floor(streams.uniform(stream) * TWO_32) | 0;
}
