import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RowBuffer } from '../../../src/simulation/margin/row-buffer.js';
import { TriggerLadder, TriggerLinks } from '../../../src/simulation/margin/trigger-ladder.js';

const MAX = 2000;
const step = fc.record({
  kind: fc.constantFrom('link', 'link', 'link', 'unlink', 'collect', 'collect'),
  position: fc.nat(40),
  tick: fc.oneof(fc.nat(MAX), fc.integer({ min: 990, max: 1010 }), fc.constantFrom(0, MAX)),
  ladder: fc.nat(1),
});

it('a ladder gives every position that is due, again and again until it is unlinked', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 50, maxLength: 300, size: 'max' }), (steps) => {
      const links = new TriggerLinks();
      const ladders = [new TriggerLadder(links, MAX), new TriggerLadder(links, MAX)];
      const plain = new Map<number, { tick: number; ladder: number }>();
      for (const { kind, position, tick, ladder } of steps) {
        const stands = plain.get(position);
        if (kind === 'link' && !stands) {
          links.reach(position);
          ladders[ladder].link(position, tick);
          plain.set(position, { tick, ladder });
        } else if (kind === 'unlink' && stands) {
          ladders[stands.ladder].unlink(position);
          plain.delete(position);
        } else if (kind === 'collect') {
          const due = new RowBuffer();
          ladders[ladder].collect(tick, due);
          const expected = [...plain].filter(([, it]) => it.ladder === ladder && it.tick >= tick);
          const rows = expected.map(([row]) => row).sort((a, b) => a - b);
          expect([...due.rows.subarray(0, due.count)].sort((a, b) => a - b)).toEqual(rows);
          expect(ladders[ladder].countDue(tick)).toBe(rows.length);
        }
      }
    }),
    { seed: 6, numRuns: 300 },
  );
});

it('a position is refused a second place, and a place outside the range', () => {
  const links = new TriggerLinks();
  const ladder = new TriggerLadder(links, MAX);
  links.reach(2);
  ladder.link(1, 5);
  expect(() => ladder.link(1, 5)).toThrow('one list');
  expect(() => ladder.link(2, -1)).toThrow('price range');
  expect(() => ladder.link(2, MAX + 16)).toThrow('price range');
});
