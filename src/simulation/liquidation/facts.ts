import type { Units } from '../../core/units.js';
import {
  BUY,
  type LiquidationEnd,
  type LiquidationEndReason,
  type LiquidationStart,
} from '../../events/sink.js';
import { MARGIN_MODES } from '../margin/accounts.js';
import type { World } from '../world.js';
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

/** The one record that all liquidations are told with: whoever hears of it copies what it keeps. */
export function blankLiquidation(): LiquidationEnd {
  return {
    timeUs: 0,
    liquidation: 0,
    parent: 0,
    cascade: 0,
    generation: 0,
    rootCause: 0,
    venue: 0,
    instrument: 0,
    account: 0,
    cohort: 0,
    isCross: false,
    isFirstLeg: false,
    side: BUY,
    lots: 0,
    notionalUnits: 0,
    markTicks: 0,
    liquidationTicks: 0,
    bankruptcyTicks: 0,
    endTimeUs: 0,
    closedLots: 0,
    closedTickLots: 0,
    feeUnits: 0,
    shortfallUnits: 0,
    paidByInsuranceFundUnits: 0,
    paidByBackstopUnits: 0, // no layer of this kind can be named yet
    paidByDeleveragingUnits: 0,
    paidBySocialisationUnits: 0,
    paidByVenueUnits: 0,
    endReason: 'filled',
  };
}

export function describeStart(world: World, episode: Episode, leg: Leg): LiquidationStart {
  const { accounts, liquidations, liquidationFact: fact } = world;
  const cascade = liquidations.cascade[episode.id];
  fact.timeUs = episode.startUs;
  fact.liquidation = episode.id;
  fact.parent = episode.parent;
  fact.cascade = cascade;
  fact.generation = liquidations.generation[episode.id];
  fact.rootCause = liquidations.rootCause[cascade];
  fact.venue = episode.venue;
  fact.instrument = leg.instrument;
  fact.account = episode.account;
  fact.cohort = accounts.cohortOf(episode.account);
  fact.isCross = accounts.modeOf(episode.account) === MARGIN_MODES.cross;
  fact.isFirstLeg = leg === episode.legs[0];
  fact.side = leg.side;
  fact.lots = leg.lots;
  fact.notionalUnits = leg.notionalUnits;
  fact.markTicks = leg.markTicks;
  fact.liquidationTicks = leg.liquidationTicks;
  fact.bankruptcyTicks = leg.bankruptcyTicks;
  return fact;
}

export function describeEnd(
  world: World,
  episode: Episode,
  leg: Leg,
  loss: LegLoss,
  endReason: LiquidationEndReason,
): LiquidationEnd {
  describeStart(world, episode, leg);
  const { liquidationFact: fact } = world;
  fact.endTimeUs = world.queue.nowUs;
  fact.closedLots = leg.closedLots;
  fact.closedTickLots = leg.closedTickLots;
  fact.feeUnits = leg.feeUnits;
  fact.shortfallUnits = loss.shortfallUnits;
  fact.paidByInsuranceFundUnits = loss.byInsuranceFundUnits;
  fact.paidByDeleveragingUnits = loss.byDeleveragingUnits;
  fact.paidBySocialisationUnits = loss.bySocialisationUnits;
  fact.paidByVenueUnits = loss.byVenueUnits;
  fact.endReason = endReason;
  return fact;
}
