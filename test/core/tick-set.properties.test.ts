import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TickSet } from '../../src/core/tick-set.js';
import { NONE } from '../../src/core/units.js';

// One, two, three and four levels of the pyramid, at and around their edges.
const sizes = fc.constantFrom(1, 2, 31, 32, 33, 64, 1000, 1024, 1025, 32_768, 32_769, 70_000);

/** Numbers near the ends, near the edges of words, and anywhere. */
function ticksBelow(size: number): fc.Arbitrary<number> {
  const edges = [0, 31, 32, 63, 1023, 1024, 32_767, 32_768, size - 2, size - 1];
  return fc.oneof(
    fc.constantFrom(...edges.filter((tick) => 0 <= tick && tick < size)),
    fc.nat({ max: size - 1 }),
  );
}

const histories = sizes.chain((size) =>
  fc.record({
    size: fc.constant(size),
    steps: fc.array(fc.record({ adds: fc.boolean(), tick: ticksBelow(size) }), {
      minLength: 60,
      maxLength: 120,
      size: 'max',
    }),
  }),
);

it('holds what was added and not deleted, and finds the nearest in both directions', () => {
  fc.assert(
    fc.property(histories, ({ size, steps }) => {
      const set = new TickSet(size);
      const plain = new Set<number>();
      for (const { adds, tick } of steps) {
        if (adds) {
          set.add(tick);
          plain.add(tick);
        } else {
          set.delete(tick);
          plain.delete(tick);
        }
        expectSame(set, plain, tick, size);
      }
      for (const tick of plain) {
        set.delete(tick);
        plain.delete(tick);
        expectSame(set, plain, tick, size);
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});

function expectSame(set: TickSet, plain: Set<number>, touched: number, size: number): void {
  for (const tick of [touched - 1, touched, touched + 1, 0, size - 1]) {
    if (0 <= tick && tick < size && set.has(tick) !== plain.has(tick)) {
      expect(set.has(tick), `whether ${tick} is in`).toBe(plain.has(tick));
    }
  }
  for (const tick of [-1, touched - 1, touched, touched + 1, size - 1, size]) {
    const below = Math.max(NONE, ...[...plain].filter((member) => member <= tick));
    const above = Math.min(Infinity, ...[...plain].filter((member) => member >= tick));
    if (tick < size) expectNearest(set.highestAtOrBelow(tick), below);
    expectNearest(set.lowestAtOrAbove(tick), above === Infinity ? NONE : above);
  }
}

function expectNearest(found: number, expected: number): void {
  if (found !== expected) expect(found).toBe(expected);
}
