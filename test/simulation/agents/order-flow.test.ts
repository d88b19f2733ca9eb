import { describe, expect, it } from 'vitest';
import { BoundReached } from '../../../src/core/assert.js';
import { NONE } from '../../../src/core/units.js';
import { INTENTS } from '../../../src/simulation/agents/agent.js';
import { ACTS, type FlowRates, OrderFlow } from '../../../src/simulation/agents/order-flow.js';
import { TestView, Waker } from './view.js';

interface Life {
  readonly bornAtWake: number;
  readonly livedWakes: number;
}

/**
 * Lets a flow run on a market where every limit order rests at once and `fillShare` of the limit
 * orders are filled at once; returns the lives of those that were cancelled.
 */
function liveOn(flow: OrderFlow, wakes: number, fillShare = 0): { lives: Life[]; seats: number[] } {
  const view = new TestView();
  const waker = new Waker();
  const born = new Map<number, number>();
  const owner = new Map<number, number>();
  const lives: Life[] = [];
  const seats: number[] = [];
  for (let wake = 0; wake < wakes; wake++) {
    const draws = waker.begin();
    const seat = flow.choose(draws);
    if (seat === NONE) continue;
    seats.push(seat);
    if (flow.act === ACTS.cancel) flow.cancel(view, waker.decision);
    if (flow.act === ACTS.limit) flow.makeRoom(view, waker.decision);
    for (let row = 0; row < waker.decision.count; row++) {
      const order = waker.decision.reference[row];
      const isOwn = waker.decision.kind[row] === INTENTS.cancel && owner.get(order) === seat;
      if (!isOwn) expect.fail('a flow only cancels orders of the seat that wakes');
      lives.push({ bornAtWake: born.get(order)!, livedWakes: wake - born.get(order)! });
      view.orders.delete(order);
    }
    if (flow.act !== ACTS.limit) continue;
    const order = wake + 1;
    flow.orderRested(flow.send(), order);
    born.set(order, wake);
    owner.set(order, seat);
    if (draws.uniform() >= fillShare) view.orders.set(order, 1);
  }
  return { lives, seats };
}

function chosenAct(flow: OrderFlow, waker: Waker): number {
  flow.choose(waker.begin());
  return flow.act;
}

const rates: FlowRates = { seats: 10, marketRate: 2, limitRate: 20, cancelRate: 0.25 };

describe('a Poisson flow of orders', () => {
  it('brings market orders, limit orders and attempts to cancel in proportion to their rates', () => {
    const flow = new OrderFlow(rates);
    // 20 / 0.25 = 80 orders rest at once on average, so 80 + 8 √80 + 16 slots, rounded up.
    expect(flow.wakesPerSecond).toBe(2 + 20 + 0.25 * 168);
    const waker = new Waker();
    const wakes = 60_000;
    const counts = [0, 0, 0];
    for (let wake = 0; wake < wakes; wake++) {
      flow.choose(waker.begin());
      counts[flow.act] += 1;
    }
    for (const [act, rate] of [2, 20, 42].entries()) {
      const share = rate / 64;
      const error = Math.sqrt((share * (1 - share)) / wakes);
      expect(Math.abs(counts[act] / wakes - share)).toBeLessThan(3.5 * error);
    }
  });

  it('cancels at a hazard that does not depend on age: lives are exponential', () => {
    const flow = new OrderFlow(rates);
    const wakes = 400_000;
    const { lives } = liveOn(flow, wakes);
    const chance = 0.25 / flow.wakesPerSecond; // of one order, at one wake-up
    // Orders born in the last part of the run are left out: they could not grow old.
    const grown = lives.filter(({ bornAtWake }) => bornAtWake < wakes - 20 / chance);
    const counts = new Float64Array(20);
    const survival = (wakes: number): number => Math.exp(wakes * Math.log(1 - chance));
    for (const [row, { livedWakes }] of grown.entries()) {
      // Transformed by their own law lives are uniform, once each is spread over its whole wake-up.
      const spread = (row * 0.6180339887498949) % 1;
      const at = 1 - survival(livedWakes - 1) * (1 - spread) - survival(livedWakes) * spread;
      counts[Math.floor(20 * at)] += 1;
    }
    const expected = grown.length / 20;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(grown.length).toBeGreaterThan(80_000);
    expect(chiSquare).toBeLessThan(43.8); // one in a thousand, 19 degrees of freedom
  });

  it('cancels as often whether or not other orders are filled', () => {
    const calm = liveOn(new OrderFlow(rates), 300_000).lives;
    const busy = liveOn(new OrderFlow(rates), 300_000, 0.7).lives;
    const meanOf = (lives: readonly Life[]): number =>
      lives.reduce((sum, { livedWakes }) => sum + livedWakes, 0) / lives.length;
    expect(busy.length).toBeLessThan(0.35 * calm.length);
    const mean = 64 / 0.25;
    expect(Math.abs(meanOf(calm) - mean)).toBeLessThan((3.5 * mean) / Math.sqrt(calm.length));
    expect(Math.abs(meanOf(busy) - mean)).toBeLessThan((3.5 * mean) / Math.sqrt(busy.length));
  });

  it('falls on every seat as often', () => {
    const { seats } = liveOn(new OrderFlow(rates), 100_000);
    const counts = new Float64Array(rates.seats);
    for (const seat of seats) counts[seat] += 1;
    // Cancels follow their orders' seats, so that counts spread up to √2 wider.
    const expected = seats.length / rates.seats;
    for (const count of counts) {
      expect(Math.abs(count - expected)).toBeLessThan(3.5 * Math.sqrt(2 * expected));
    }
  });

  it('comes to nothing when the drawn slot is empty', () => {
    const flow = new OrderFlow({ seats: 3, marketRate: 0, limitRate: 1e-9, cancelRate: 1 });
    expect(flow.choose(new Waker().begin())).toBe(NONE);
  });

  it('gives a new order the place of a drawn one, by its owner, when all slots are in use', () => {
    const flow = new OrderFlow({ seats: 5, marketRate: 0, limitRate: 1, cancelRate: 1 });
    const slots = flow.wakesPerSecond - 1;
    const view = new TestView();
    const waker = new Waker();
    const ownerOfSlot = new Map<number, number>();
    let order = 0;
    while (ownerOfSlot.size < slots) {
      const seat = flow.choose(waker.begin());
      if (flow.act !== ACTS.limit) continue;
      order += 1;
      flow.makeRoom(view, waker.decision);
      expect(waker.decision.count).toBe(0);
      flow.orderRested(flow.send(), order);
      view.orders.set(order, 1);
      ownerOfSlot.set(flow.slot, seat);
    }
    let seat: number;
    do seat = flow.choose(waker.begin());
    while (flow.act !== ACTS.limit);
    flow.makeRoom(view, waker.decision);
    expect(waker.decision.count).toBe(1);
    expect(seat).toBe(ownerOfSlot.get(flow.slot));
    expect(view.orders.has(waker.decision.reference[0])).toBe(true);

    // A replacement leaves no slot over, and none is lost: each is filled once again when all died.
    flow.orderRested(flow.send(), order + 1);
    const emptied = new Set<number>();
    while (emptied.size < slots) {
      if (chosenAct(flow, waker) !== ACTS.cancel || flow.seat === NONE) continue;
      flow.cancel(view, waker.decision);
      emptied.add(flow.slot);
    }
    const filled = new Set<number>();
    while (filled.size < slots) {
      if (chosenAct(flow, waker) !== ACTS.limit) continue;
      flow.makeRoom(view, waker.decision);
      expect(waker.decision.count).toBe(0);
      expect(filled.has(flow.slot)).toBe(false);
      flow.orderRested(flow.send(), order + 2);
      filled.add(flow.slot);
    }
  });

  it('lets orders rest for good at cancel rate 0', () => {
    const flow = new OrderFlow({ seats: 2, marketRate: 1, limitRate: 3, cancelRate: 0 });
    expect(flow.wakesPerSecond).toBe(4);
    expect(liveOn(flow, 10_000).lives).toEqual([]);
  });

  it('keeps the slot of an order that did not rest', () => {
    const flow = new OrderFlow({ seats: 1, marketRate: 0, limitRate: 10, cancelRate: 1e-3 });
    const waker = new Waker();
    const slots = new Set<number>();
    for (let wake = 0; wake < 50; wake++) {
      flow.choose(waker.begin());
      if (flow.act !== ACTS.limit) continue;
      slots.add(flow.slot);
      flow.orderGone(flow.send());
    }
    expect(slots.size).toBe(1);
  });

  it('gives no slot to two orders, and cancels none twice, though answers come late', () => {
    const flow = new OrderFlow({ ...rates, cancelRate: 5 });
    const view = new TestView();
    const waker = new Waker();
    const waiting: { slot: number; order: number }[] = [];
    const cancelled = new Set<number>();
    for (let wake = 1; wake <= 40_000; wake++) {
      const draws = waker.begin();
      if (flow.choose(draws) !== NONE && flow.act === ACTS.cancel) {
        flow.cancel(view, waker.decision);
      } else if (flow.seat !== NONE && flow.act === ACTS.limit) {
        flow.makeRoom(view, waker.decision);
        const slot = flow.send();
        expect(waiting.some((it) => it.slot === slot)).toBe(false);
        waiting.push({ slot, order: wake });
      }
      for (let row = 0; row < waker.decision.count; row++) {
        const order = waker.decision.reference[row];
        expect(cancelled.has(order)).toBe(false);
        cancelled.add(order);
        view.orders.delete(order);
      }
      if (waiting.length < 30 && draws.uniform() < 0.7) continue;
      const { slot, order } = waiting.shift() ?? { slot: NONE, order: NONE };
      if (slot === NONE || draws.uniform() < 0.3) {
        flow.orderGone(slot);
        continue;
      }
      view.orders.set(order, 1);
      flow.orderRested(slot, order);
    }
    expect(cancelled.size).toBeGreaterThan(2_000);
    // Whatever rests is still known: attempts go on until the book is empty.
    for (const { slot } of waiting) flow.orderGone(slot);
    for (let wake = 0; wake < 20_000 && view.orders.size > 0; wake++) {
      if (flow.choose(waker.begin()) === NONE || flow.act !== ACTS.cancel) continue;
      flow.cancel(view, waker.decision);
      if (waker.decision.count > 0) view.orders.delete(waker.decision.reference[0]);
    }
    expect(view.orders.size).toBe(0);
  });

  it('names what would have to change when too many orders would rest', () => {
    const endless = (): OrderFlow => new OrderFlow({ ...rates, limitRate: 1e6, cancelRate: 1e-6 });
    expect(endless).toThrow(BoundReached);
    expect(endless).toThrow(/lower limitRate, or raise cancelRate/);
  });
});
