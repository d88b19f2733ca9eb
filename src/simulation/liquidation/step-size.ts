import { divideDown, shareUp } from '../../core/rounding.js';
import type { Lots } from '../../core/units.js';
import type { ExecutionPolicy } from '../../scenario/scenario.js';
import type { World } from '../world.js';
import { tierOf } from '../margin/margin-schedule.js';
import type { Leg } from './liquidations.js';

/**
 * Lots of a leg that one attempt closes. `steps`: the fraction of what stood at the start, but no
 * more than it takes to reach the next lower tier of the schedule in force; else all that is left.
 */
export function stepLots(world: World, leg: Leg, execution: ExecutionPolicy): Lots {
  const openLots = Math.abs(world.ledger.lotsOf(leg.position));
  if (execution.kind !== 'steps') return openLots;
  const fraction = shareUp(leg.lots, execution.fractionPpm);
  return Math.min(openLots, fraction, lotsToLowerTier(world, leg, openLots));
}

/** Lots to close until the position's notional fits the tier below its own; Infinity in the lowest. */
function lotsToLowerTier(world: World, leg: Leg, openLots: Lots): Lots {
  const { unitsPerTickLot } = world.instruments[leg.instrument].rules;
  const lotUnits = world.margin.markTicks[leg.instrument] * unitsPerTickLot;
  const tiers = world.margin.tiersOf(leg.instrument);
  const tier = tierOf(tiers, openLots * lotUnits);
  if (tier === 0) return Infinity;
  return openLots - divideDown(tiers.upToUnits[tier - 1], lotUnits);
}
