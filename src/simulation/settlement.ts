import { mulDivDown, shareUp } from '../core/rounding.js';
import type { AccountId, Lots, PositionId, Ppm, Ticks, Units } from '../core/units.js';
import { CAUSE_FEE } from '../events/cause.js';
import type { InstrumentState, World } from './world.js';

/**
 * Lots change hands at a price: cost and lots on both sides, profit realised on what was closed,
 * open interest. The accounts must be re-keyed by the caller (`rekey`) once it is done with them.
 */
export function exchangeLots(
  world: World,
  instrument: InstrumentState,
  buyer: PositionId,
  seller: PositionId,
  lots: Lots,
  priceTicks: Ticks,
): void {
  const { ledger } = world;
  const buyerLots = ledger.lotsOf(buyer);
  const buyerCost = ledger.costOf(buyer);
  const sellerLots = ledger.lotsOf(seller);
  const sellerCost = ledger.costOf(seller);
  ledger.exchange(buyer, seller, lots, priceTicks);
  if (buyer === seller) return; // an account that meets itself holds what it held
  const priceUnits = priceTicks * instrument.rules.unitsPerTickLot;
  realiseClosed(world, buyer, buyerLots, buyerCost, priceUnits);
  realiseClosed(world, seller, sellerLots, sellerCost, priceUnits);
  instrument.openInterestLots +=
    Math.max(0, buyerLots + lots) -
    Math.max(0, buyerLots) +
    Math.max(0, sellerLots - lots) -
    Math.max(0, sellerLots);
}

/** Keeps the entry cost of what is still open and realises the rest. */
function realiseClosed(
  world: World,
  position: PositionId,
  lotsBefore: Lots,
  costBefore: Units,
  priceUnits: Units,
): void {
  const { ledger } = world;
  const lots = ledger.lotsOf(position);
  if (lotsBefore === 0 || (lots > 0 === lotsBefore > 0 && Math.abs(lotsBefore) <= Math.abs(lots))) {
    return; // opened or increased
  }
  const account = world.accounts.accountOf(position);
  const isTurned = lots > 0 !== lotsBefore > 0; // or closed, from long to nothing
  const keptUnits = isTurned
    ? lots * priceUnits
    : Math.sign(costBefore) *
      mulDivDown(Math.abs(costBefore), Math.abs(lots), Math.abs(lotsBefore));
  const profitUnits = ledger.realise(position, account, keptUnits);
  world.cohorts.realisedUnits[world.accounts.cohortOf(account)] += profitUnits;
}

/** The fee of one side of a trade, rounded against the trader; a negative rate is a rebate. */
export function chargeTradingFee(
  world: World,
  account: AccountId,
  feesAccount: AccountId,
  notionalUnits: Units,
  feePpm: Ppm,
): Units {
  if (feePpm === 0) return 0;
  const feeUnits = shareUp(notionalUnits, feePpm);
  if (feeUnits >= 0) world.ledger.transfer(account, feesAccount, feeUnits);
  else world.ledger.transfer(feesAccount, account, -feeUnits);
  world.cohorts.feeUnits[world.accounts.cohortOf(account)] += feeUnits;
  return feeUnits;
}

/**
 * To be called after whatever changed the cash, lots or requirement of an account. A breach found
 * here has the cause of the running command, unless only the fee just paid brought it about.
 */
export function rekey(world: World, account: AccountId, feeUnits: Units): void {
  const { margin } = world;
  if (!margin.rekey(account)) return;
  const isByFee = margin.equityUnits(account) + feeUnits > margin.maintenanceUnits(account);
  world.breaches.add(account, isByFee ? CAUSE_FEE : world.cause);
}
