import { expect, it } from 'vitest';
import { NONE } from '../../../src/core/units.js';
import type { Taker } from '../../../src/scenario/scenario.js';
import { createTakers } from '../../../src/simulation/agents/taker.js';
import { contextOf, facts, populationBase, TestView, Waker } from './view.js';

const population: Taker = {
  ...populationBase(3),
  kind: 'taker',
  rate: 0.5,
  everyUs: null,
  size: { kind: 'fixed', value: 4 },
  fromTicks: -2,
  reach: { kind: 'exponential', mean: 5, max: 185 }, // 10 ticks of 0.5
  tick: 0.5,
};

const streams = {} as never;

it('takers reach beyond the index by exactly their law, on both sides alike', () => {
  const takers = createTakers(population, contextOf());
  const waker = new Waker();
  const view = new TestView();
  const looks = 20_000;
  let bought = 0;
  let beyond = 0;
  for (let look = 0; look < looks; look++) {
    const [word] = waker.wake(takers, 0, view);
    const [, kind, side, lots, price] = /^(\w+) (\w+) (\d+) @ (\d+)$/.exec(word)!;
    expect([kind, lots]).toEqual(['ioc', '4']);
    const distance = side === 'buy' ? Number(price) - 10_000 : 10_000 - Number(price);
    if (side === 'buy') bought += 1;
    // A quote 8 ticks off the index is taken by a reach of 10 ticks from 2 before it: exp(−1).
    if (distance >= 8) beyond += 1;
  }
  expect(Math.abs(bought - looks / 2)).toBeLessThan(3.5 * Math.sqrt(looks / 4));
  const share = Math.exp(-1);
  const error = Math.sqrt(looks * share * (1 - share));
  expect(Math.abs(beyond - looks * share)).toBeLessThan(3.5 * error);
});

it('takers stop at the ends of the book', () => {
  const far = { ...population, fromTicks: 1e6 };
  const takers = createTakers({ ...far, everyUs: 1_000_000 }, contextOf());
  const waker = new Waker();
  const words: string[] = [];
  for (let turn = 0; turn < 2; turn++) {
    takers.choose?.(waker.begin());
    words.push(...waker.wake(takers, 0, new TestView()));
  }
  expect(words).toEqual(['ioc buy 4 @ 100000', 'ioc sell 4 @ 1']);
});

it('takers come at the rate of each side and instrument', () => {
  const two = contextOf([facts, { ...facts, row: 1 }]);
  expect(createTakers(population, two).wakesPerSecond).toBe(2);
});

it('takers in step come at multiples of a time, each side once with its probability', () => {
  const two = contextOf([facts, { ...facts, row: 1 }]);
  const takers = createTakers({ ...population, everyUs: 1_500_000 }, two);
  const times = Array.from({ length: 6 }, () => takers.nextArrivalUs?.(0, streams, 0));
  expect(times).toEqual([1.5e6, 1.5e6, 1.5e6, 1.5e6, 3e6, 3e6]);

  const waker = new Waker();
  const came = new Map<string, number>();
  const turns = 8_000;
  for (let turn = 0; turn < turns; turn++) {
    const seat = takers.choose?.(waker.begin()) ?? NONE;
    if (seat === NONE) continue;
    expect(seat % 2).toBe(Math.floor(turn / 2) % 2);
    const [word] = waker.wake(takers, Math.floor(seat / 2), new TestView());
    const key = `${word.split(' ')[1]} ${seat}`;
    came.set(key, (came.get(key) ?? 0) + 1);
    expect(word.includes(' buy ')).toBe(turn % 2 === 0);
  }
  // Probability 3 of 4; three members, two instruments, two sides.
  const expected = (turns * 0.75) / 12;
  expect(came.size).toBe(12);
  for (const count of came.values()) {
    expect(Math.abs(count - expected)).toBeLessThan(4 * Math.sqrt(expected));
  }
});
