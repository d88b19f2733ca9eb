import { shareUp } from '../../core/rounding.js';
import type { Units } from '../../core/units.js';
import type { EventSink } from '../../events/sink.js';
import type { World } from '../world.js';
import { moveFund } from './insurance-fund.js';
import type { Episode, Leg } from './liquidations.js';

/**
 * The liquidation fee on what closed so far is owed until the episode ends, and then min(fee,
 * remaining equity): an earlier payment would become part of the shortfall if the rest closed worse.
 */
export function oweFee(world: World, episode: Episode, leg: Leg, notionalUnits: Units): void {
  const { feePpm } = world.venues[episode.venue].rules.liquidation;
  leg.feeOwedUnits += shareUp(notionalUnits, feePpm);
}

/** Is the account sound again, the fee that it owes paid? */
export function isRestored(world: World, { account, legs }: Episode): boolean {
  const { margin } = world;
  let owedUnits = 0;
  for (const leg of legs) owedUnits += leg.feeOwedUnits;
  return margin.equityUnits(account) - owedUnits > margin.maintenanceUnits(account);
}

/** At the end of the episode, before anybody pays for a deficit. */
export function payFees(world: World, sink: EventSink, episode: Episode): void {
  const { accounts, cohorts, margin } = world;
  for (const leg of episode.legs) {
    const remainingUnits = Math.max(0, margin.equityUnits(episode.account));
    const feeUnits = Math.min(leg.feeOwedUnits, remainingUnits);
    leg.feeOwedUnits = 0;
    if (feeUnits === 0) continue;
    leg.feeUnits += feeUnits;
    cohorts.feeUnits[accounts.cohortOf(episode.account)] += feeUnits;
    moveFund(world, sink, episode.venue, 'liquidationFee', episode.id, episode.account, feeUnits);
  }
}
