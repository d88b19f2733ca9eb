import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BUY, SELL, type Side } from '../../../src/events/sink.js';
import type { MarginSchedule } from '../../../src/scenario/scenario.js';
import { MARGIN_MODES } from '../../../src/simulation/margin/accounts.js';
import { boundUnits, mayPlaceOrder } from '../../../src/simulation/margin/order-margin.js';
import { flat, instrument, Market } from './market.js';
import { anySchedule } from './schedules.js';

const FEE = 500; // 0.05 %, so a lot at 100 costs 0.05 units, rounded up with the others
const fifth = flat(200_000, 100_000);

/** An account on two instruments at 100 and 200, with lots held and resting on the first. */
function trader(equity: number, held = 0, openBuy = 0, openSell = 0) {
  const market = new Market([instrument(fifth, 100), instrument(fifth, 200)]);
  const account = market.open(MARGIN_MODES.cross, [0, 1], equity);
  const position = market.trade(account, 0, held, 100);
  market.accounts.addOpenLots(position, BUY, openBuy);
  market.accounts.addOpenLots(position, SELL, openSell);
  return { market, account, position, margin: market.margin };
}

it.each([
  { name: 'initial margin and fee = equity', equity: 201, may: true },
  { name: 'one unit less', equity: 200, may: false },
])('MARGIN-8: an order of ten lots at 100: $name', ({ equity, may }) => {
  const { margin, position } = trader(equity);
  expect(mayPlaceOrder(margin, position, BUY, 10, 100, FEE)).toBe(may);
  expect(mayPlaceOrder(margin, position, SELL, 10, 100, FEE)).toBe(may);
});

it.each([
  { name: 'a buy above the mark loses the difference', side: BUY, price: 103, need: 231 },
  { name: 'a buy below the mark gains nothing', side: BUY, price: 97, need: 201 },
  { name: 'a sale below the mark loses the difference', side: SELL, price: 97, need: 231 },
  { name: 'a sale above the mark gains nothing', side: SELL, price: 103, need: 201 },
] as const)('$name', ({ side, price, need }) => {
  for (const equity of [need - 1, need]) {
    const { margin, position } = trader(equity);
    expect(mayPlaceOrder(margin, position, side, 10, price, FEE)).toBe(equity === need);
  }
});

it.each([
  { name: 'what rests on its side counts', buy: 10, sell: 0, side: BUY, need: 401 },
  { name: 'what rests on the other side does not', buy: 0, sell: 10, side: BUY, need: 201 },
  { name: 'unless that is the worse side', buy: 0, sell: 30, side: BUY, need: 602 },
] as const)('$name', ({ buy, sell, side, need }) => {
  for (const equity of [need - 1, need]) {
    const { margin, position } = trader(equity, 0, buy, sell);
    expect(mayPlaceOrder(margin, position, side, 10, 100, FEE)).toBe(equity === need);
  }
});

it('MARGIN-8: other legs, with their open orders, need margin too', () => {
  // 10 lots held at 200 and 5 more resting: 15 × 200 × 20 % + a fee of 0.5; then 200 and 0.5 here.
  for (const equity of [801, 802]) {
    const { market, account, margin, position } = trader(equity);
    const other = market.trade(account, 1, 10, 200);
    market.accounts.addOpenLots(other, BUY, 5);
    expect(mayPlaceOrder(margin, position, BUY, 10, 100, FEE)).toBe(equity === 802);
  }
});

it('MARGIN-9: a reducing order needs nothing, as far as nothing else reduces already', () => {
  const { margin, position } = trader(1, 10, 0, 4);
  expect(mayPlaceOrder(margin, position, SELL, 6, 1, FEE)).toBe(true);
  expect(mayPlaceOrder(margin, position, SELL, 7, 100, FEE)).toBe(false);
  expect(mayPlaceOrder(margin, position, BUY, 1, 100, FEE)).toBe(false);
  const short = trader(1, -10, 3);
  expect(mayPlaceOrder(short.margin, short.position, BUY, 7, 1000, FEE)).toBe(true);
  expect(mayPlaceOrder(short.margin, short.position, BUY, 8, 100, FEE)).toBe(false);
});

it('MARGIN-9: an account without margin may place anything', () => {
  const market = new Market([instrument(fifth, 100)]);
  const account = market.open(MARGIN_MODES.unmargined, [0]);
  const position = market.accounts.firstPositionOf(account);
  expect(mayPlaceOrder(market.margin, position, BUY, 1e6, 1000, FEE)).toBe(true);
});

it('MARGIN-8: an order may be placed just when equity covers the worse side of all that is open', () => {
  const order = fc.record({
    schedule: anySchedule,
    equity: fc.integer({ min: -500, max: 20_000 }),
    held: fc.integer({ min: -30, max: 30 }),
    openBuy: fc.nat(20),
    openSell: fc.nat(20),
    side: fc.constantFrom<Side>(BUY, SELL),
    price: fc.integer({ min: 1, max: 300 }),
    large: fc.integer({ min: 41, max: 2000 }),
  });
  let placed = 0;
  let refused = 0;
  fc.assert(
    fc.property(order, ({ schedule, equity, held, openBuy, openSell, side, price, large }) => {
      const market = new Market([instrument(schedule, 100)]);
      const account = market.open(MARGIN_MODES.isolated, [0], equity);
      const position = market.trade(account, 0, held, 100);
      market.accounts.addOpenLots(position, BUY, openBuy);
      market.accounts.addOpenLots(position, SELL, openSell);
      for (const lots of [...Array.from({ length: 40 }, (_, row) => row + 1), large]) {
        const buys = openBuy + (side === BUY ? lots : 0);
        const sells = openSell + (side === SELL ? lots : 0);
        const isReducing = side === BUY ? held + buys <= 0 : held - sells >= 0;
        const worse = Math.max(
          needAt100(schedule, held + buys, buys),
          needAt100(schedule, held - sells, sells),
        );
        const loss = lots * Math.max(0, side === BUY ? price - 100 : 100 - price);
        const isCovered = worse + loss <= market.margin.equityUnits(account);
        const may = mayPlaceOrder(market.margin, position, side, lots, price, FEE);
        expect(may).toBe(isReducing || isCovered);
        if (may) placed += 1;
        else refused += 1;
      }
    }),
    { seed: 9, numRuns: 1500 },
  );
  expect(Math.min(placed, refused)).toBeGreaterThan(5000);
});

it('MARGIN-8: on one of several legs the largest order leaves the others what they need', () => {
  const { market, account, margin, position } = trader(1000);
  const other = market.trade(account, 1, 10, 200); // 400
  market.accounts.addOpenLots(other, SELL, 30); // 20 short if they trade: 800, and a fee of 3
  // 197 are left for 180 and a fee of 0.45.
  expect(mayPlaceOrder(margin, position, SELL, 9, 100, FEE)).toBe(true);
  expect(mayPlaceOrder(margin, position, SELL, 10, 100, FEE)).toBe(false);
});

it('binds what all legs need with their open orders, and nothing of who is unmargined', () => {
  const { market, account, margin } = trader(5000, 10, 5, 30);
  // 15 long or 20 short at 100: 400 and a fee of 1.5 on 30; on the second leg 10 at 200, none open.
  market.trade(account, 1, 10, 200);
  expect(boundUnits(margin, account, FEE)).toBe(402 + 400);
  expect(boundUnits(margin, account, 0)).toBe(400 + 400);
  const dealer = market.accounts.accountOf(0);
  expect(boundUnits(margin, dealer, FEE)).toBe(0);
});

it('counts the lots and ticks of an instrument in its units', () => {
  // One lot and tick is worth 5 units: 10 lots at 100 are 5000, so 1000, a fee of 2.5, 150 at once.
  for (const equity of [1152, 1153]) {
    const market = new Market([{ ...instrument(fifth, 100), unitsPerTickLot: 5 }]);
    const account = market.open(MARGIN_MODES.isolated, [0], equity);
    const position = market.accounts.firstPositionOf(account);
    const may = mayPlaceOrder(market.margin, position, BUY, 10, 103, FEE);
    expect(may).toBe(equity === 1153);
  }
});

/** Initial margin of a position at 100, and the fee on the lots that lead to it. */
function needAt100(schedule: MarginSchedule, lots: number, feeLots: number): number {
  const notional = 100 * Math.abs(lots);
  const { initialPpm } = schedule.tiers.find(({ upToUnits }) => notional <= upToUnits)!;
  return Math.ceil((notional * initialPpm) / 1e6) + Math.ceil((100 * feeLots * FEE) / 1e6);
}
