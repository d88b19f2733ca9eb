import { describe, expect, it } from 'vitest';
import { BehaviourFault } from '../../../src/core/assert.js';
import { simulateScenario } from '../../../src/run/simulate-scenario.js';
import type { CustomAgent } from '../../../src/scenario/scenario.js';
import { createBehaviour } from '../../../src/simulation/agents/behaviours.js';
import type { AgentDecision } from '../../../src/simulation/agents/checked-decision.js';
import type {
  AgentBehaviour,
  BehaviourFactory,
} from '../../../src/simulation/agents/custom-behaviour.js';
import { fixed, idle, scenario, SECOND } from '../../helpers/scenarios.js';
import { contextOf, facts, populationBase, TestView, Waker } from './view.js';

const population: CustomAgent = {
  ...populationBase(3),
  kind: 'custom',
  module: './agent.js',
  moduleSha256: null,
  wakeRate: 0.5,
  cash: fixed(0),
  parameters: { size: 5, nested: { list: [1, 2] } },
};

const made = (factory: BehaviourFactory, of = population, context = contextOf()) =>
  createBehaviour(of, context, new Map([['./agent.js', factory]]));

const waking = (wake: AgentBehaviour['wake']) => made(() => ({ wake }));

/** What a module's order comes to, or the message that ends the run. */
function said(ask: (decision: AgentDecision) => void, view = new TestView()): string {
  try {
    return new Waker()
      .wake(
        waking((_agent, _market, _draws, decision) => ask(decision)),
        1,
        view,
      )
      .join();
  } catch (error) {
    expect(error).toBeInstanceOf(BehaviourFault);
    return (error as BehaviourFault).message;
  }
}

describe('a behaviour from a module', () => {
  it('is made from its parameters, the facts of its instruments and its number of agents', () => {
    const rules = { ...facts, row: 4, index: 'the path of the price' };
    let given: unknown;
    const behaviour = made(
      (setting) => {
        given = {
          ...setting,
          traits: setting.traits(2, 1).uniform() === setting.traits(2, 1).uniform(),
        };
        return { wake: () => undefined };
      },
      population,
      contextOf([rules]),
    );
    expect(given).toEqual({
      name: 'traders',
      count: 3,
      parameters: { size: 5, nested: { list: [1, 2] } },
      instruments: [{ ...facts, row: 4 }], // and nothing of the future
      traits: true,
    });
    expect(behaviour.wakesPerSecond).toBe(1.5);
  });

  it('can not change the parameters of the scenario', () => {
    made(({ parameters }) => {
      (parameters['nested'] as { list: number[] }).list.push(3);
      return { wake: () => undefined };
    });
    expect(population.parameters).toEqual({ size: 5, nested: { list: [1, 2] } });
  });

  it('sees the market and its own account, with instruments counted as it was given them', () => {
    const view = Object.assign(new TestView(), { instrument: 4, positionLots: -3, cashUnits: 9 });
    view.orders.set(17, 2);
    const seen: unknown[] = [];
    const behaviour = made(
      () => ({
        wake(agent, market, draws) {
          const { instrument, positionLots, markTicks, cashUnits } = market;
          seen.push(agent, instrument, positionLots, markTicks, cashUnits);
          seen.push(market.isOpen(17), market.openLots(17), market.openLots(18));
          seen.push(Object.keys(market), Object.keys(draws));
        },
      }),
      population,
      contextOf([facts, { ...facts, row: 4 }]),
    );
    new Waker().wake(behaviour, 2, view);
    expect(seen).toEqual([2, 1, -3, 10_000, 9, true, 2, 0, [], []]);
  });

  it('draws what the loop draws for this wake-up', () => {
    const drawn: number[] = [];
    const behaviour = waking(
      (_agent, _market, draws) => void drawn.push(draws.uniform(), draws.normal()),
    );
    new Waker().wake(behaviour, 0, new TestView());
    const draws = new Waker().begin();
    expect(drawn).toEqual([draws.uniform(), draws.normal()]);
  });

  it('says what a trader can say', () => {
    expect(
      said((decision) => {
        decision.limit('buy', 9_990, 5);
        decision.postOnly('sell', 10_010, 4, 2);
        decision.iceberg('sell', 10_020, 9, 3);
        decision.market('buy', 2);
        decision.immediateOrCancel('sell', 9_000, 1);
        decision.fillOrKill('buy', 11_000, 1);
        decision.deposit(10);
        decision.withdraw(0);
      }),
    ).toBe(
      'limit buy 5 @ 9990,postOnly sell 4 @ 10010,iceberg sell 9 @ 10020,buy 2 at market,ioc sell 1 @ 9000,fok buy 1 @ 11000,deposit 10,withdraw 0',
    );
  });

  it('cancels its own orders only, and buys only from liquidations that are offered', () => {
    const view = new TestView();
    view.orders.set(7, 1);
    expect(said((decision) => (decision.cancel(7), decision.cancel(8)), view)).toBe('cancel 7');
    expect(said((decision) => decision.takeOver(3, 1), view)).toBe('');
  });

  it.each<[string, (decision: AgentDecision) => void, RegExp]>([
    [
      'a price that is no number',
      (to) => to.limit('buy', NaN, 1),
      /priceTicks of limit expected a whole number from 1 to 100000, found NaN/,
    ],
    ['a price of 0', (to) => to.postOnly('buy', 0, 1), /priceTicks of postOnly .* found 0$/],
    [
      'a price beyond all',
      (to) => to.fillOrKill('buy', 100_001, 1),
      /priceTicks of fillOrKill .* found 100001$/,
    ],
    [
      'a price between ticks',
      (to) => to.immediateOrCancel('buy', 9.5, 1),
      /priceTicks of immediateOrCancel .* found 9\.5$/,
    ],
    [
      'a fraction of a lot',
      (to) => to.market('sell', 1.5),
      /lots of market expected a whole number from 1 to \d+, found 1\.5$/,
    ],
    ['no lots', (to) => to.market('sell', 0), /lots of market .* found 0$/],
    [
      'lots beyond what is counted',
      (to) => to.limit('buy', 5, 2 ** 31),
      /lots of limit expected a whole number from 1 to 2147483647, found 2147483648$/,
    ],
    ['lots in words', (to) => to.market('buy', 'all' as never), /lots of market .* found all$/],
    [
      'more shown than there is',
      (to) => to.iceberg('buy', 5, 2, 3),
      /displayedLots of iceberg expected a whole number from 1 to 2, found 3$/,
    ],
    [
      'a side of its own',
      (to) => to.market('long' as never, 1),
      /side of market expected 'buy' or 'sell', found long$/,
    ],
    ['a tag that is text', (to) => to.limit('buy', 5, 1, 'a' as never), /tag of limit .* found a$/],
    [
      'an order that is none',
      (to) => to.cancel(undefined as never),
      /order of cancel .* found undefined$/,
    ],
    ['a negative deposit', (to) => to.deposit(-1), /amountUnits of deposit .* found -1$/],
  ])('is refused %s, with the name of the field', (_, ask, message) => {
    expect(said(ask)).toMatch(message);
  });

  it('ends the run when it throws: the message names module, function, agent and time', () => {
    const view = Object.assign(new TestView(), { timeUs: 12_500_000 });
    const broken = waking(() => {
      throw new TypeError('no such thing');
    });
    expect(() => new Waker().wake(broken, 2, view)).toThrow(
      './agent.js: wake of agent 2 at 12.500000 s: no such thing',
    );
    const odd = waking(() => {
      throw 'text'; // oxlint-disable-line no-throw-literal
    });
    expect(() => new Waker().wake(odd, 2, view)).toThrow('threw text');
    const resting = made(() => ({
      wake: () => undefined,
      orderRested() {
        throw new Error('lost');
      },
    }));
    new Waker().wake(resting, 1, view);
    expect(() => resting.orderRested!(1, 2, 3)).toThrow(
      './agent.js: orderRested of agent 1 at 12.500000 s: lost',
    );
  });

  it('must not be async, nor endless', () => {
    const patient = waking(() => Promise.resolve() as never);
    expect(() => new Waker().wake(patient, 0, new TestView())).toThrow('is async');
    expect(
      said((decision) => {
        for (;;) decision.cancelAll();
      }),
    ).toMatch(/more than 100000 orders in one wake-up/);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['an object without wake', { open: () => undefined }],
    ['an open that is no function', { wake: () => undefined, open: 3 }],
  ])('must be made: %s is none', (_, result) => {
    expect(() => made(() => result as AgentBehaviour)).toThrow(
      './agent.js: default export must return a behaviour',
    );
  });

  it('whose making throws ends the run with its message', () => {
    expect(() =>
      made(() => {
        throw new Error('size is missing');
      }),
    ).toThrow('./agent.js: default export threw: size is missing');
  });
});

describe('a run with behaviours given in code', () => {
  const own: CustomAgent = {
    ...population,
    name: 'own',
    marginMode: 'cross',
    wealth: fixed(100_000),
    wakeRate: 1,
    cash: fixed(500),
  };
  const rules = scenario({
    durationUs: 60 * SECOND,
    populations: [own, idle('idle', { wealth: fixed(1) })],
  });

  /** Quotes on both sides, and now and then a market order; pays in once. */
  const factory: BehaviourFactory = ({ count }) => {
    const rested: number[] = [];
    return {
      open(agent, market, _draws, decision) {
        decision.limit('buy', market.markTicks - 1 - agent, 5, agent);
        decision.limit('sell', market.markTicks + 1 + agent, 5, count + agent);
      },
      wake(_agent, market, draws, decision) {
        if (market.cashUnits > 0) decision.deposit(market.cashUnits);
        else if (rested.length > 40) decision.cancel(rested.shift()!);
        else if (draws.uniform() < 0.3) decision.market(draws.uniform() < 0.5 ? 'buy' : 'sell', 2);
        else decision.postOnly('buy', market.markTicks - 1 - draws.below(5), 1);
      },
      orderRested: (_agent, _tag, order) => void rested.push(order),
    };
  };

  it('trades through the loop like any other, and comes out the same every time', () => {
    const behaviours = new Map([['./agent.js', factory]]);
    const trades: number[] = [];
    const first = simulateScenario(
      rules,
      '1',
      { traded: ({ lots }) => void trades.push(lots) },
      behaviours,
    );
    expect(trades.length).toBeGreaterThan(5);
    expect(first.summary.conservationError).toBe(0);
    const [cohort] = first.metrics.cohorts.rows;
    expect(cohort.depositsUnits).toBe(3 * (100_000 + 500));
    expect(simulateScenario(rules, '1', {}, behaviours).eventHash).toBe(first.eventHash);
    expect(simulateScenario(rules, '2', {}, behaviours).eventHash).not.toBe(first.eventHash);
  });

  it('leaves all others as they were when its own decisions change', () => {
    const waits: BehaviourFactory = () => ({ wake: () => undefined });
    const { metrics } = simulateScenario(rules, '1', {}, new Map([['./agent.js', waits]]));
    expect(metrics.end!.trades).toBe(0);
  });

  it('says whose behaviour is missing', () => {
    expect(() => simulateScenario(rules, '1')).toThrow(
      'population own behaves as ./agent.js, and no behaviour was given',
    );
  });
});
