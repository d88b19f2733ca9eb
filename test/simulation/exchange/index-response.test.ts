import { describe, expect, it } from 'vitest';
import { CAUSE_INDEX, causeOfShock } from '../../../src/events/cause.js';
import type { IndexResponse, Shock } from '../../../src/scenario/scenario.js';
import { NetFlow } from '../../../src/simulation/exchange/net-flow.js';
import { instrument, SECOND } from '../../helpers/scenarios.js';
import { longTo, quoter, type Setting, Stage } from '../../helpers/stage.js';

/** A lot that takers buy raises the index by one percent. */
const FULL: IndexResponse = { logPerLot: Math.log(1.01), halfLifeUs: Infinity };

function trade(name: string, atUs: number, lots: number): Shock {
  const side = lots > 0 ? 'buy' : 'sell';
  return { name, kind: 'marketOrder', atUs, venue: 0, instrument: 0, side, lots: Math.abs(lots) };
}

function stage(setting: Setting, response?: IndexResponse, markEveryUs = 0): Stage {
  const index = {
    everyUs: SECOND,
    process: { kind: 'constant' as const },
    ...(response && { response }),
  };
  const instruments = [instrument({ mark: { kind: 'index' }, index })];
  return new Stage({ ...setting, venue: { instruments, markEveryUs } });
}

const deep = quoter('bids 999x99 asks 1001x99');
const half = SECOND / 2;

function indexAfter(shocks: readonly Shock[], untilUs: number, response?: IndexResponse): number {
  return stage({ traders: [deep], shocks }, response).run(untilUs).world.instruments[0].inputs
    .indexTicks;
}

describe('an index that responds to the flow of the venue', () => {
  it('moves at its next publication, by lots bought less lots sold', () => {
    const shocks = [trade('s', half, -3), trade('t', 1.2 * SECOND, 1)];
    expect(indexAfter(shocks, 0.9 * SECOND, FULL)).toBe(1000);
    expect(indexAfter(shocks, SECOND, FULL)).toBe(971); // 1000 ÷ 1.01³ = 970.6
    expect(indexAfter(shocks, 50 * SECOND, FULL)).toBe(980);
  });

  it('moves in proportion to its strength, and not at all without one', () => {
    const third = { ...FULL, logPerLot: Math.log(1.01) / 3 };
    expect(indexAfter([trade('s', half, -3)], SECOND, third)).toBe(990);
    expect(indexAfter([trade('s', half, -3)], SECOND)).toBe(1000);
  });

  it('comes back by half in a half-life', () => {
    const fading = { ...FULL, halfLifeUs: 10 * SECOND };
    expect(indexAfter([trade('s', half, -4)], SECOND, fading)).toBe(961);
    expect(indexAfter([trade('s', half, -4)], 11 * SECOND, fading)).toBe(980);
    expect(indexAfter([trade('s', half, -4)], 21 * SECOND, fading)).toBe(990);
  });

  it('passes on the cause of the flow: a liquidation is the parent of whom its sale reaches', () => {
    const drawn = stage(
      {
        traders: [deep, longTo('a', 1, 995), longTo('b', 1, 985), longTo('c', 1, 975)],
        shocks: [trade('s', half, -1)],
      },
      FULL,
    ).finish();
    expect(drawn.tree()).toBe('shock:s: a [b [c]]');
    expect(drawn.facts.starts.map(({ timeUs }) => timeUs)).toEqual(
      [1, 2, 3].map((s) => s * SECOND),
    );
  });

  it('shares one publication between the causes that traded before it, in their order', () => {
    const drawn = stage(
      {
        traders: [deep, longTo('a', 1, 990), longTo('b', 1, 989), longTo('never', 1, 900)],
        shocks: [trade('s', 0.2 * SECOND, -1), trade('t', half, -1)],
      },
      FULL,
    ).run(SECOND);
    expect(drawn.tree()).toBe('shock:s: a; shock:t: b');
  });

  it('owes to the outside world what comes back', () => {
    const fading = { ...FULL, halfLifeUs: SECOND };
    const shocks = [trade('s', half, -2)];
    const { inputs } = stage({ traders: [deep], shocks }, fading, 60 * SECOND).run(2 * SECOND).world
      .instruments[0];
    const rows = Array.from({ length: inputs.count }, (_, row) => [
      inputs.value[row],
      inputs.cause[row],
    ]);
    expect(rows).toEqual([
      [980, causeOfShock(0)],
      [990, CAUSE_INDEX],
    ]);
  });
});

describe('the net flow of an instrument', () => {
  it('adds up while one cause trades, and keeps the order of causes', () => {
    const flow = new NetFlow();
    for (const [lots, cause] of [
      [3, -5],
      [-1, -5],
      [2, 7],
      [4, -5],
    ])
      flow.add(lots, cause);
    const rows = Array.from({ length: flow.count }, (_, row) => [flow.lots[row], flow.cause[row]]);
    expect(rows).toEqual([
      [2, -5],
      [2, 7],
      [4, -5],
    ]);
    flow.forget();
    expect(flow.count).toBe(0);
    for (let cause = 1; cause <= 40; cause++) flow.add(cause, cause);
    expect(flow.lots[39] + flow.cause[16]).toBe(57);
  });
});
