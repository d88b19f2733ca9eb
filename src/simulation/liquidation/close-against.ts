import type { Lots, PositionId, Ticks } from '../../core/units.js';
import { BUY } from '../../events/sink.js';
import { exchangeLots } from '../settlement.js';
import type { World } from '../world.js';
import type { Leg } from './liquidations.js';

/** Closes lots of a leg against another position, past the book and without trading fees. */
export function closeAgainst(
  world: World,
  leg: Leg,
  other: PositionId,
  lots: Lots,
  priceTicks: Ticks,
): void {
  const isLong = leg.side === BUY;
  const [buyer, seller] = isLong ? [other, leg.position] : [leg.position, other];
  exchangeLots(world, world.instruments[leg.instrument], buyer, seller, lots, priceTicks);
  leg.closedLots += lots;
  leg.closedTickLots += lots * priceTicks;
}
