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
      const { book, rules } = instrument;
      const afford = (units: Units): void => {
        const budget = divideDown(Math.max(0, units), rules.unitsPerTickLot);
        book.affordable(side, lots, leg.bankruptcyTicks, budget);
      };
      const ownUnits = leftAtBankruptcyUnits(world, episode);
      const fundUnits = fundBalanceUnits(world, episode);
      afford(ownUnits + fundUnits);
      if (book.affordableLots === 0) return false; // not with all of the fund: no need to ask more
      if (fundUnits > 0) afford(ownUnits + freeFundUnits(world, episode, fundUnits));
      order.priceTicks = book.affordableTicks;
      order.lots = book.affordableLots;
      return order.lots > 0;
    }
    default:
      return limit satisfies never;
  }
}

/** What the fund holds, where it stands in the waterfall. */
function fundBalanceUnits(world: World, episode: Episode): Units {
  const { insuranceFund, rules } = world.venues[episode.venue];
  const pays = rules.liquidation.waterfall.includes('insuranceFund');
  return pays ? world.ledger.balanceOf(insuranceFund) : 0;
}

/** The fund less what other open episodes have lost already, for which it will have to pay. */
function freeFundUnits(world: World, episode: Episode, fundUnits: Units): Units {
  let units = fundUnits;
  for (const other of world.liquidations.open.values()) {
    if (units <= 0) return 0;
    if (other === episode || other.venue !== episode.venue) continue;
    units -= Math.max(0, -leftAtBankruptcyUnits(world, other));
  }
  return Math.max(0, units);
}

/** What the account has left once all that is open closed at the bankruptcy prices. */
function leftAtBankruptcyUnits({ instruments, ledger }: World, episode: Episode): Units {
  let units = ledger.balanceOf(episode.account);
  for (const { bankruptcyTicks, instrument, position } of episode.legs) {
    const { unitsPerTickLot } = instruments[instrument].rules;
    units += ledger.lotsOf(position) * bankruptcyTicks * unitsPerTickLot - ledger.costOf(position);
  }
  return units;
}
