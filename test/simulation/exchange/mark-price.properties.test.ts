import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MarkPolicy } from '../../../src/scenario/scenario.js';
import { MarkInputs } from '../../../src/simulation/exchange/mark-inputs.js';
import { MarkPrice, watchedInputs } from '../../../src/simulation/exchange/mark-price.js';
import { TravelStack } from '../../../src/simulation/exchange/travel-stack.js';

const START = 100;

type Change =
  | { readonly kind: 'index' | 'last'; readonly ticks: number; readonly cause: number }
  | { readonly kind: 'best'; readonly bid: number; readonly ask: number; readonly cause: number }
  | { readonly kind: 'update' };

const ticks = fc.integer({ min: 90, max: 110 });
const cause = fc.integer({ min: 1, max: 3 });
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('index' as const), ticks, cause }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('last' as const), ticks, cause }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('best' as const),
      bid: fc.constantFrom(0, 90, 95, 96, 99),
      ask: fc.constantFrom(0, 100, 101, 104, 110),
      cause,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('update' as const) }) },
);
const changes = fc.array(change, { minLength: 5, maxLength: 80, size: 'max' });

/** The mark and its way by the rule, with every change as a step of its own. */
class PlainMark {
  index = START;
  last = START;
  bid = START;
  ask = START;
  private readonly policy: MarkPolicy['kind'];

  constructor(policy: MarkPolicy['kind']) {
    this.policy = policy;
  }

  take(change: Exclude<Change, { kind: 'update' }>): number {
    if (change.kind === 'index') this.index = change.ticks;
    if (change.kind === 'last') this.last = change.ticks;
    if (change.kind === 'best' && change.bid > 0 && change.ask > 0) {
      this.bid = change.bid;
      this.ask = change.ask;
    }
    const mid = Math.floor((this.bid + this.ask) / 2);
    const sorted = [this.index, this.last, mid].sort((a, b) => a - b);
    const marks: Record<MarkPolicy['kind'], number> = {
      last: this.last,
      index: this.index,
      mid,
      median: sorted[1],
      ewmaBasis: NaN,
    };
    return marks[this.policy];
  }
}

describe('the mark price', () => {
  for (const kind of ['last', 'index', 'mid', 'median'] as const) {
    it(`${kind}: comes the way that every single change made it come`, () => {
      fc.assert(
        fc.property(changes, (list) => {
          const inputs = new MarkInputs(START, watchedInputs({ kind }));
          const mark = new MarkPrice({ kind }, inputs);
          const plain = new PlainMark(kind);
          const travel = new TravelStack();
          const plainTravel = new TravelStack();
          let old = START;
          plainTravel.begin(old);
          for (const item of [...list, { kind: 'update' } as const]) {
            if (item.kind === 'update') {
              travel.begin(old);
              expect(mark.update(0, travel)).toBe(plainTravel.placeTicks);
              for (let level = 85; level <= 115; level++) {
                expect(travel.causeAt(level)).toBe(plainTravel.causeAt(level));
              }
              old = travel.placeTicks;
              plainTravel.begin(old);
              continue;
            }
            if (item.kind === 'index') inputs.setIndex(item.ticks, item.cause);
            if (item.kind === 'last') inputs.setLast(item.ticks, item.cause);
            if (item.kind === 'best') inputs.setBest(item.bid, item.ask, item.cause);
            plainTravel.step(plain.take(item), item.cause);
          }
        }),
        { seed: 5, numRuns: 400 },
      );
    });
  }
});
