import { shareDown } from '../core/rounding.js';
import { BUY } from '../events/sink.js';
import { ORDER_KINDS } from './exchange/order-kinds.js';
import type { Order } from './order-entry.js';
import type { InstrumentState, World } from './world.js';

/**
 * Narrows an order to the price band of its instrument: one that would trade further from the mark
 * stops at the edge, one that would rest beyond it is refused. Returns whether the order may go on.
 */
export function narrowToBand(world: World, instrument: InstrumentState, order: Order): boolean {
  const bandPpm = instrument.rules.priceBandPpm;
  if (bandPpm === null) return true;
  const markTicks = world.margin.markTicks[instrument.row];
  const reachTicks = shareDown(markTicks, bandPpm);
  const isBuy = order.side === BUY;
  const edgeTicks = isBuy
    ? Math.min(instrument.rules.maxPriceTicks, markTicks + reachTicks)
    : Math.max(1, markTicks - reachTicks);
  const isBeyond = isBuy ? order.priceTicks > edgeTicks : order.priceTicks < edgeTicks;
  switch (order.kind) {
    case ORDER_KINDS.market:
      order.kind = ORDER_KINDS.ioc;
      order.priceTicks = edgeTicks;
      return true;
    case ORDER_KINDS.ioc:
    case ORDER_KINDS.fok:
      if (isBeyond) order.priceTicks = edgeTicks;
      return true;
    case ORDER_KINDS.limit:
    case ORDER_KINDS.postOnly:
    case ORDER_KINDS.iceberg:
      return !isBeyond;
    default:
      return order.kind satisfies never;
  }
}
