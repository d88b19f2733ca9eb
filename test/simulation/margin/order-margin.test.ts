import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BUY, SELL, type Side } from '../../../src/events/sink.js';
import { MARGIN_MODES } from '../../../src/simulation/margin/accounts.js';
import { largestOrderLots, mayPlaceOrder } from '../../../src/simulation/margin/order-margin.js';
import { flat, instrument, Market } from './market.js';
import { anySchedule } from './schedules.js';

const FEE = 500; // 0.05 %, so a lot at 100 costs 0.05 units, rounded up with the others
const fifth = flat(200_000, 100_000);

/** An account on two instruments at 100 and 200, with lots held and resting on the first. */
function trader(equity: number, held = 0, openBuy = 0, openSell = 0) {
  const market = new Market([instrument(fifth, 100), instrument(fifth, 200)]);
  const account = market.open(MARGIN_MODES.cross, [0, 1], equity);
  const position = market.trade(account, 0, held, 100);
  market.accounts.addOpenBuyLots(position, openBuy);
  market.accounts.addOpenSellLots(position, openSell);
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
    market.accounts.addOpenBuyLots(other, 5);
    expect(mayPlaceOrder(margin, position, BUY, 10, 100, FEE)).toBe(equity === 802);
  }
});

it('MARGIN-9: a reducing order needs nothing, as far as nothing else reduces already', () => {
  const { margin, position } = trader(1, 10, 0, 4);
  expect(mayPlaceOrder(margin, position, SELL, 6, 1, FEE)).toBe(true);
  expect(mayPlaceOrder(margin, position, SELL, 7, 100, FEE)).toBe(false);
  expect(mayPlaceOrder(margin, position, BUY, 1, 100, FEE)).toBe(false);
  expect(largestOrderLots(margin, position, SELL, 100, FEE)).toBe(6);
  expect(largestOrderLots(margin, position, BUY, 100, FEE)).toBe(0);
  const short = trader(1, -10, 3);
  expect(mayPlaceOrder(short.margin, short.position, BUY, 7, 1000, FEE)).toBe(true);
  expect(mayPlaceOrder(short.margin, short.position, BUY, 8, 100, FEE)).toBe(false);
});

it('MARGIN-9: an account without margin may place anything', () => {
  const market = new Market([instrument(fifth, 100)]);
  const account = market.open(MARGIN_MODES.unmargined, [0]);
  const position = market.accounts.firstPositionOf(account);
  expect(mayPlaceOrder(market.margin, position, BUY, 1e6, 1000, FEE)).toBe(true);
  expect(largestOrderLots(market.margin, position, BUY, 1000, FEE)).toBe(2 ** 31 - 1);
});

it('MARGIN-8: the largest order may be placed, and one lot more may not', () => {
  const order = fc.record({
    schedule: anySchedule,
    equity: fc.integer({ min: -500, max: 20_000 }),
    held: fc.integer({ min: -30, max: 30 }),
    openBuy: fc.nat(20),
    openSell: fc.nat(20),
    side: fc.constantFrom<Side>(BUY, SELL),
    price: fc.integer({ min: 1, max: 300 }),
  });
  let placed = 0;
  fc.assert(
    fc.property(order, ({ schedule, equity, held, openBuy, openSell, side, price }) => {
      const market = new Market([instrument(schedule, 100)]);
      const account = market.open(MARGIN_MODES.isolated, [0], equity);
      const position = market.trade(account, 0, held, 100);
      market.accounts.addOpenBuyLots(position, openBuy);
      market.accounts.addOpenSellLots(position, openSell);
      const most = largestOrderLots(market.margin, position, side, price, FEE);
      const may = (lots: number): boolean =>
        mayPlaceOrder(market.margin, position, side, lots, price, FEE);
      for (let lots = 1; lots <= Math.min(most, 40); lots++) expect(may(lots)).toBe(true);
      if (most > 0) expect(may(most)).toBe(true);
      expect(may(most + 1)).toBe(false);
      if (most > 0) placed += 1;
    }),
    { seed: 9, numRuns: 1500 },
  );
  expect(placed).toBeGreaterThan(500);
});
