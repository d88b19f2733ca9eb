import { describe, expect, it } from 'vitest';
import { BoundReached } from '../../src/core/assert.js';
import { SELL } from '../../src/events/sink.js';
import type { Population } from '../../src/scenario/scenario.js';
import { COMMANDS } from '../../src/simulation/command.js';
import { advance, finish, start } from '../../src/simulation/simulate.js';
import { fixed, idle, instrument, SECOND } from '../helpers/scenarios.js';
import { longTo, quoter, Stage } from '../helpers/stage.js';

describe('a run', () => {
  it('begins with the funds, the books and a sample, and ends with a sample and the totals', () => {
    const stage = new Stage({
      traders: [quoter('bids 990x9 asks 1010x9'), longTo('a', 2, 900)],
      scenario: { durationUs: 10 * SECOND, sampleEveryUs: 4 * SECOND },
    }).finish();
    const names = stage.facts.lines.map((line) => line.split(' ')[0]);
    expect(names.slice(0, 5)).toEqual([
      'insuranceFundMoved',
      'orderPlaced',
      'orderPlaced',
      'instrumentSampled',
      'venueSampled',
    ]);
    expect(names.slice(-6)).toEqual([
      'instrumentSampled',
      'venueSampled',
      'cohortClosed',
      'cohortClosed',
      'cohortClosed',
      'runEnded',
    ]);
    expect(stage.facts.samples.map(({ timeUs }) => timeUs / SECOND)).toEqual([0, 4, 8, 10]);
    expect(stage.facts.samples[0]).toMatchObject({
      indexTicks: 1000,
      markTicks: 1000,
      lastTicks: 1000,
      bestBidTicks: 990,
      bestAskTicks: 1010,
      bidDepthUnits: 9 * 990,
      askDepthUnits: 9 * 1010,
      openInterestLots: 2,
      fundingRatePpb: NaN,
      halted: false,
    });
    expect(stage.facts.venueSamples[0]).toMatchObject({
      insuranceFundUnits: 1_000_000,
      accountsAtRisk: 0,
      liquidationsOpen: 0,
    });
    expect(stage.facts.ended).toMatchObject({
      timeUs: 10 * SECOND,
      endReason: 'horizon',
      commands: 2, // two samples
      bookOperations: 2,
      trades: 0,
      openDeficitUnits: 0,
      conservationError: 0,
    });
  });

  it('lets nobody act for populations without members, whatever their rates', () => {
    const nobody = {
      ...idle('nobody', { count: 0 }),
      kind: 'noise',
      marketRate: 5,
      marketSize: fixed(1),
      limitRate: 5,
      limitSize: fixed(1),
      limitDistance: fixed(0.01),
      orderLifeUs: SECOND,
      clustering: [],
      signMemory: null,
    } as const satisfies Population;
    const { facts } = new Stage({ traders: [], others: [nobody] }).finish();
    expect(facts.orders).toEqual([]);
  });

  it('measures depth within 1 % of the mid, and none where a side is empty', () => {
    const depth = (orders: string): number[] => {
      const stage = new Stage({ traders: [quoter(orders)] }).run();
      const { bidDepthUnits, askDepthUnits } = stage.facts.samples[0];
      return [bidDepthUnits, askDepthUnits];
    };
    // Mid 999.5: 989.505 to 1009.495.
    expect(depth('bids 999x1 990x1 989x5 asks 1000x1 1009x1 1010x5')).toEqual([1989, 2009]);
    expect(depth('bids 999x1')).toEqual([0, 0]);
    expect(depth('asks 1001x1')).toEqual([0, 0]);
  });

  it('may be interrupted: the clock stays where it is', () => {
    const stage = new Stage({
      traders: [quoter('bids 990x2'), longTo('a', 5, 990)],
      scenario: { durationUs: 100 * SECOND, sampleEveryUs: SECOND },
      shocks: [
        {
          name: 's',
          kind: 'marketOrder',
          atUs: SECOND,
          venue: 0,
          instrument: 0,
          side: 'sell',
          lots: 1,
        },
      ],
    }).run(3 * SECOND);
    finish(stage.world, stage.sink, 'interrupted');
    expect(stage.facts.ended).toMatchObject({ timeUs: 3 * SECOND, endReason: 'interrupted' });
    expect(stage.end('a')).toMatchObject({ endReason: 'horizon', endTimeUs: 3 * SECOND });
  });

  it('stops at its bound of commands, and names the setting', () => {
    const stage = new Stage({
      traders: [quoter('')],
      scenario: { sampleEveryUs: SECOND, maxCommands: 10 },
    });
    expect(() => stage.finish()).toThrow(BoundReached);
    expect(() => stage.run()).toThrow(/raise maxCommands/);
    expect(stage.world.commandCount).toBe(10);
  });

  it('executes what is due at its last moment, and nothing after it', () => {
    const stage = new Stage({
      traders: [quoter('bids 990x9'), { name: 'a', mode: 'unmargined' }],
      scenario: { durationUs: 10 * SECOND },
    })
      .at(10 * SECOND, 'a', (decision) => decision.market(SELL, 1))
      .at(10 * SECOND + 1, 'a', (decision) => decision.market(SELL, 1))
      .finish();
    expect(stage.facts.trades).toHaveLength(1);
    expect(stage.world.queue.nowUs).toBe(10 * SECOND);
  });

  it('goes on where it stopped', () => {
    const stage = new Stage({ traders: [quoter('')], scenario: { sampleEveryUs: SECOND } });
    start(stage.world, stage.sink);
    expect(advance(stage.world, stage.sink, 2)).toBe(true);
    expect(stage.world.commandCount).toBe(2);
    expect(advance(stage.world, stage.sink, 0)).toBe(true);
    expect(advance(stage.world, stage.sink, 1000)).toBe(false);
    expect(stage.world.queue.kind).toBe(COMMANDS.sample);
  });

  it('refuses a mark above the highest price, naming the setting', () => {
    const stage = new Stage({
      venue: {
        instruments: [
          instrument({
            maxPriceTicks: 1500,
            mark: { kind: 'ewmaBasis', timeConstantUs: SECOND },
          }),
        ],
        markEveryUs: SECOND,
      },
      traders: [quoter('bids 1400x9 asks 1402x9')],
      shocks: [
        {
          name: 'news',
          kind: 'priceJump',
          atUs: 9.5 * SECOND,
          venue: 0,
          instrument: 0,
          size: 0.45,
        },
      ],
    });
    expect(() => stage.finish()).toThrow(BoundReached);
  });
});
