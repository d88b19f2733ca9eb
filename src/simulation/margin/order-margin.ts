import { shareUp } from '../../core/rounding.js';
import {
  type AccountId,
  type Lots,
  type PositionId,
  PPM,
  type Ppm,
  type Ticks,
  type Units,
} from '../../core/units.js';
import { BUY, type Side } from '../../events/sink.js';
import { MARGIN_MODES } from './accounts.js';
import { initialUnits } from './margin-schedule.js';
import type { MarginEngine } from './margin-engine.js';

/** Of a product of a few doubles. */
const MORE_THAN_ROUNDING = 1 + 1e-12;

/**
 * May the account place this order? Its equity must cover, for every leg, initial margin at the mark
 * for the position plus the worse side of its open orders and the taker fee on them, this order
 * included, and what the order loses at once if its price is worse than the mark. A reducing order
 * needs nothing; an unmargined account always may.
 *
 * The worse side is the one that needs more, margin and fee together.
 */
export function mayPlaceOrder(
  margin: MarginEngine,
  position: PositionId,
  side: Side,
  lots: Lots,
  priceTicks: Ticks,
  takerFeePpm: Ppm,
): boolean {
  const account = margin.accounts.accountOf(position);
  if (margin.accounts.modeOf(account) === MARGIN_MODES.unmargined) return true;
  if (lots <= reducibleLots(margin, position, side)) return true;
  const availableUnits = margin.equityUnits(account) - needOfOthers(margin, position, takerFeePpm);
  if (mostNeed(margin, position, lots, priceTicks, takerFeePpm) <= availableUnits) return true;
  return needWithOrder(margin, position, side, lots, priceTicks, takerFeePpm) <= availableUnits;
}

/**
 * A bound that the need never passes, without a look at the tiers: everything open at the highest
 * rate of the schedule and the price that is further from 0, every rounding up by a unit. Most
 * orders are small against their account, and settled by it.
 */
function mostNeed(
  margin: MarginEngine,
  position: PositionId,
  lots: Lots,
  priceTicks: Ticks,
  takerFeePpm: Ppm,
): Units {
  const { accounts, ledger } = margin;
  const instrument = ledger.instrumentOf(position);
  const markTicks = margin.markTicks[instrument];
  const openLots = accounts.openBuyLotsOf(position) + accounts.openSellLotsOf(position) + lots;
  const heldLots = Math.abs(ledger.lotsOf(position));
  const rate = (margin.tiers[instrument].highestInitialPpm + Math.abs(takerFeePpm)) / PPM;
  const worseTicks = Math.abs(priceTicks - markTicks);
  const tickLots = (heldLots + openLots) * markTicks * rate + lots * worseTicks;
  return tickLots * margin.unitsPerTickLot[instrument] * MORE_THAN_ROUNDING + 2;
}

/**
 * What the account must hold for all its positions and open orders: money beyond it may leave. 0 when
 * it is unmargined.
 */
export function boundUnits(margin: MarginEngine, account: AccountId, takerFeePpm: Ppm): Units {
  const { accounts } = margin;
  if (accounts.modeOf(account) === MARGIN_MODES.unmargined) return 0;
  const first = accounts.firstPositionOf(account);
  const end = first + accounts.positionCountOf(account);
  let needUnits = 0;
  for (let position = first; position < end; position++) {
    const buyLots = accounts.openBuyLotsOf(position);
    const sellLots = accounts.openSellLotsOf(position);
    needUnits += legNeed(margin, position, buyLots, sellLots, takerFeePpm);
  }
  return needUnits;
}

/** Lots of an order that only reduces the position, after all that rests on its side already. */
function reducibleLots(margin: MarginEngine, position: PositionId, side: Side): Lots {
  const held = margin.ledger.lotsOf(position);
  return side === BUY
    ? Math.max(0, -held - margin.accounts.openBuyLotsOf(position))
    : Math.max(0, held - margin.accounts.openSellLotsOf(position));
}

function needOfOthers(margin: MarginEngine, position: PositionId, takerFeePpm: Ppm): Units {
  const { accounts } = margin;
  const account = accounts.accountOf(position);
  const first = accounts.firstPositionOf(account);
  const end = first + accounts.positionCountOf(account);
  let needUnits = 0;
  for (let other = first; other < end; other++) {
    if (other === position) continue;
    const buyLots = accounts.openBuyLotsOf(other);
    const sellLots = accounts.openSellLotsOf(other);
    needUnits += legNeed(margin, other, buyLots, sellLots, takerFeePpm);
  }
  return needUnits;
}

function needWithOrder(
  margin: MarginEngine,
  position: PositionId,
  side: Side,
  lots: Lots,
  priceTicks: Ticks,
  takerFeePpm: Ppm,
): Units {
  const instrument = margin.ledger.instrumentOf(position);
  const markTicks = margin.markTicks[instrument];
  const isBuy = side === BUY;
  const worseTicks = Math.max(0, isBuy ? priceTicks - markTicks : markTicks - priceTicks);
  const buyLots = margin.accounts.openBuyLotsOf(position) + (isBuy ? lots : 0);
  const sellLots = margin.accounts.openSellLotsOf(position) + (isBuy ? 0 : lots);
  const lossUnits = lots * worseTicks * margin.unitsPerTickLot[instrument];
  return legNeed(margin, position, buyLots, sellLots, takerFeePpm) + lossUnits;
}

function legNeed(
  margin: MarginEngine,
  position: PositionId,
  buyLots: Lots,
  sellLots: Lots,
  takerFeePpm: Ppm,
): Units {
  const held = margin.ledger.lotsOf(position);
  const instrument = margin.ledger.instrumentOf(position);
  const unitsPerLot = margin.markTicks[instrument] * margin.unitsPerTickLot[instrument];
  const tiers = margin.tiers[instrument];
  const ifBought =
    initialUnits(tiers, Math.abs(held + buyLots) * unitsPerLot) +
    shareUp(buyLots * unitsPerLot, takerFeePpm);
  const ifSold =
    initialUnits(tiers, Math.abs(held - sellLots) * unitsPerLot) +
    shareUp(sellLots * unitsPerLot, takerFeePpm);
  return Math.max(ifBought, ifSold);
}
