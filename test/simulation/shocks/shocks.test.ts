import { describe, expect, it } from 'vitest';
import { SELL } from '../../../src/events/sink.js';
import type { Shock } from '../../../src/scenario/scenario.js';
import type { MarketView } from '../../../src/simulation/agents/agent.js';
import { COMMANDS } from '../../../src/simulation/command.js';
import { fixed, flatMargin, idle, instrument, SECOND } from '../../helpers/scenarios.js';
import { Script } from '../../helpers/script.js';
import { longTo, quoter, Stage } from '../../helpers/stage.js';

const at = { name: 's', atUs: 10 * SECOND, venue: 0, instrument: 0 };
const lasting = { ...at, forUs: 10 * SECOND };
const INDEX = instrument({
  mark: { kind: 'index' },
  index: { everyUs: SECOND, process: { kind: 'path', volatility: 0, knots: steps() } },
});

const oneSided = {
  marketRate: 10,
  limitRate: 0,
  marketSize: fixed(1),
  limitSize: fixed(1),
  limitDistance: fixed(0.1),
  orderLifeUs: SECOND,
  clustering: [],
  signMemory: null,
};

/** Notes the index that it sees. */
class Watcher extends Script {
  indexTicks = NaN;

  override choose(): number {
    return 0;
  }

  override wake(_agent: number, { indexTicks }: MarketView): void {
    this.indexTicks = indexTicks;
  }
}

/** An index that falls by one tick a second. */
function steps() {
  return Array.from({ length: 101 }, (_, second) => ({
    atUs: second * SECOND,
    price: 1000 - second,
  }));
}

/** The index as it was published at each second. */
function indexUnder(...shocks: Shock[]): number[] {
  const stage = new Stage({
    venue: { instruments: [INDEX] },
    traders: [quoter('')],
    shocks,
    scenario: { durationUs: 30 * SECOND, sampleEveryUs: SECOND },
  }).finish();
  return stage.facts.samples.map(({ indexTicks }) => indexTicks);
}

/** [kind, start, end, severity, trigger] of the incidents of a stage. */
function incidents(stage: Stage) {
  return stage.facts.incidents.map(({ kind, timeUs, endTimeUs, severity, trigger }) => [
    kind,
    timeUs / SECOND,
    endTimeUs / SECOND,
    severity,
    trigger,
  ]);
}

describe('an index that is wrong', () => {
  const sound = indexUnder();

  it('is frozen at what was published last, and catches up at the end', () => {
    const published = indexUnder({ ...lasting, kind: 'indexFrozen' });
    expect(published.slice(0, 10)).toEqual(sound.slice(0, 10));
    expect(new Set(published.slice(11, 20))).toEqual(new Set([published[10]]));
    expect(published.slice(20)).toEqual(sound.slice(20));
  });

  it('is off by its bias, rounded to the tick, and so is one with a wrong source by its weight', () => {
    const biased = sound.map((ticks, second) =>
      10 <= second && second < 20 ? Math.round(ticks * 0.9) : ticks,
    );
    expect(indexUnder({ ...lasting, kind: 'indexBiased', size: -0.1 })).toEqual(biased);
    expect(indexUnder({ ...lasting, kind: 'sourceWrong', size: -0.4, weight: 0.25 })).toEqual(
      biased,
    );
  });

  it('is that of a while ago when it lags', () => {
    const published = indexUnder({ ...lasting, kind: 'indexLagging', lagUs: 5 * SECOND });
    expect(published.slice(11, 20)).toEqual(sound.slice(6, 15));
    expect(published.slice(20)).toEqual(sound.slice(20));
  });

  it('takes the longest of several lags, and the product of several biases', () => {
    const lag = (name: string, lagUs: number): Shock => ({
      ...lasting,
      name,
      kind: 'indexLagging',
      lagUs,
    });
    expect(indexUnder(lag('a', 2 * SECOND), lag('b', 7 * SECOND))[15]).toBe(sound[8]);
    const bias = (name: string): Shock => ({ ...lasting, name, kind: 'indexBiased', size: 0.5 });
    expect(indexUnder(bias('a'), bias('b'))[15]).toBe(Math.round(sound[15] * 2.25));
  });

  it('fools the venue only: traders see the world as it is, at once or late', () => {
    for (const [shock, published] of [
      [{ ...lasting, kind: 'indexFrozen' }, 991],
      [{ ...lasting, kind: 'indexLagging', lagUs: 4 * SECOND }, 989],
    ] as [Shock, number][]) {
      const stage = new Stage({
        venue: { instruments: [INDEX] },
        traders: [quoter('')],
        others: [0, 3].map((late) => idle(`${late}`, { reactionTime: fixed(late * SECOND) })),
        shocks: [shock],
      });
      const watchers = [new Watcher(''), new Watcher('')];
      for (const [row, behaviour] of watchers.entries()) {
        Object.assign(stage.world.populations[row + 1], { behaviour });
        stage.world.queue.schedule(15.5 * SECOND, COMMANDS.wakeAgents, row + 1);
      }
      stage.run(15.9 * SECOND);
      expect(watchers.map(({ indexTicks }) => indexTicks)).toEqual([985, 988]);
      expect(stage.world.margin.markTicks[0]).toBe(published);
    }
  });

  it('is the cause of what it sets off, at its end too', () => {
    const stage = new Stage({
      venue: { instruments: [INDEX], markEveryUs: 0 },
      traders: [quoter('bids 900x99'), longTo('a', 1, 985), longTo('b', 1, 850)],
      shocks: [
        { ...lasting, kind: 'indexFrozen' },
        { ...lasting, name: 'bias', atUs: 40 * SECOND, kind: 'indexBiased', size: -0.2 },
      ],
    }).finish();
    expect(stage.tree()).toBe('shock:s: a; shock:bias: b');
  });
});

describe('the draws of an index', () => {
  const gbm = instrument({
    initialPriceTicks: 1_000_000,
    maxPriceTicks: 4_000_000,
    index: { everyUs: SECOND, process: { kind: 'gbm', volatility: 5, drift: 0 } },
  });
  const logReturns = (shocks: Shock[]): number[] => {
    const stage = new Stage({
      venue: { instruments: [gbm] },
      traders: [quoter('')],
      shocks,
      scenario: { durationUs: 30 * SECOND, sampleEveryUs: SECOND },
    }).finish();
    const prices = stage.facts.samples.map(({ indexTicks }) => Math.log(indexTicks));
    return prices.slice(1).map((price, second) => price - prices[second]);
  };

  it('are as they were under a volatility times a factor, which multiplies the moves of its time', () => {
    const calm = logReturns([]);
    const shaken = logReturns([{ ...lasting, kind: 'volatility', factor: 4 }]);
    for (const [second, move] of shaken.entries()) {
      // From the publication before its beginning to the one before its end.
      const factor = 9 <= second && second < 19 ? 4 : 1;
      expect(Math.abs(move - factor * calm[second])).toBeLessThan(2e-5);
    }
  });

  it.each([10, 10.4])('are as they were where the price jumps, at %d s too', (second) => {
    const calm = logReturns([]);
    const jump = { ...at, atUs: second * SECOND, kind: 'priceJump', size: -0.5 } as const;
    const step = 9 + (second > 10 ? 1 : 0);
    for (const [row, move] of logReturns([jump]).entries()) {
      const expected = calm[row] + (row === step ? Math.log(0.5) : 0);
      expect(Math.abs(move - expected)).toBeLessThan(2e-5);
    }
  });
});

describe('a market order from outside', () => {
  const book = 'bids 999x100 998x100 900x100 asks 1001x100';

  it('takes a share of what rests within one percent of the mid', () => {
    const shock: Shock = { ...at, kind: 'marketOrder', side: 'sell', lots: 0, depthShare: 0.6 };
    const stage = new Stage({ traders: [quoter(book)], shocks: [shock] }).finish();
    expect(stage.facts.trades.map(({ lots }) => lots)).toEqual([100, 20]);
    expect(incidents(stage)).toEqual([['marketOrder', 10, 10, 120, 'scheduled']]);
  });

  it('goes in slices of equal size, evenly over its time', () => {
    const pace = { forUs: 8 * SECOND, slices: 4 };
    const shock: Shock = { ...at, kind: 'marketOrder', side: 'sell', lots: 50, pace };
    const stage = new Stage({ traders: [quoter(book)], shocks: [shock] }).finish();
    expect(stage.facts.trades.map(({ timeUs, lots }) => [timeUs / SECOND, lots])).toEqual([
      [10, 12],
      [12, 13],
      [14, 12],
      [16, 13],
    ]);
    expect(incidents(stage)).toEqual([['marketOrder', 10, 18, 50, 'scheduled']]);
  });
});

describe('traders who are cut off', () => {
  const crowd = {
    ...idle('crowd', { count: 400, marginMode: 'unmargined', wealth: fixed(0) }),
    kind: 'noise' as const,
    marketRate: 200,
    limitRate: 0,
    marketSize: fixed(1),
    limitSize: fixed(1),
    limitDistance: fixed(0.1),
    orderLifeUs: SECOND,
    clustering: [],
    signMemory: null,
  };
  const book = quoter('bids 999x100000 asks 1001x100000');

  it('send nothing, and the same ones as long as it lasts; the draws of others stay', () => {
    const run = (shocks: Shock[]) =>
      new Stage({
        traders: [book],
        others: [crowd],
        shocks,
        scenario: { durationUs: 30 * SECOND },
      })
        .finish()
        .facts.trades.map(({ timeUs, taker, takerSide }) => ({ timeUs, taker, takerSide }));
    const calm = run([]);
    const cut = run([{ ...lasting, kind: 'orderEntryDown', populations: [1], share: 0.3 }]);
    const isIn = (timeUs: number): boolean => 10 * SECOND <= timeUs && timeUs < 20 * SECOND;
    const reaching = new Set(cut.filter(({ timeUs }) => isIn(timeUs)).map(({ taker }) => taker));
    expect(cut).toEqual(calm.filter(({ timeUs, taker }) => !isIn(timeUs) || reaching.has(taker)));
    expect(reaching.size / 400).toBeGreaterThan(0.6);
    expect(reaching.size / 400).toBeLessThan(0.76);
  });

  it('are all of them during an outage of the venue, which matches and cancels nothing', () => {
    const stage = new Stage({
      traders: [
        quoter('bids 990x9 asks 1010x9'),
        { name: 'a', mode: 'unmargined', orders: 'bids 980x4' },
      ],
      shocks: [{ ...lasting, kind: 'matchingOutage' }],
    })
      .at(12 * SECOND, 'a', (decision, own) => decision.cancel(own.order(980)))
      .at(21 * SECOND, 'a', (decision, own) => decision.cancel(own.order(980)))
      .finish();
    expect(stage.facts.cancels.map(({ timeUs }) => timeUs / SECOND)).toEqual([21]);
    expect(incidents(stage).map(([kind, start, end]) => [kind, start, end])).toEqual([
      ['matchingOutage', 10, 20],
      ['reopening', 20, 20],
    ]);
  });

  it('leave an account in breach its orders until the venue is back', () => {
    const stage = new Stage({
      venue: { instruments: [INDEX] },
      traders: [quoter('bids 900x99'), longTo('a', 1, 985, 'asks 1100x1')],
      shocks: [{ ...lasting, kind: 'matchingOutage' }],
    }).finish();
    expect(stage.facts.starts.map(({ timeUs }) => timeUs / SECOND)).toEqual([15]);
    expect(stage.facts.cancels.map(({ timeUs, cause }) => [timeUs / SECOND, cause])).toEqual([
      [20, stage.facts.starts[0].liquidation],
    ]);
    expect(stage.end('a').endTimeUs / SECOND).toBe(20);
  });
});

describe('market makers who withdraw', () => {
  const makers = {
    ...idle('makers', { count: 200, marginMode: 'unmargined' }),
    kind: 'marketMaker' as const,
    requoteRate: 20,
    levels: 1,
    nearest: 0.01,
    farthest: 0.01,
    depth: fixed(100),
    depthShape: 0,
    indexWeight: 1,
    inventoryLimit: fixed(1000),
    skew: 0,
    tolerance: 0.5,
    sizeTolerance: 0,
    withdrawal: null,
    strategy: { kind: 'ladder' as const },
    requotes: 'random' as const,
    trustedSpread: null,
    improve: null,
  };
  /** Lots bid at times in seconds, as a share of all. */
  const bidAt = (of: 'size' | 'makers', times: number[]): number[] => {
    const shock: Shock = {
      ...lasting,
      kind: 'marketMakersWithdraw',
      populations: [1],
      share: 0.8,
      of,
      refillUs: 10 * SECOND,
    };
    const stage = new Stage({ traders: [quoter('')], others: [makers], shocks: [shock] });
    return times.map((second) => {
      stage.run(second * SECOND);
      return stage.world.instruments[0].book.depthLots(0, 1) / (200 * 100);
    });
  };

  it('leave a share of their size, and come back evenly', () => {
    const [before, during, half, after] = bidAt('size', [9, 15, 25, 31.5]);
    expect([before, during, after]).toEqual([1, 0.2, 1]);
    expect(Math.abs(half - 0.6)).toBeLessThan(0.02);
  });

  it('or a share of them leaves, and comes back one by one', () => {
    const [before, during, half, after] = bidAt('makers', [9, 15, 25, 31.5]);
    expect([before, after]).toEqual([1, 1]);
    expect(Math.abs(during - 0.2)).toBeLessThan(0.1);
    expect(Math.abs(half - 0.6)).toBeLessThan(0.12);
  });
});

describe('a liquidation engine', () => {
  const longs = Array.from({ length: 6 }, (_, row) => longTo(`l${row}`, 1, 989 - row));
  const engine = (shock: Shock) =>
    new Stage({
      venue: { instruments: [INDEX] },
      traders: [quoter('bids 900x99'), ...longs],
      shocks: [shock],
    }).finish();

  it('that stalls takes up who waited in order when it goes on', () => {
    const stage = engine({ ...lasting, kind: 'liquidationEngineStall' });
    expect(
      stage.facts.starts.map(({ timeUs, account }) => [timeUs / SECOND, stage.nameOf(account)]),
    ).toEqual(longs.map(({ name }) => [20, name]));
  });

  it('that is throttled takes up so many a second, and nobody jumps the queue', () => {
    const shock: Shock = { ...lasting, kind: 'liquidationEngineThrottle', perSecond: 0.5 };
    const stage = engine(shock);
    expect(stage.facts.starts.map(({ timeUs }) => timeUs / SECOND)).toEqual([
      11, 13, 15, 17, 19, 20,
    ]);
    expect(stage.facts.starts.map(({ account }) => stage.nameOf(account))).toEqual(
      longs.map(({ name }) => name),
    );
  });

  it('does not take up who recovered while it stood still', () => {
    const stage = new Stage({
      traders: [quoter('bids 990x1 980x1 asks 1000x9'), longTo('a', 1, 985)],
      shocks: [
        { ...lasting, kind: 'liquidationEngineStall' },
        { ...at, name: 'down', atUs: 12 * SECOND, kind: 'marketOrder', side: 'sell', lots: 2 },
        { ...at, name: 'up', atUs: 14 * SECOND, kind: 'marketOrder', side: 'buy', lots: 1 },
      ],
    }).finish();
    expect(stage.mark()).toBe(1000);
    expect(stage.facts.starts).toEqual([]);
  });
});

describe('a change of margin', () => {
  const rules = instrument({ margin: flatMargin(100_000, 50_000), mark: { kind: 'index' } });
  const trader = { name: 'a', wealth: 900, holds: [{ lots: 10 }] };
  const change = { ...lasting, kind: 'marginChange' as const, schedule: null, of: 'both' as const };
  const under = (...shocks: Shock[]) =>
    new Stage({
      venue: { instruments: [rules] },
      traders: [quoter('bids 990x99'), trader],
      shocks,
    }).finish();

  it('liquidates who is in breach by it, by the cause rule', () => {
    expect(under({ ...change, factor: 1.79 }).tree()).toBe('');
    expect(under({ ...change, factor: 1.8 }).tree()).toBe('rule: a'); // 900 of 10,000
  });

  it('replaces the schedule, or multiplies one rate, and is over at its end', () => {
    const schedule = flatMargin(200_000, 90_000);
    expect(under({ ...change, factor: 1, schedule }).tree()).toBe('rule: a');
    expect(under({ ...change, factor: 5, of: 'initial' }).tree()).toBe('');
    const stage = under({ ...change, factor: 1.5 });
    expect(stage.world.margin.maintenanceUnits(stage.account('a'))).toBe(500);
  });

  it('several multiply, and none goes above the whole notional', () => {
    const stage = new Stage({
      venue: { instruments: [rules] },
      traders: [quoter(''), { ...trader, wealth: 20_000 }],
      shocks: [
        { ...change, factor: 3 },
        { ...change, name: 't', factor: 2 },
        { ...change, name: 'u', atUs: 15 * SECOND, factor: 9 },
      ],
    });
    const required = (): number => stage.world.margin.maintenanceUnits(stage.account('a'));
    stage.run(11 * SECOND);
    expect(required()).toBe(3000);
    stage.run(16 * SECOND);
    expect(required()).toBe(10_000);
    stage.finish();
    expect(required()).toBe(500);
  });
});

it('a spike of funding holds for its settlements, beyond the cap', () => {
  const funding = { everyUs: 8 * SECOND, interestPpb: 0, clampPpb: 0, capPpb: 1_000_000 };
  const stage = new Stage({
    venue: { instruments: [instrument({ funding })] },
    traders: [quoter(''), { name: 'a', wealth: 900, holds: [{ lots: 10 }] }],
    shocks: [{ ...at, kind: 'fundingSpike', ratePpb: 5_000_000, intervals: 2 }],
    scenario: { durationUs: 40 * SECOND },
  }).finish();
  expect(stage.facts.fundings.map(({ paidUnits }) => paidUnits)).toEqual([0, 50, 50, 0, 0]);
  expect(incidents(stage)[0].slice(1, 4)).toEqual([10, 24, 0.005]);
});

describe('a run on the venue', () => {
  it('takes out the equity that nothing binds, each at a time of its own', () => {
    const rules = instrument({ margin: flatMargin(100_000, 50_000) });
    const members = idle('members', { count: 200, wealth: fixed(1000) });
    const shock: Shock = {
      ...lasting,
      kind: 'withdrawalRun',
      populations: [1, 2],
      share: 0.5,
      amount: 0.8,
    };
    const trader = { name: 'a', wealth: 2500, holds: [{ lots: 10 }], orders: 'bids 900x5' };
    const stage = new Stage({
      venue: { instruments: [rules] },
      traders: [quoter(''), trader],
      others: [members],
      shocks: [{ ...shock, share: 1, populations: [1], name: 'all' }, shock],
    });
    stage.run(15 * SECOND);
    const out = (): number => stage.world.cohorts.withdrawalUnits[2] / 800;
    const midway = out();
    stage.finish();
    expect(midway).toBeGreaterThan(30);
    expect(midway).toBeLessThan(70);
    expect(Math.abs(out() - 100)).toBeLessThan(25);
    // 10 lots and 5 bid at 1000 with 10 %: 1500 of 2500 are bound, and 80 % of the rest leaves.
    expect(stage.balance('a')).toBeLessThanOrEqual(1700);
    const [, a] = stage.facts.cohorts;
    expect(a.finalEquityUnits).toBe(a.depositsUnits - a.withdrawalsUnits + a.pnlUnits);
  });
});

it('latency makes everybody see a market that is older by its factor', () => {
  const late = idle('late', { count: 1, marginMode: 'unmargined', reactionTime: fixed(SECOND) });
  const stage = new Stage({
    traders: [quoter('')],
    others: [{ ...late, kind: 'noise', ...oneSided }],
    venue: { instruments: [INDEX] },
    shocks: [{ ...lasting, kind: 'latency', factor: 3 }],
    scenario: { durationUs: 30 * SECOND },
  });
  const ages: { timeUs: number; ageUs: number }[] = [];
  const { behaviour } = stage.world.populations[1];
  behaviour.wake = (_agent, view) => {
    ages.push({ timeUs: view.timeUs, ageUs: view.timeUs - (1000 - view.indexTicks) * SECOND });
  };
  stage.finish();
  expect(ages.length).toBeGreaterThan(100);
  for (const { timeUs, ageUs } of ages) {
    const isSlow = 10 * SECOND <= timeUs && timeUs < 20 * SECOND;
    const delayUs = isSlow ? 3 * SECOND : SECOND;
    const passedUs = Math.max(0, timeUs - delayUs) % SECOND; // since what it saw was published
    expect(ageUs).toBe(timeUs < delayUs ? timeUs : delayUs + passedUs);
  }
});

it('a shock that the run ends before is noted', () => {
  const stage = new Stage({
    traders: [quoter('')],
    shocks: [{ ...lasting, atUs: 500 * SECOND, kind: 'tradingHalt' }],
  }).finish();
  expect(incidents(stage)).toEqual([['tradingHalt', 100, 100, 0, 'not reached: scheduled']]);
  expect(stage.facts.orders.filter(({ side }) => side === SELL)).toEqual([]);
});
