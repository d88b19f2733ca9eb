import { expect, test } from 'vitest';
import { fanOut } from '../../src/metrics/fan-out.js';
import type { EventSink } from '../../src/events/sink.js';
import { EventHash } from '../../src/metrics/event-hash.js';
import { trade } from './facts.js';

const FACTS = Object.getOwnPropertyNames(Object.getPrototypeOf(fanOut([]))).filter(
  (name) => name !== 'constructor',
) as (keyof EventSink)[];

test('every fact reaches every listener with all it says, in the order of the listeners', () => {
  for (const fact of FACTS) {
    const heard: unknown[] = [];
    const listener = (name: string): object => ({
      [fact]: (...said: unknown[]) => heard.push([name, ...said]),
    });
    const sink = fanOut([listener('first'), listener('second')]);
    const said = [1, 2, 3, 4, 5, 6].slice(0, EventHash.prototype[fact].length);
    (sink[fact] as (...said: unknown[]) => void)(...said);
    expect(heard, fact).toEqual([
      ['first', ...said],
      ['second', ...said],
    ]);
  }
});

test('all sixteen facts of the closed list are passed on', () => {
  expect(FACTS.length).toBe(16);
});

test('a listener hears only what it listens to', () => {
  let trades = 0;
  const sink = fanOut([{ traded: () => (trades += 1) }, {}]);
  sink.traded(trade());
  sink.markUpdated(0, 0, 100);
  expect(trades).toBe(1);
});
