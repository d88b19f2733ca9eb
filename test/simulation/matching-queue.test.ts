import { describe, expect, it } from 'vitest';
import { BUY, SELL } from '../../src/events/sink.js';
import { parseExpression } from '../../src/scenario/expressions/parse-expression.js';
import { CONDITION_VARIABLES } from '../../src/scenario/shocks/condition.js';
import type { Shock, Venue } from '../../src/scenario/scenario.js';
import { fixed, SECOND } from '../helpers/scenarios.js';
import { longTo, quoter, Stage, type Trader } from '../helpers/stage.js';

/** Two messages a second. */
const slowVenue = { matching: { throughput: 2, queueLimit: Infinity } };

const a: Trader = { name: 'a', mode: 'unmargined' };
const b: Trader = { name: 'b', mode: 'unmargined' };
const seller: Trader = { name: 'seller', mode: 'unmargined' };

function market(traders: readonly Trader[], venue: Partial<Venue> = {}, shocks: Shock[] = []) {
  return new Stage({ venue: { ...slowVenue, ...venue }, traders, shocks });
}

/** Of every order that was executed: second, sender and price. */
function executed(stage: Stage, fromUs = 1): [number, string, number][] {
  return stage.facts.orders
    .filter(({ timeUs }) => timeUs >= fromUs)
    .map(({ timeUs, account, priceTicks }) => [timeUs / SECOND, stage.nameOf(account), priceTicks]);
}

describe('a matching engine with a throughput', () => {
  it('executes at once what finds it idle, and each further message when its turn comes', () => {
    const stage = market([quoter(''), a, b])
      .at(SECOND, 'a', (decision) => {
        for (const price of [901, 902, 903]) decision.limit(BUY, price, 1);
      })
      .at(1.2 * SECOND, 'b', (decision) => decision.limit(BUY, 904, 1))
      .at(8 * SECOND, 'b', (decision) => decision.limit(BUY, 905, 1))
      .finish();
    expect(executed(stage)).toEqual([
      [1, 'a', 901],
      [1.5, 'a', 902],
      [2, 'a', 903],
      [2.5, 'b', 904],
      [8, 'b', 905],
    ]);
  });

  it('takes first what arrives first, however late it was sent', () => {
    const stage = market([quoter(''), { ...a, orderLatency: fixed(2 * SECOND) }, b])
      .at(SECOND, 'a', (decision) => decision.limit(BUY, 901, 1))
      .at(2.9 * SECOND, 'b', (decision) => {
        for (const price of [902, 903, 904]) decision.limit(BUY, price, 1);
      })
      .at(2.95 * SECOND, 'b', (decision) => decision.limit(BUY, 905, 1))
      .at(3.01 * SECOND, 'b', (decision) => decision.limit(BUY, 906, 1))
      .finish();
    const prices = executed(stage).map(([, , price]) => price);
    expect(prices).toEqual([902, 903, 904, 905, 901, 906]);
  });

  it('lets the book answer late: a burst stands before the order that would have traded', () => {
    const traded = (throughput: number): number[] => {
      const stage = market([quoter('asks 1000x5 1010x5'), a, b], {
        matching: { throughput, queueLimit: Infinity },
      })
        .at(SECOND, 'a', (decision) => {
          for (let order = 0; order < 50; order++) decision.limit(BUY, 900, 1);
        })
        .at(1.1 * SECOND, 'b', (decision) => decision.market(BUY, 2))
        .finish();
      return stage.facts.trades.map(({ timeUs }) => timeUs / SECOND);
    };
    expect(traded(Infinity)).toEqual([1.1]);
    expect(traded(1000)).toEqual([1.1]);
    expect(traded(100)).toEqual([1.5]);
    expect(traded(10)).toEqual([6]);
  });

  it('refuses orders when as many wait as may, but no cancels and no transfers', () => {
    const stage = market([quoter(''), a], { matching: { throughput: 2, queueLimit: 2 } })
      .at(SECOND, 'a', (decision) => decision.limit(BUY, 900, 1, 1))
      .at(5 * SECOND, 'a', (decision, own) => {
        for (const price of [901, 902, 903, 904, 905]) decision.limit(BUY, price, 1, price);
        decision.cancel(own.order(1));
      })
      .finish();
    expect(executed(stage, 2 * SECOND).map(([, , price]) => price)).toEqual([901, 902, 903]);
    expect(stage.gone('a')).toEqual([904, 905]);
    expect(stage.facts.cancels.map(({ timeUs }) => timeUs / SECOND)).toEqual([6.5]);
  });

  it('stands still during an outage, and goes on in order', () => {
    const shock = { name: 's', venue: 0, instrument: 0, atUs: 2 * SECOND, forUs: 3 * SECOND };
    const stage = market([quoter(''), a], {}, [{ ...shock, kind: 'matchingOutage' }])
      .at(SECOND, 'a', (decision) => {
        for (const price of [901, 902, 903, 904]) decision.limit(BUY, price, 1);
      })
      .finish();
    expect(executed(stage).map(([at, , price]) => [at, price])).toEqual([
      [1, 901],
      [1.5, 902],
      [5, 903],
      [5.5, 904],
    ]);
  });

  it('comes to a liquidation in its turn, each step taking its time', () => {
    const stage = market([quoter('bids 985x1 980x9'), longTo('victim', 4, 990), a, seller])
      .at(SECOND, 'seller', (decision) => decision.market(SELL, 1))
      .at(SECOND, 'a', (decision) => decision.limit(BUY, 901, 1))
      .at(1.1 * SECOND, 'a', (decision) => decision.limit(BUY, 902, 1))
      .finish();
    expect(stage.facts.starts[0].timeUs).toBe(SECOND); // found in breach at once
    expect(stage.end('victim').endTimeUs).toBe(2 * SECOND);
    expect(executed(stage).map(([at, name]) => [at, name])).toEqual([
      [1, 'seller'],
      [1.5, 'a'],
      [2, 'victim'],
      [2.5, 'a'],
    ]);
  });

  it('gives each message the cause of its sender', () => {
    const stage = market([quoter('asks 1000x9'), a, b])
      .at(SECOND, 'a', (decision) => decision.market(BUY, 1))
      .at(SECOND, 'b', (decision) => decision.market(BUY, 2))
      .at(SECOND, 'a', (decision) => decision.market(BUY, 3))
      .finish();
    const { populations } = stage.world;
    expect(stage.facts.trades.map(({ lots, cause }) => [lots, cause])).toEqual([
      [1, populations[1].cause],
      [2, populations[2].cause],
      [3, populations[1].cause],
    ]);
  });

  it('sets off a shock by the length of its queue', () => {
    const expression = parseExpression('messages_waiting >= 3', CONDITION_VARIABLES);
    const shock: Shock = {
      name: 's',
      kind: 'tradingHalt',
      venue: 0,
      instrument: 0,
      atUs: Infinity,
      forUs: SECOND,
      when: { expression, rearmAfterUs: Infinity },
    };
    const stage = new Stage({
      venue: slowVenue,
      traders: [quoter('bids 990x9'), a],
      shocks: [shock],
      scenario: { conditionEveryUs: SECOND / 10 },
    })
      .at(SECOND, 'a', (decision) => decision.limit(BUY, 901, 1))
      .at(1.15 * SECOND, 'a', (decision) => {
        for (const price of [902, 903, 904]) decision.limit(BUY, price, 1);
      })
      .finish();
    const begun = stage.facts.incidents.filter(({ kind }) => kind === 'tradingHalt');
    expect(begun.map(({ timeUs }) => timeUs / SECOND)).toEqual([1.2]);
  });
});
