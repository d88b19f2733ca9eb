import type { Lots, Ticks } from '../../core/units.js';

/** One side of an auction: orders from the best price on, at one price who came first. */
export interface AuctionSide {
  readonly priceTicks: readonly Ticks[];
  readonly lots: readonly Lots[];
}

/** The price of an auction, and what trades at it. Without a trade the price is 0. */
export interface Clearing {
  readonly priceTicks: Ticks;
  readonly lots: Lots;
}

/**
 * The one price at which most can trade: bids at or above it meet asks at or below it. Of several, the
 * one that leaves least over; of those, the nearest to the reference price, the lower of two.
 */
export function clearingPrice(
  bids: AuctionSide,
  asks: AuctionSide,
  referenceTicks: Ticks,
  maxPriceTicks: Ticks,
): Clearing {
  let best: Clearing = { priceTicks: 0, lots: 0 };
  let leastOver = Infinity;
  let leastFar = Infinity;
  let demandLots = total(bids.lots);
  let supplyLots = 0;
  let bid = bids.lots.length - 1; // the worst one that still stands at or above the price
  let ask = 0;
  for (const priceTicks of candidates(bids, asks, referenceTicks, maxPriceTicks)) {
    while (bid >= 0 && bids.priceTicks[bid] < priceTicks) demandLots -= bids.lots[bid--];
    while (ask < asks.lots.length && asks.priceTicks[ask] <= priceTicks) {
      supplyLots += asks.lots[ask++];
    }
    const lots = Math.min(demandLots, supplyLots);
    const over = Math.abs(demandLots - supplyLots);
    const far = Math.abs(priceTicks - referenceTicks);
    if (lots === 0 || lots < best.lots) continue;
    const isBetter = lots > best.lots || over < leastOver || (over === leastOver && far < leastFar);
    if (!isBetter) continue;
    best = { priceTicks, lots };
    leastOver = over;
    leastFar = far;
  }
  return best;
}

/**
 * Prices in rising order among which the best one is: between two orders nothing changes, so their
 * prices, the ticks beside them and the reference price are enough.
 */
function candidates(
  bids: AuctionSide,
  asks: AuctionSide,
  referenceTicks: Ticks,
  maxPriceTicks: Ticks,
): Ticks[] {
  const found = new Set([referenceTicks]);
  for (const ticks of [...bids.priceTicks, ...asks.priceTicks]) {
    for (const near of [ticks - 1, ticks, ticks + 1]) found.add(near);
  }
  return [...found].filter((it) => 1 <= it && it <= maxPriceTicks).sort((a, b) => a - b);
}

function total(lots: readonly Lots[]): Lots {
  return lots.reduce((sum, it) => sum + it, 0);
}
