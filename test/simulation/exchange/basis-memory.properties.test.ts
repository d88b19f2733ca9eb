import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BasisMemory } from '../../../src/simulation/exchange/basis-memory.js';
import { TravelStack } from '../../../src/simulation/exchange/travel-stack.js';

const INDEX = 1000;
const TIME_CONSTANT_US = 1_000_000;

/** The distance that is not absorbed yet, in cells of one tick, each with its cause. */
class CellByCell {
  mean = 0;
  private readonly cells: { to: number; cause: number }[] = [];

  pull(target: number, cause: number): void {
    while (this.place() !== target) {
      const isUp = target > this.place();
      const cameUp = this.place() > this.mean;
      if (this.cells.length > 0 && isUp !== cameUp) this.cells.pop();
      else this.cells.push({ to: this.nextTick(isUp), cause });
    }
  }

  absorb(elapsedUs: number, travel: TravelStack): void {
    const share = 1 - Math.exp(-elapsedUs / TIME_CONSTANT_US);
    const goal = this.mean + share * (this.place() - this.mean);
    while (this.cells.length > 0 && this.mean !== goal) {
      const [{ to, cause }] = this.cells;
      const isWhole = Math.abs(to - this.mean) <= Math.abs(goal - this.mean);
      this.mean = isWhole ? to : goal;
      travel.step(Math.round(INDEX + this.mean), cause);
      if (isWhole) this.cells.shift();
    }
  }

  private place(): number {
    return this.cells.at(-1)?.to ?? this.mean;
  }

  private nextTick(isUp: boolean): number {
    return isUp ? Math.floor(this.place()) + 1 : Math.ceil(this.place()) - 1;
  }
}

const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('pull' as const),
      target: fc.integer({ min: -40, max: 40 }),
      cause: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('absorb' as const),
      elapsedUs: fc.constantFrom(0, 1_000, 300_000, 1_000_000, 100_000_000),
    }),
  },
);

describe('the mean of the basis', () => {
  it('absorbs each cause’s part of the way in turn, tick by tick', () => {
    const acts = fc.array(act, { minLength: 10, maxLength: 300, size: 'max' });
    fc.assert(
      fc.property(acts, (list) => {
        const fast = new BasisMemory(TIME_CONSTANT_US);
        const plain = new CellByCell();
        const travel = new TravelStack();
        const plainTravel = new TravelStack();
        let nowUs = 0;
        for (const it of list) {
          if (it.what === 'pull') {
            fast.pull(it.target, it.cause);
            plain.pull(it.target, it.cause);
            continue;
          }
          nowUs += it.elapsedUs;
          travel.begin(fast.markTicks(INDEX));
          plainTravel.begin(travel.startTicks);
          fast.absorb(nowUs, INDEX, travel);
          plain.absorb(it.elapsedUs, plainTravel);
          expect(travel.placeTicks).toBe(plainTravel.placeTicks);
          for (let level = INDEX - 45; level <= INDEX + 45; level++) {
            const cause = travel.causeAt(level);
            if (cause !== plainTravel.causeAt(level))
              expect(cause).toBe(plainTravel.causeAt(level));
          }
        }
      }),
      { seed: 4, numRuns: 150 },
    );
  });
});
