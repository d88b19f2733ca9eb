import { describe, expect, it } from 'vitest';
import { InvariantViolation } from '../../src/core/assert.js';
import { createWorld } from '../../src/simulation/create-world.js';
import { locateFault } from '../../src/simulation/locate-fault.js';
import { advance, finish, start } from '../../src/simulation/simulate.js';
import type { World } from '../../src/simulation/world.js';
import { busyScenario } from '../helpers/busy-market.js';
import { RecordingSink } from '../helpers/recording-sink.js';
import { plantCost, plantLots, plantMoney } from '../helpers/plant.js';

const market = busyScenario({
  mark: 'last',
  markEveryUs: 0,
  execution: 'whole',
  worstPrice: 'fundable',
  surplusTo: 'insuranceFund',
  waterfall: ['insuranceFund', 'deleverage'],
  selfTradePrevention: 'cancelNewest',
  feePpm: 1_000,
  fundUnits: 10_000,
  crash: 0.2,
});

type Fault = (world: World) => void;

/** Adds a unit where there was none, when so many facts were told. */
class FaultySink extends RecordingSink {
  private readonly world: () => World;
  private readonly fault: Fault;
  private readonly atTrade: number;

  constructor(world: () => World, atTrade: number, fault: Fault) {
    super();
    this.world = world;
    this.atTrade = atTrade;
    this.fault = fault;
  }

  override traded(trade: Parameters<RecordingSink['traded']>[0]): void {
    super.traded(trade);
    if (this.trades.length === this.atTrade) this.fault(this.world());
  }
}

/** The command in whose course a trade happens, in the words of the search. */
function commandOfTrade(trade: number): string {
  const world = createWorld(market, '1');
  const sink = new RecordingSink();
  start(world, sink);
  while (sink.trades.length < trade) expect(advance(world, sink, 1)).toBe(true);
  const seconds = (world.queue.nowUs / 1_000_000).toFixed(6);
  return `command ${world.commandCount} at ${seconds} s: `;
}

function tradesOfRun(): number {
  const world = createWorld(market, '1');
  const sink = new RecordingSink();
  start(world, sink);
  while (advance(world, sink, 1000));
  return sink.trades.length;
}

describe('a unit that appears from nowhere', () => {
  const faults: Record<string, Fault> = {
    balance: (world) => plantMoney(world.ledger, world.venues[0].fees, 1),
    cost: (world) => plantCost(world.ledger, 3, -1),
    lots: (world) => plantLots(world.ledger, 5, 1),
    total: (world) => (world.ledger.costTotalUnits += 1),
  };
  const all = tradesOfRun();

  for (const [column, fault] of Object.entries(faults)) {
    for (const atTrade of [1, Math.floor(all / 2), all]) {
      it(`in the ${column}, at trade ${atTrade}: breaks the run, and its command is named`, () => {
        let latest: World;
        const create = (): World => (latest = createWorld(market, '1'));
        const sinkFor = (): FaultySink => new FaultySink(() => latest, atTrade, fault);

        expect(() => {
          const world = create();
          const sink = sinkFor();
          start(world, sink);
          while (advance(world, sink, 1000));
          finish(world, sink, 'horizon');
        }).toThrow(InvariantViolation);
        const found = locateFault(create, sinkFor);
        expect(found.startsWith(commandOfTrade(atTrade))).toBe(true);
        expect(found).toMatch(/: (wakeAgents|liquidate|applyShock) \d+$/);
      });
    }
  }

  it('before the first command: the opening is named', () => {
    let latest: World;
    const create = (): World => (latest = createWorld(market, '1'));
    const sinkFor = (): RecordingSink => {
      const sink = new RecordingSink();
      sink.insuranceFundMoved = () => plantMoney(latest.ledger, 0, 1);
      return sink;
    };
    expect(() => start(create(), sinkFor())).toThrow(InvariantViolation);
    expect(locateFault(create, sinkFor)).toBe('the opening, before the first command');
  });

  it('a command that contradicts itself while the books balance is named too', () => {
    const create = (): World => createWorld(market, '1');
    const sinkFor = (): RecordingSink => {
      const sink = new RecordingSink();
      const traded = sink.traded.bind(sink);
      sink.traded = (trade) => {
        traded(trade);
        if (sink.trades.length === 40) throw new InvariantViolation('the test wants it');
      };
      return sink;
    };
    expect(locateFault(create, sinkFor).startsWith(commandOfTrade(40))).toBe(true);
  });

  it('an error that is no broken invariant is passed on', () => {
    const sinkFor = (): RecordingSink => {
      const sink = new RecordingSink();
      sink.traded = () => {
        throw new RangeError('disk full');
      };
      return sink;
    };
    expect(() => locateFault(() => createWorld(market, '1'), sinkFor)).toThrow(RangeError);
  });
});
