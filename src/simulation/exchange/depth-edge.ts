import type { Ticks } from '../../core/units.js';
import { BUY, type Side } from '../../events/sink.js';
import type { OrderBook } from './order-book.js';

/** The worst price within 1 % of the mid on a side; 0 while a side is empty: nobody quotes a mid then. */
export function depthEdgeTicks(book: OrderBook, side: Side, maxPriceTicks: Ticks): Ticks {
  const { bestBidTicks, bestAskTicks } = book;
  if (bestBidTicks === 0 || bestAskTicks === 0) return 0;
  const midTicks = (bestBidTicks + bestAskTicks) / 2;
  return side === BUY
    ? Math.max(1, Math.ceil(midTicks * 0.99))
    : Math.min(maxPriceTicks, Math.floor(midTicks * 1.01));
}
