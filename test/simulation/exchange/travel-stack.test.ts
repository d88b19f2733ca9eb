import { describe, expect, it } from 'vitest';
import { TravelStack } from '../../../src/simulation/exchange/travel-stack.js';

function travel(startTicks: number, ...steps: readonly (readonly [number, number])[]): TravelStack {
  const stack = new TravelStack();
  stack.begin(startTicks);
  for (const [toTicks, cause] of steps) stack.step(toTicks, cause);
  return stack;
}

describe('the way a mark came', () => {
  it('belongs to whoever moved it, part by part', () => {
    const stack = travel(100, [95, 1], [90, 2]);
    expect(stack.placeTicks).toBe(90);
    expect([99, 95, 94, 90].map((level) => stack.causeAt(level))).toEqual([1, 1, 2, 2]);
  });

  it('rises by the same rule: the step that came up to the level or through it', () => {
    const stack = travel(100, [105, 1], [110, 2]);
    expect([101, 105, 106, 110].map((level) => stack.causeAt(level))).toEqual([1, 1, 2, 2]);
  });

  it('loses what is taken back, the last first', () => {
    const stack = travel(100, [95, 1], [90, 2], [93, 3]);
    expect(stack.placeTicks).toBe(93);
    expect([95, 94, 93].map((level) => stack.causeAt(level))).toEqual([1, 2, 2]);
    expect(travel(100, [95, 1], [90, 2], [95, 3]).causeAt(95)).toBe(1);
    expect(travel(100, [95, 1], [90, 2], [96, 3]).causeAt(96)).toBe(1);
  });

  it('begins anew where it crosses its start', () => {
    const stack = travel(100, [90, 1], [103, 2]);
    expect(stack.placeTicks).toBe(103);
    expect(stack.causeAt(102)).toBe(2);
    expect(stack.causeAt(90)).toBe(2);
    expect(travel(100, [90, 1], [100, 2]).placeTicks).toBe(100);
    expect(travel(100, [90, 1], [100, 2], [98, 3]).causeAt(98)).toBe(3);
    expect(travel(100, [110, 1], [97, 2]).causeAt(98)).toBe(2);
  });

  it('a level outside the way counts as its nearest end', () => {
    expect(travel(100, [95, 1], [90, 2]).causeAt(120)).toBe(1);
    expect(travel(100, [95, 1], [90, 2]).causeAt(80)).toBe(2);
    expect(travel(100, [105, 1], [110, 2]).causeAt(80)).toBe(1);
    expect(travel(100, [105, 1], [110, 2]).causeAt(120)).toBe(2);
  });

  it('a mark that stands still has no cause, and each update begins again', () => {
    expect(travel(100).causeAt(100)).toBe(0);
    expect(travel(100, [100, 7]).causeAt(100)).toBe(0);
    const stack = travel(100, [95, 1]);
    stack.begin(95);
    expect(stack.placeTicks).toBe(95);
    expect(stack.causeAt(96)).toBe(0);
  });

  it('is as long as it has to be', () => {
    const stack = new TravelStack();
    stack.begin(1000);
    for (let row = 1; row <= 100; row++) stack.step(1000 - row, row);
    expect(stack.causeAt(999)).toBe(1);
    expect(stack.causeAt(950)).toBe(50);
    expect(stack.causeAt(900)).toBe(100);
  });
});
