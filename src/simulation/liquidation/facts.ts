import type { Units } from '../../core/units.js';
import type { LiquidationEnd, LiquidationEndReason, LiquidationStart } from '../../events/sink.js';
import { MARGIN_MODES } from '../margin/accounts.js';
import { nowOf, type World } from '../world.js';
import type { Episode, Leg } from './liquidations.js';

/** What a leg's shortfall was and who paid it. */
export interface LegLoss {
  shortfallUnits: Units;
  byInsuranceFundUnits: Units;
  byDeleveragingUnits: Units;
  bySocialisationUnits: Units;
  byVenueUnits: Units;
}

export function noLoss(): LegLoss {
  return {
    shortfallUnits: 0,
    byInsuranceFundUnits: 0,
    byDeleveragingUnits: 0,
    bySocialisationUnits: 0,
    byVenueUnits: 0,
  };
}

export function describeStart(world: World, episode: Episode, leg: Leg): LiquidationStart {
  const { accounts, liquidations } = world;
  const cascade = liquidations.cascade[episode.id];
  return {
    timeUs: episode.startUs,
    liquidation: episode.id,
    parent: episode.parent,
    cascade,
    generation: liquidations.generation[episode.id],
    rootCause: liquidations.rootCause[cascade],
    venue: episode.venue,
    instrument: leg.instrument,
    account: episode.account,
    cohort: accounts.cohortOf(episode.account),
    isCross: accounts.modeOf(episode.account) === MARGIN_MODES.cross,
    isFirstLeg: leg === episode.legs[0],
    side: leg.side,
    lots: leg.lots,
    notionalUnits: leg.notionalUnits,
    markTicks: leg.markTicks,
    liquidationTicks: leg.liquidationTicks,
    bankruptcyTicks: leg.bankruptcyTicks,
  };
}

export function describeEnd(
  world: World,
  episode: Episode,
  leg: Leg,
  loss: LegLoss,
  endReason: LiquidationEndReason,
): LiquidationEnd {
  return {
    ...describeStart(world, episode, leg),
    endTimeUs: nowOf(world),
    closedLots: leg.closedLots,
    closedTickLots: leg.closedTickLots,
    feeUnits: leg.feeUnits,
    shortfallUnits: loss.shortfallUnits,
    paidByInsuranceFundUnits: loss.byInsuranceFundUnits,
    paidByBackstopUnits: 0, // no layer of this kind can be named yet
    paidByDeleveragingUnits: loss.byDeleveragingUnits,
    paidBySocialisationUnits: loss.bySocialisationUnits,
    paidByVenueUnits: loss.byVenueUnits,
    endReason,
  };
}
