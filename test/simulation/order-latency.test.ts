import { describe, expect, it } from 'vitest';
import { BUY, SELL } from '../../src/events/sink.js';
import type { Noise, Population, Shock } from '../../src/scenario/scenario.js';
import { createWorld } from '../../src/simulation/create-world.js';
import { advance, finish, start } from '../../src/simulation/simulate.js';
import { RecordingSink } from '../helpers/recording-sink.js';
import { fixed, flatMargin, idle, instrument, scenario, SECOND } from '../helpers/scenarios.js';
import { longTo, quoter, Stage, type Trader } from '../helpers/stage.js';

const late: Trader = {
  name: 'late',
  mode: 'unmargined',
  orderLatency: fixed(SECOND / 2),
};
const outage: Shock = {
  name: 's',
  kind: 'matchingOutage',
  venue: 0,
  instrument: 0,
  atUs: 2 * SECOND,
  forUs: 3 * SECOND,
};

/** Seconds at which the orders of a trader were executed, with their prices. */
function executed(stage: Stage, name: string): number[][] {
  return stage.facts.orders
    .filter(({ account }) => account === stage.account(name))
    .map(({ timeUs, priceTicks }) => [timeUs / SECOND, priceTicks]);
}

describe('an order with a latency', () => {
  it('is executed when it arrives, on the book that it finds there, by its own cause', () => {
    const stage = new Stage({ traders: [quoter('asks 1000x5 1010x5'), late] })
      .at(SECOND, 'late', (decision) => decision.market(BUY, 3))
      .at(1.2 * SECOND, 'quoter', (decision, own) => decision.cancel(own.order(1000)))
      .finish();
    const [trade] = stage.facts.trades;
    expect([trade.timeUs, trade.priceTicks, trade.lots]).toEqual([1.5 * SECOND, 1010, 3]);
    expect(trade.cause).toBe(stage.world.populations[1].cause);
    expect(trade.cause).not.toBe(stage.world.populations[0].cause);
  });

  it('rests and is known to its owner from then on', () => {
    const stage = new Stage({ traders: [quoter(''), late] }).at(SECOND, 'late', (decision) => {
      decision.limit(BUY, 990, 3, 7);
      decision.postOnly(SELL, 1010, 2, 8);
    });
    stage.run(1.4 * SECOND);
    expect(stage.world.instruments[0].book.bestBidTicks).toBe(0);
    expect(stage.world.messages?.countOf(stage.position('late'))).toBe(2);
    expect(stage.world.messages?.lotsOf(stage.position('late'))).toBe(1);
    stage.run(1.5 * SECOND);
    expect(stage.world.instruments[0].book.bestBidTicks).toBe(990);
    expect(stage.world.messages?.countOf(stage.position('late'))).toBe(0);
    stage
      .at(2 * SECOND, 'late', (decision, own) => decision.cancel(own.order(7)))
      .run(2.5 * SECOND);
    expect(stage.world.instruments[0].book.bestBidTicks).toBe(0);
    stage.finish();
  });

  it('is told of when it traded whole or was refused', () => {
    const stage = new Stage({ traders: [quoter('asks 1000x5'), late] })
      .at(SECOND, 'late', (decision) => {
        decision.limit(BUY, 1000, 2, 1);
        decision.postOnly(BUY, 1000, 2, 2);
        decision.market(BUY, 1);
      })
      .finish();
    expect(stage.gone('late')).toEqual([1, 2]);
  });

  it('needs its margin when it arrives, not when it is sent', () => {
    const venue = { instruments: [instrument({ margin: flatMargin(100_000, 50_000) })] };
    const poor: Trader = { ...late, mode: 'isolated', wealth: 1_000 };
    const bought = (restingLots: number): number =>
      new Stage({ venue, traders: [quoter('asks 1000x99'), poor] })
        .at(SECOND, 'late', (decision) => decision.limit(BUY, 900, restingLots))
        .at(1.4 * SECOND, 'late', (decision) => decision.market(BUY, 5))
        .finish()
        .lots('late');
    expect([bought(5), bought(6)]).toEqual([5, 0]);
  });

  it('never overtakes an earlier one of its sender, and one of another does', () => {
    const spread = { kind: 'uniform', from: 0, to: 2 * SECOND } as const;
    const traders = [quoter(''), { ...late, orderLatency: spread }, { ...late, name: 'other' }];
    const stage = new Stage({ traders });
    for (let order = 0; order < 40; order++) {
      stage.at(SECOND + order * 10_000, 'late', (decision) => decision.limit(BUY, 900 + order, 1));
      stage.at(SECOND + order * 10_000, 'other', (decision) => decision.limit(BUY, 800 + order, 1));
    }
    stage.finish();
    const prices = executed(stage, 'late').map(([, price]) => price);
    expect(prices).toEqual(Array.from({ length: 40 }, (_, order) => 900 + order));
    const times = new Set(executed(stage, 'late').map(([seconds]) => seconds));
    expect(times.size).toBeGreaterThan(2);
    const all = stage.facts.orders.map(({ priceTicks }) => priceTicks);
    expect(all.indexOf(839)).toBeLessThan(all.indexOf(939));
  });

  it('reaches nothing while its sender is being liquidated, and its resting orders are gone', () => {
    const a: Trader = { ...longTo('a', 10, 990), orderLatency: fixed(3 * SECOND) };
    const stage = new Stage({
      traders: [quoter('bids 985x4 980x1'), a, { name: 'seller', mode: 'unmargined' }],
    })
      .at(SECOND, 'a', (decision) => decision.limit(BUY, 970, 1, 5))
      .at(2 * SECOND, 'seller', (decision) => decision.market(SELL, 1))
      .finish();
    expect(stage.facts.starts).toHaveLength(1);
    expect(executed(stage, 'a').filter(([, price]) => price === 970)).toEqual([]);
    expect(stage.gone('a')).toEqual([5]);
  });

  it('takes longer by the factor of a latency shock, while that lasts', () => {
    const slow = { ...outage, kind: 'latency', forUs: SECOND } as const;
    const stage = new Stage({
      traders: [quoter(''), late],
      shocks: [{ ...slow, factor: 6 }],
    });
    for (const second of [1, 2.5, 3.2, 8]) {
      stage.at(second * SECOND, 'late', (decision) => decision.limit(BUY, 900, 1));
    }
    stage.finish();
    // Sent at 3.2 s it waits behind the one that left at 2.5 s and takes three seconds.
    expect(executed(stage, 'late').map(([at]) => at)).toEqual([1.5, 5.5, 5.5, 8.5]);
  });

  it('waits at the door during an outage, with the cancels, and comes in when it is over', () => {
    const stage = new Stage({ traders: [quoter('asks 1000x5'), late], shocks: [outage] })
      .at(SECOND, 'late', (decision) => decision.limit(BUY, 900, 1, 1))
      .at(1.8 * SECOND, 'late', (decision, own) => {
        decision.cancel(own.order(1));
        decision.market(BUY, 2);
      })
      .finish();
    const [cancel] = stage.facts.cancels;
    const [trade] = stage.facts.trades;
    expect([cancel.timeUs, trade.timeUs, trade.lots]).toEqual([5 * SECOND, 5 * SECOND, 2]);
  });

  it('stands at the start without one', () => {
    const stage = new Stage({ traders: [quoter(''), { ...late, orders: 'bids 990x3' }] }).run(0);
    expect(stage.world.instruments[0].book.bestBidTicks).toBe(990);
  });
});

describe('a latency', () => {
  const flow: Omit<Noise, 'name'> = {
    ...idle('', { count: 5, marginMode: 'unmargined' }),
    kind: 'noise',
    marketRate: 2,
    limitRate: 20,
    marketSize: { kind: 'uniform', from: 1, to: 5 },
    limitSize: { kind: 'uniform', from: 1, to: 9 },
    limitDistance: { kind: 'uniform', from: 0, to: 0.02 },
    orderLifeUs: 5 * SECOND,
    clustering: [],
    signMemory: null,
  };

  /** What the agents of each population looked at and drew: wake-up times and one draw of each. */
  function luck(populations: readonly Population[]) {
    const setting = scenario({ durationUs: 60 * SECOND, populations });
    const world = createWorld(setting, '7');
    const drawn = populations.map((): number[] => []);
    for (const { behaviour, row } of world.populations) {
      const wake = behaviour.wake.bind(behaviour);
      behaviour.wake = (agent, view, draws, decision) => {
        wake(agent, view, draws, decision);
        if (row === 1 && decision.count > 0) drawn[row].push(view.timeUs, decision.lots[0]);
        if (row === 0) drawn[row].push(decision.count);
      };
    }
    const sink = new RecordingSink();
    start(world, sink);
    while (advance(world, sink, 1000));
    finish(world, sink, 'horizon');
    expect(sink.ended?.conservationError).toBe(0);
    return { drawn, orders: sink.orders.map((order) => ({ ...order })), trades: sink.trades };
  }

  const takers: Noise = { ...flow, name: 'b', limitRate: 0, marketRate: 3 };
  const plain = [{ ...flow, name: 'a' }, takers];
  const slowed = [
    { ...flow, name: 'a', orderLatency: { kind: 'exponential', mean: 300_000, max: 5e6 } },
    takers,
  ] as const;

  it('of one population leaves the draws of every other as they were', () => {
    const [, before] = luck(plain).drawn;
    const [, after] = luck(slowed).drawn;
    expect(before.length).toBeGreaterThan(200);
    expect(after).toEqual(before);
  });

  it('is drawn anew for each message, and the same in every run', () => {
    const first = luck(slowed);
    expect(luck(slowed).orders).toEqual(first.orders);
    expect(first.orders).not.toEqual(luck(plain).orders);
  });

  it('of 0 changes nothing', () => {
    const zero = plain.map((population) => ({ ...population, orderLatency: fixed(0) }));
    expect(luck(zero).orders).toEqual(luck(plain).orders);
  });
});
