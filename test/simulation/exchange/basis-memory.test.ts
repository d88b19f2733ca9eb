import { describe, expect, it } from 'vitest';
import { BasisMemory } from '../../../src/simulation/exchange/basis-memory.js';
import { TravelStack } from '../../../src/simulation/exchange/travel-stack.js';

const SECOND = 1_000_000;
/** Half of the distance goes in a second. */
const HALVING_US = SECOND / Math.LN2;
const INDEX = 1000;

class Memory {
  readonly basis = new BasisMemory(HALVING_US);
  readonly travel = new TravelStack();

  constructor() {
    this.travel.begin(INDEX);
  }

  pull(target: number, cause: number): this {
    this.basis.pull(target, cause);
    return this;
  }

  /** The mark after so many seconds since the start. */
  after(seconds: number): number {
    this.travel.begin(this.basis.markTicks(INDEX));
    this.basis.absorb(seconds * SECOND, INDEX, this.travel);
    return this.travel.placeTicks;
  }

  causesAt(...levels: number[]): number[] {
    return levels.map((level) => this.travel.causeAt(level));
  }
}

describe('the mean of the basis', () => {
  it('goes half of the way in a half-life', () => {
    const memory = new Memory().pull(-80, 1);
    expect(memory.after(1)).toBe(960);
    expect(memory.after(2)).toBe(940);
    expect(memory.after(4)).toBe(925);
    expect(memory.after(4)).toBe(925);
    expect(memory.after(60)).toBe(920);
  });

  it('absorbs the oldest pull first', () => {
    const memory = new Memory().pull(-20, 1).pull(-80, 2);
    expect(memory.after(1)).toBe(960);
    expect(memory.causesAt(981, 980, 979, 960)).toEqual([1, 1, 2, 2]);
    expect(memory.after(2)).toBe(940);
    expect(memory.causesAt(950)).toEqual([2]);
  });

  it('a pull back takes off the newest, the absorbed part stays', () => {
    const memory = new Memory().pull(-20, 1).pull(-80, 2).pull(-40, 3);
    expect(memory.after(1)).toBe(980);
    expect(memory.after(2)).toBe(970);
    expect(memory.causesAt(975)).toEqual([2]);
    memory.pull(-25, 4); // back over the mean of -30: nothing of 1, 2 is left
    expect(memory.after(4)).toBe(974);
    expect(memory.causesAt(974)).toEqual([4]);
  });

  it('a pull back on to the mean leaves nothing to absorb', () => {
    const memory = new Memory().pull(-20, 1).pull(0, 2);
    expect(memory.after(5)).toBe(1000);
    memory.pull(10, 3).pull(10, 4);
    expect(memory.after(6)).toBe(1005);
    expect(memory.causesAt(1003)).toEqual([3]);
  });

  it('one cause that goes on stays one pull', () => {
    const memory = new Memory().pull(-10, 1).pull(-20, 1).pull(-40, 2);
    expect(memory.after(1)).toBe(980);
    expect(memory.causesAt(981)).toEqual([1]);
    expect(memory.after(2)).toBe(970);
    expect(memory.causesAt(975)).toEqual([2]);
  });

  it('rises by the same rules', () => {
    const memory = new Memory().pull(20, 1).pull(80, 2).pull(60, 3);
    expect(memory.after(1)).toBe(1030);
    expect(memory.causesAt(1019, 1020, 1021)).toEqual([1, 1, 2]);
  });

  it('remembers as many pulls as come, and forgets what is absorbed', () => {
    const memory = new Memory();
    for (let row = 1; row <= 100; row++) memory.pull(-row, row);
    expect(memory.after(1)).toBe(950);
    expect(memory.causesAt(999, 960, 951)).toEqual([1, 40, 49]);
    for (let row = 101; row <= 180; row++) memory.pull(-row, row);
    expect(memory.after(2)).toBe(885); // half of the way from -50 to -180
    expect(memory.causesAt(945, 890)).toEqual([55, 110]);
    for (let row = 181; row <= 300; row++) memory.pull(-row, row);
    expect(memory.after(3)).toBe(793);
    expect(memory.causesAt(880, 800)).toEqual([120, 200]);
  });

  it('leaves a mark of at least one tick', () => {
    expect(new BasisMemory(1).markTicks(0)).toBe(1);
  });
});

describe('a long memory', () => {
  /** Pulls of a tick each by causes 1, 2, …; the oldest are absorbed before the last ones come. */
  function longMemory(before: number, absorbed: number, after: number): Memory {
    const memory = new Memory();
    for (let cause = 1; cause <= before; cause++) memory.pull(-cause, cause);
    // Half of the way is absorbed in a second.
    memory.after(Math.log2(before / (before - absorbed - 0.5)));
    for (let cause = before + 1; cause <= before + after; cause++) memory.pull(-cause, cause);
    memory.after(1000);
    return memory;
  }

  it.each([
    ['which frees most of its rows', 64, 50, 60],
    ['which frees few of its rows', 64, 10, 200],
    ['which frees just half of its rows', 64, 32, 40],
    ['which has room', 20, 10, 20],
    ['of which nothing was absorbed', 64, 0, 100],
  ])('%s still knows the cause of every tick', (_, before, absorbed, after) => {
    const memory = longMemory(before, absorbed, after);
    expect(memory.travel.placeTicks).toBe(INDEX - before - after);
    for (let cause = before + 1; cause <= before + after; cause++) {
      expect(memory.causesAt(INDEX - cause)).toEqual([cause]);
    }
  });
});
