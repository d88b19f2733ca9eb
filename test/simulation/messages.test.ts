import { describe, expect, it } from 'vitest';
import { BoundReached } from '../../src/core/assert.js';
import { BUY, SELL } from '../../src/events/sink.js';
import { Decision } from '../../src/simulation/agents/agent.js';
import { Messages } from '../../src/simulation/messages.js';

function decision(): Decision {
  const asked = new Decision();
  asked.limit(BUY, 990, 3, 7);
  asked.market(SELL, 5);
  asked.cancel(12);
  asked.deposit(100);
  return asked;
}

describe('messages', () => {
  it('count what a position has on its way, and the lots of its orders', () => {
    const messages = new Messages(3);
    const asked = decision();
    const rows = [0, 1, 2, 3].map((intent) => messages.add(0, 2, asked, intent));
    expect([messages.countOf(2), messages.lotsOf(2)]).toEqual([4, -2]);
    expect([messages.countOf(1), messages.lotsOf(1)]).toEqual([0, 0]);
    messages.release(rows[1]);
    expect([messages.countOf(2), messages.lotsOf(2)]).toEqual([3, 3]);
    for (const row of [rows[0], rows[2], rows[3]]) messages.release(row);
    expect([messages.countOf(2), messages.lotsOf(2)]).toEqual([0, 0]);
  });

  it('keep what was asked for, and use the rows of gone ones again', () => {
    const messages = new Messages(1);
    const first = messages.add(0, 0, decision(), 0);
    const kept = messages.add(4, 0, decision(), 0);
    messages.release(first);
    const step = messages.addStep(31);
    expect(step).toBe(first);
    for (let more = 0; more < 500; more++) messages.add(1, 0, decision(), 1);
    const { kind, lots, population, priceTicks, reference, side, tag } = messages;
    expect([population[kept], kind[kept], side[kept]]).toEqual([4, 0, BUY]);
    expect([priceTicks[kept], lots[kept], tag[kept]]).toEqual([990, 3, 7]);
    expect([population[step], reference[step]]).toEqual([-1, 31]);
  });

  it('are bounded: too many are an error that names the settings', () => {
    const messages = new Messages(1, 128);
    const fill = (): void => {
      for (let more = 0; more < 200; more++) messages.add(0, 0, decision(), 0);
    };
    expect(fill).toThrow(BoundReached);
    expect(fill).toThrow(/raise venue.matching.throughput/);
  });
});
