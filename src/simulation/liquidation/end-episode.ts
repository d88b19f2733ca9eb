import type { Units } from '../../core/units.js';
import { BUY, type EventSink, type LiquidationEndReason } from '../../events/sink.js';
import { type AccountState, ACCOUNT_STATES } from '../margin/accounts.js';
import { rekey } from '../settlement.js';
import type { World } from '../world.js';
import { describeEnd, type LegLoss, noLoss } from './facts.js';
import { isFlat } from './flat.js';
import { moveFund } from './insurance-fund.js';
import { isRestored, payFees } from './liquidation-fee.js';
import type { Episode, Leg } from './liquidations.js';
import { socialise } from './socialise.js';
import { type CashPayments, splitLoss } from './split-loss.js';

/** Ends an episode that is flat, or whose account is sound again; false while it must go on. */
export function endIfOver(world: World, sink: EventSink, episode: Episode): boolean {
  if (isFlat(world, episode)) settleFlat(world, sink, episode);
  else if (isRestored(world, episode)) endEpisode(world, sink, episode, 'restored');
  else return false;
  return true;
}

/** All legs are closed: a negative balance goes through the cash layers, what is left over has its owner. */
export function settleFlat(world: World, sink: EventSink, episode: Episode): void {
  const { surplusTo } = world.venues[episode.venue].rules.liquidation;
  payFees(world, sink, episode);
  const balanceUnits = world.ledger.balanceOf(episode.account);
  const payments = coverDeficit(world, sink, episode, Math.max(0, -balanceUnits));
  if (balanceUnits > 0 && surplusTo === 'insuranceFund') {
    world.cohorts.feeUnits[world.accounts.cohortOf(episode.account)] += balanceUnits;
    moveFund(world, sink, episode.venue, 'surplus', episode.id, episode.account, balanceUnits);
  }
  const reason = episode.wasDeleveraged
    ? 'deleveraged'
    : episode.wasTakenOver
      ? 'takenOver'
      : 'filled';
  const losses = splitLoss(world, episode, payments);
  close(world, sink, episode, losses, reason, ACCOUNT_STATES.free);
}

/**
 * A counterfactual has handed all lots to the desk, which pays a negative balance too: no layer is
 * asked, and what is left over stays.
 */
export function settleHandedOver(world: World, sink: EventSink, episode: Episode): void {
  const { accounts, cohorts, ledger, venues } = world;
  const { account, legs, venue } = episode;
  const deficitUnits = Math.max(0, -ledger.balanceOf(account));
  ledger.transfer(venues[venue].counterfactualDesk, account, deficitUnits);
  cohorts.coveredUnits[accounts.cohortOf(account)] += deficitUnits;
  close(world, sink, episode, legs.map(noLoss), 'takenOver', ACCOUNT_STATES.free);
}

/** The account is sound again, or the run is over: it keeps what it has. */
export function endEpisode(
  world: World,
  sink: EventSink,
  episode: Episode,
  reason: 'restored' | 'horizon',
): void {
  payFees(world, sink, episode);
  close(world, sink, episode, deleveragedOnly(episode.legs), reason, ACCOUNT_STATES.free);
}

/** Nobody takes the lots: they stay open, and their deficit is counted at the end of the run. */
export function strand(world: World, sink: EventSink, episode: Episode): void {
  payFees(world, sink, episode);
  const isEmpty = episode.legs.some((leg) => {
    if (world.ledger.lotsOf(leg.position) === 0) return false;
    const { bestBidTicks, bestAskTicks } = world.instruments[leg.instrument].book;
    return (leg.side === BUY ? bestBidTicks : bestAskTicks) === 0;
  });
  const reason = isEmpty ? 'bookExhausted' : 'priceLimit';
  close(world, sink, episode, deleveragedOnly(episode.legs), reason, ACCOUNT_STATES.stranded);
}

/** Pays a negative balance: the layers in their order, the venue last and without limit. */
function coverDeficit(
  world: World,
  sink: EventSink,
  episode: Episode,
  deficitUnits: Units,
): CashPayments {
  const payments = { insuranceFundUnits: 0, socialisedUnits: 0, venueUnits: 0 };
  if (deficitUnits === 0) return payments;
  const venue = world.venues[episode.venue];
  const { ledger } = world;
  let left = deficitUnits;
  for (const layer of venue.rules.liquidation.waterfall) {
    if (left === 0) break;
    switch (layer) {
      case 'insuranceFund': {
        const paid = Math.min(left, Math.max(0, ledger.balanceOf(venue.insuranceFund)));
        if (paid > 0) {
          moveFund(world, sink, venue.row, 'shortfall', episode.id, episode.account, -paid);
        }
        payments.insuranceFundUnits += paid;
        left -= paid;
        break;
      }
      case 'socialise': {
        const paid = socialise(world, sink, episode, left);
        payments.socialisedUnits += paid;
        left -= paid;
        break;
      }
      case 'deleverage':
        break; // takes lots, which are all closed by now
      default:
        layer satisfies never;
    }
  }
  if (left > 0) ledger.transfer(venue.loss, episode.account, left);
  payments.venueUnits = left;
  world.cohorts.coveredUnits[world.accounts.cohortOf(episode.account)] += deficitUnits;
  return payments;
}

/** Lots taken so far at the bankruptcy price cost their takers something, restored or not. */
function deleveragedOnly(legs: readonly Leg[]): LegLoss[] {
  return legs.map((leg) => ({
    ...noLoss(),
    shortfallUnits: leg.deleveragedUnits,
    byDeleveragingUnits: leg.deleveragedUnits,
  }));
}

function close(
  world: World,
  sink: EventSink,
  episode: Episode,
  losses: readonly LegLoss[],
  reason: LiquidationEndReason,
  state: AccountState,
): void {
  world.accounts.setState(episode.account, state);
  rekey(world, episode.account, 0);
  for (const [row, leg] of episode.legs.entries()) {
    const lots = world.ledger.lotsOf(leg.position);
    world.keeperInventory.holdAtMost(episode.account, leg.instrument, lots);
    world.liquidations.badDebtUnits += losses[row].shortfallUnits;
    sink.liquidationEnded(describeEnd(world, episode, leg, losses[row], reason));
  }
  world.liquidations.end(episode);
}
