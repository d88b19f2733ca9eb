import { divideDown } from '../../core/rounding.js';
import type { Lots, Units } from '../../core/units.js';
import { BUY, type EventSink, SELL, type Side } from '../../events/sink.js';
import { ORDER_KINDS } from '../exchange/order-book.js';
import { executeOrder } from '../order-entry.js';
import type { InstrumentState, World } from '../world.js';
import { oweFee } from './liquidation-fee.js';
import type { Episode, Leg } from './liquidations.js';

/**
 * Closes lots of a leg with one order on the book, no further than the worst price allows; the
 * liquidation fee is owed on what filled. Returns the lots closed.
 */
export function closeOnBook(
  world: World,
  sink: EventSink,
  episode: Episode,
  leg: Leg,
  lots: Lots,
): Lots {
  const instrument = world.instruments[leg.instrument];
  const { order } = world;
  const side: Side = leg.side === BUY ? SELL : BUY;
  order.account = episode.account;
  order.position = leg.position;
  order.side = side;
  order.displayedLots = 0;
  order.takerFeePpm = 0; // liquidation orders pay the liquidation fee instead
  order.lots = lots;
  if (!setWorstPrice(world, episode, leg, instrument, side, lots)) return 0;
  executeOrder(world, sink, instrument, order);

  const { filledLots, filledTickLots } = instrument.book;
  leg.closedLots += filledLots;
  leg.closedTickLots += filledTickLots;
  oweFee(world, episode, leg, filledTickLots * instrument.rules.unitsPerTickLot);
  return filledLots;
}

/** Sets kind, price and lots of the order; false when nothing may be sold at all. */
function setWorstPrice(
  world: World,
  episode: Episode,
  leg: Leg,
  instrument: InstrumentState,
  side: Side,
  lots: Lots,
): boolean {
  const { execution, worstPrice } = world.venues[episode.venue].rules.liquidation;
  const { order } = world;
  const limit = execution.kind === 'iocAtBankruptcy' ? 'bankruptcy' : worstPrice;
  order.kind = ORDER_KINDS.ioc;
  order.priceTicks = leg.bankruptcyTicks;
  switch (limit) {
    case 'none':
      order.kind = ORDER_KINDS.market;
      return true;
    case 'bankruptcy':
      return true;
    case 'fundable': {
      const budget = divideDown(fundableUnits(world, episode), instrument.rules.unitsPerTickLot);
      instrument.book.affordable(side, lots, leg.bankruptcyTicks, budget);
      order.priceTicks = instrument.book.affordableTicks;
      order.lots = instrument.book.affordableLots;
      return order.lots > 0;
    }
    default:
      return limit satisfies never;
  }
}

/**
 * What may be lost beyond the bankruptcy prices: the fund, where it stands in the waterfall, and
 * what the account would have left if all that is open closed at those prices.
 */
function fundableUnits(world: World, episode: Episode): Units {
  const venue = world.venues[episode.venue];
  const { ledger } = world;
  const hasFund = venue.rules.liquidation.waterfall.includes('insuranceFund');
  let units = hasFund ? ledger.balanceUnits[venue.insuranceFund] : 0;
  units += ledger.balanceUnits[episode.account];
  for (const leg of episode.legs) {
    const { unitsPerTickLot } = world.instruments[leg.instrument].rules;
    const lots = ledger.lotsOf(leg.position);
    units += lots * leg.bankruptcyTicks * unitsPerTickLot - ledger.costOf(leg.position);
  }
  return Math.max(0, units);
}
