import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TravelStack } from '../../../src/simulation/exchange/travel-stack.js';

const START = 50;

/** Tick by tick: who made each tick of the way from the start to the present place. */
class TickByTick {
  private place = START;
  private readonly causes: number[] = [];

  step(toTicks: number, cause: number): void {
    while (this.place !== toTicks) {
      const next = this.place + Math.sign(toTicks - this.place);
      if (Math.abs(next - START) > Math.abs(this.place - START)) this.causes.push(cause);
      else this.causes.pop();
      this.place = next;
    }
  }

  causeAt(level: number): number {
    if (this.causes.length === 0) return 0;
    const tick = Math.abs(level - START) - 1;
    return this.causes[Math.min(this.causes.length - 1, tick)];
  }

  /** Every level on the way, the start itself left out. */
  levels(): number[] {
    const sign = Math.sign(this.place - START);
    return this.causes.map((_, tick) => START + sign * (tick + 1));
  }
}

describe('the travel stack', () => {
  it('agrees with a list of single ticks, each with its cause', () => {
    const steps = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 4 })),
      {
        minLength: 1,
        maxLength: 60,
        size: 'max',
      },
    );
    fc.assert(
      fc.property(steps, (moves) => {
        const fast = new TravelStack();
        const plain = new TickByTick();
        fast.begin(START);
        for (const [toTicks, cause] of moves) {
          fast.step(toTicks, cause);
          plain.step(toTicks, cause);
          expect(fast.placeTicks).toBe(toTicks);
          for (const level of plain.levels()) {
            expect(fast.causeAt(level)).toBe(plain.causeAt(level));
          }
        }
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});
