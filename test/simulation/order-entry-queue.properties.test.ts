import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUY } from '../../src/events/sink.js';
import { INTENTS } from '../../src/simulation/agents/agent.js';
import { createWorld } from '../../src/simulation/create-world.js';
import { advance, finish, start } from '../../src/simulation/simulate.js';
import type { World } from '../../src/simulation/world.js';
import { assertBalanced } from '../helpers/accounting.js';
import { type BusyEntry, busyScenario } from '../helpers/busy-market.js';
import { OpenLotsSink } from '../helpers/open-lots.js';
import { SECOND } from '../helpers/scenarios.js';
import { assertNobodyForgotten, quoter, Stage } from '../helpers/stage.js';

interface Sent {
  readonly atUs: number;
  readonly sender: number;
}

describe('the queue of a matching engine', () => {
  it('is that of one server: first come first served, each after the service of the one before', () => {
    const senders = ['a', 'b', 'c'];
    const latencies = [0, 70_000, 300_000];
    const sent = fc.array(
      fc.record({
        atUs: fc.integer({ min: 1, max: 1_000_000 }),
        sender: fc.nat({ max: 2 }),
      }),
      { minLength: 1, maxLength: 60, size: 'max' },
    );
    fc.assert(
      fc.property(sent, fc.constantFrom(3, 17, 40, 1000, 300_000), (messages, throughput) => {
        const stage = new Stage({
          venue: { matching: { throughput, queueLimit: Infinity } },
          traders: [
            quoter(''),
            ...senders.map((name, row) => ({
              name,
              mode: 'unmargined' as const,
              orderLatency: { kind: 'fixed' as const, value: latencies[row] },
            })),
          ],
        });
        const inOrder = messages.toSorted((x, y) => x.atUs - y.atUs || x.sender - y.sender);
        for (const [row, { atUs, sender }] of inOrder.entries()) {
          stage.at(atUs, senders[sender], (decision) => decision.limit(BUY, 100 + row, 1));
        }
        stage.finish();
        expect(stage.world.messages === null || stage.facts.ended?.conservationError).toBe(0);
        const found = stage.facts.orders.map(({ timeUs, priceTicks }) => [
          timeUs,
          priceTicks - 100,
        ]);
        expect(found).toEqual(served(inOrder, latencies, 1_000_000 / throughput));
      }),
      { seed: 3, numRuns: 150 },
    );
  });
});

/** Lindley's recursion: start = max(arrival, end of the one before). */
function served(sent: readonly Sent[], latencies: readonly number[], serviceUs: number) {
  // Who has no latency is at the venue in the command that sends; others in one scheduled then.
  const arrivals = sent.map(({ atUs, sender }, row) => ({
    at: atUs + latencies[sender],
    sender,
    row,
  }));
  arrivals.sort((x, y) => x.at - y.at || x.row - y.row);
  let freeUs = 0;
  return arrivals.map(({ at, row }) => {
    const startUs = Math.max(at, freeUs);
    freeUs = startUs + serviceUs;
    return [Math.floor(startUs), row];
  });
}

const entry: fc.Arbitrary<BusyEntry> = fc.record({
  latencyUs: fc.constantFrom(0, 30_000, 400_000),
  throughput: fc.constantFrom(Infinity, 1_000, 300, 120),
  queueLimit: fc.constantFrom(Infinity, 40),
});

describe('a busy market whose orders come late and queue', () => {
  it('keeps its books, loses no order and cancels none twice', () => {
    let liquidations = 0;
    let waited = 0;
    fc.assert(
      fc.property(
        entry,
        fc.constantFrom('whole', 'steps', 'keepers' as const),
        fc.integer({ min: 1, max: 1_000_000 }),
        (chosen, execution, seed) => {
          const world = createWorld(
            busyScenario({ ...plain, execution, entry: chosen }),
            `${seed}`,
          );
          const sink = new OpenLotsSink();
          start(world, sink);
          while (advance(world, sink, 1)) {
            assertBalanced(world);
            assertNobodyForgotten(world);
            sink.assertSame(world);
            waited = Math.max(waited, world.venues[0].matching.count);
          }
          assertOrdersKnown(world, sink);
          finish(world, sink, 'horizon');
          sink.assertInBook(world);
          expect(sink.ended!.conservationError).toBe(0);
          expect(
            new Set(sink.cancels.map(({ order, instrument }) => `${instrument}/${order}`)).size,
          ).toBe(sink.cancels.length);
          liquidations += sink.starts.length;
        },
      ),
      { seed: 5, numRuns: 24 },
    );
    expect(liquidations).toBeGreaterThan(50);
    expect(waited).toBeGreaterThan(100);
  });

  it('is the same in every run', () => {
    const record = (): unknown[] => {
      const late = { latencyUs: 200_000, throughput: 300, queueLimit: Infinity };
      const world = createWorld(busyScenario({ ...plain, execution: 'whole', entry: late }), '5');
      const sink = new OpenLotsSink();
      start(world, sink);
      while (advance(world, sink, 1000));
      finish(world, sink, 'horizon');
      return [sink.orders, sink.trades, sink.ends];
    };
    expect(record()).toEqual(record());
  });
});

const plain = {
  mark: 'median',
  markEveryUs: SECOND / 10,
  worstPrice: 'fundable',
  surplusTo: 'insuranceFund',
  waterfall: ['insuranceFund', 'deleverage'],
  selfTradePrevention: 'cancelNewest',
  feePpm: 5_000,
  fundUnits: 500,
  crash: 0.15,
} as const;

const NOISE = [0, 1];
const MAKERS = 2;
const LEVELS = 4;

/** Every order of noise and makers that rests is one that its owner knows, or its cancel is on its way. */
function assertOrdersKnown(world: World, sink: OpenLotsSink): void {
  const known = new Set(cancelsOnTheWay(world));
  for (const row of NOISE) {
    const { slotOrder, slotSeat } = (world.populations[row].behaviour as unknown as Flows).flow;
    for (const [slot, order] of slotOrder.entries()) known.add(`${slotSeat[slot] % 2}/${order}`);
  }
  const makers = world.populations[MAKERS].behaviour as unknown as Quotes;
  for (const [row, order] of makers.quotes.order.entries()) {
    known.add(`${Math.floor(row / (2 * LEVELS)) % 2}/${order}`);
  }
  const cohorts = new Set([...NOISE, MAKERS]);
  for (const { account, instrument, order, restingLots } of sink.orders) {
    if (restingLots === 0 || !world.instruments[instrument].book.isOpen(order)) continue;
    if (!cohorts.has(world.accounts.cohortOf(account))) continue;
    if (!known.has(`${instrument}/${order}`)) expect(order, 'an order nobody knows').toBe(0);
  }
}

/** What behaviours remember, which nobody else looks at. */
interface Flows {
  readonly flow: { readonly slotOrder: Float64Array; readonly slotSeat: Int32Array };
}
interface Quotes {
  readonly quotes: { readonly order: Float64Array };
}

function cancelsOnTheWay({ ledger, messages }: World): string[] {
  if (messages === null) return [];
  const { kind, position, reference } = messages;
  return Array.from(kind, (_, row) => row)
    .filter((row) => kind[row] === INTENTS.cancel && messages.countOf(position[row]) > 0)
    .map((row) => `${ledger.instrumentOf(position[row])}/${reference[row]}`);
}
