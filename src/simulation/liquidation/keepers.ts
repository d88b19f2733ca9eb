import type { AccountId, Lots } from '../../core/units.js';
import { BUY, type EventSink, SELL } from '../../events/sink.js';
import { mayPlaceOrder } from '../margin/order-margin.js';
import { rekey } from '../settlement.js';
import type { InstrumentState, World } from '../world.js';
import { closeAgainst } from './close-against.js';
import { endIfOver } from './end-episode.js';
import { isHalted } from './halted.js';
import { keeperPriceTicks } from './keeper-offers.js';
import { oweFee } from './liquidation-fee.js';

/**
 * A keeper buys lots from a liquidated account, as many as are still open and its capital allows.
 * What it later does with them carries the cause of this liquidation.
 */
export function takeOver(
  world: World,
  sink: EventSink,
  keeper: AccountId,
  liquidation: number,
  instrument: InstrumentState,
  wantedLots: Lots,
): void {
  const episode = world.liquidations.open.get(liquidation);
  const leg = episode?.legs.find((candidate) => candidate.instrument === instrument.row);
  if (episode === undefined || leg === undefined || episode.account === keeper) return;
  if (isHalted(world, episode)) return;
  const keeperPosition = world.margin.positionOn(keeper, instrument.row);
  const openLots = Math.abs(world.ledger.lotsOf(leg.position));
  const priceTicks = keeperPriceTicks(world, episode, leg);
  const lots = Math.min(wantedLots, openLots);
  const isLong = leg.side === BUY;
  const keeperSide = isLong ? BUY : SELL;
  if (lots <= 0 || !mayPlaceOrder(world.margin, keeperPosition, keeperSide, lots, priceTicks, 0))
    return;

  const outer = world.cause;
  world.cause = liquidation;
  closeAgainst(world, leg, keeperPosition, lots, priceTicks);
  episode.wasTakenOver = true;
  world.keeperInventory.add(keeper, {
    liquidation,
    instrument: instrument.row,
    lots: isLong ? lots : -lots,
  });
  rekey(world, keeper, 0);
  const notionalUnits = lots * priceTicks * instrument.rules.unitsPerTickLot;
  oweFee(world, episode, leg, notionalUnits);
  endIfOver(world, sink, episode);
  world.cause = outer;
}
