import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type AuctionSide, clearingPrice } from '../../../src/simulation/exchange/auction-price.js';

const HIGHEST = 30;
const order = fc.record({
  priceTicks: fc.integer({ min: 1, max: HIGHEST }),
  lots: fc.integer({ min: 1, max: 9 }),
});
const orders = fc.array(order, { maxLength: 12 });
type Order = { readonly priceTicks: number; readonly lots: number };

function sideOf(list: readonly Order[], sign: number): AuctionSide {
  const sorted = [...list].sort((a, b) => sign * (a.priceTicks - b.priceTicks));
  return {
    priceTicks: sorted.map(({ priceTicks }) => priceTicks),
    lots: sorted.map(({ lots }) => lots),
  };
}

/** Tries every price. */
function plain(bids: readonly Order[], asks: readonly Order[], reference: number) {
  const lotsOf = (list: readonly Order[]): number => list.reduce((sum, it) => sum + it.lots, 0);
  const all = Array.from({ length: HIGHEST }, (_, at) => {
    const price = at + 1;
    const demand = lotsOf(bids.filter(({ priceTicks }) => priceTicks >= price));
    const supply = lotsOf(asks.filter(({ priceTicks }) => priceTicks <= price));
    const lots = Math.min(demand, supply);
    return { price, lots, over: Math.abs(demand - supply), far: Math.abs(price - reference) };
  });
  all.sort((a, b) => b.lots - a.lots || a.over - b.over || a.far - b.far || a.price - b.price);
  return all[0].lots === 0
    ? { priceTicks: 0, lots: 0 }
    : { priceTicks: all[0].price, lots: all[0].lots };
}

it('an auction finds the price that trades most, leaves least over and lies nearest', () => {
  let trades = 0;
  fc.assert(
    fc.property(orders, orders, fc.integer({ min: 1, max: HIGHEST }), (bids, asks, reference) => {
      const found = clearingPrice(sideOf(bids, -1), sideOf(asks, 1), reference, HIGHEST);
      expect(found).toEqual(plain(bids, asks, reference));
      trades += Number(found.lots > 0);
    }),
    { seed: 5, numRuns: 2000 },
  );
  expect(trades).toBeGreaterThan(500);
});
