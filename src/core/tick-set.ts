import { NONE } from './units.js';

/**
 * A set of whole numbers in [0, size) that answers "which is the next one up or down" in a few
 * steps, however far apart they lie: a pyramid of bitmaps, each bit of a level saying whether the
 * word of 32 bits below it holds anything.
 */
export class TickSet {
  private readonly levels: Int32Array[] = [];

  constructor(size: number) {
    let words = size;
    do {
      words = Math.max(1, Math.ceil(words / 32));
      this.levels.push(new Int32Array(words));
    } while (words > 1);
  }

  has(tick: number): boolean {
    return (this.levels[0][tick >>> 5] & (1 << (tick & 31))) !== 0;
  }

  add(tick: number): void {
    const { levels } = this;
    let index = tick;
    for (let level = 0; level < levels.length; level++) {
      const word = index >>> 5;
      const before = levels[level][word];
      levels[level][word] = before | (1 << (index & 31));
      if (before !== 0) return; // the words above know already
      index = word;
    }
  }

  delete(tick: number): void {
    const { levels } = this;
    let index = tick;
    for (let level = 0; level < levels.length; level++) {
      const word = index >>> 5;
      const after = levels[level][word] & ~(1 << (index & 31));
      levels[level][word] = after;
      if (after !== 0) return; // something is left: the words above stay as they are
      index = word;
    }
  }

  /** The highest member <= tick, or NONE. */
  highestAtOrBelow(tick: number): number {
    if (tick < 0) return NONE;
    const { levels } = this;
    let index = tick;
    for (let level = 0; level < levels.length; level++) {
      const bit = index & 31;
      const mask = bit === 31 ? -1 : (1 << (bit + 1)) - 1;
      const found = levels[level][index >>> 5] & mask;
      if (found !== 0) return this.descendHighest(level, (index & ~31) | (31 - Math.clz32(found)));
      index = (index >>> 5) - 1;
      if (index < 0) return NONE;
    }
    return NONE;
  }

  /** The lowest member >= tick, or NONE. */
  lowestAtOrAbove(tick: number): number {
    const { levels } = this;
    let index = tick < 0 ? 0 : tick;
    for (let level = 0; level < levels.length; level++) {
      const word = index >>> 5;
      if (word >= levels[level].length) return NONE;
      const found = levels[level][word] & (-1 << (index & 31));
      if (found !== 0) return this.descendLowest(level, (index & ~31) | lowestBit(found));
      index = word + 1;
    }
    return NONE;
  }

  private descendHighest(level: number, index: number): number {
    let found = index;
    for (let below = level - 1; below >= 0; below--) {
      found = (found << 5) | (31 - Math.clz32(this.levels[below][found]));
    }
    return found;
  }

  private descendLowest(level: number, index: number): number {
    let found = index;
    for (let below = level - 1; below >= 0; below--) {
      found = (found << 5) | lowestBit(this.levels[below][found]);
    }
    return found;
  }
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
