import { splitProRata } from '../../core/pro-rata.js';
import type { Units } from '../../core/units.js';
import { BUY } from '../../events/sink.js';
import type { World } from '../world.js';
import { type LegLoss, noLoss } from './facts.js';
import type { Episode, Leg } from './liquidations.js';

/** What the cash layers paid for a negative balance. */
export interface CashPayments {
  insuranceFundUnits: Units;
  socialisedUnits: Units;
  venueUnits: Units;
}

/**
 * The cash shortfall is netted over the account, then split over the legs that closed beyond their
 * bankruptcy price, pro rata, the crumb to the largest; what each layer paid follows in order, so
 * that every leg's payments add up to its shortfall.
 */
export function splitLoss(world: World, episode: Episode, payments: CashPayments): LegLoss[] {
  const { legs } = episode;
  const totalUnits = payments.insuranceFundUnits + payments.socialisedUnits + payments.venueUnits;
  const beyond = legs.map((leg) => lossBeyond(world, leg));
  const shares = sharesOf(totalUnits, beyond, legs);
  const left = { ...payments };
  return legs.map((leg, row) => {
    const loss = noLoss();
    let open = shares[row];
    loss.byInsuranceFundUnits = Math.min(open, left.insuranceFundUnits);
    left.insuranceFundUnits -= loss.byInsuranceFundUnits;
    open -= loss.byInsuranceFundUnits;
    loss.bySocialisationUnits = Math.min(open, left.socialisedUnits);
    left.socialisedUnits -= loss.bySocialisationUnits;
    open -= loss.bySocialisationUnits;
    loss.byVenueUnits = open;
    loss.byDeleveragingUnits = leg.deleveragedUnits;
    loss.shortfallUnits = shares[row] + leg.deleveragedUnits;
    return loss;
  });
}

/** What a leg's proceeds lack against closing all of it at its bankruptcy price. */
function lossBeyond(world: World, leg: Leg): Units {
  const { unitsPerTickLot } = world.instruments[leg.instrument].rules;
  const lackingTickLots = leg.closedLots * leg.bankruptcyTicks - leg.closedTickLots;
  return Math.max(0, leg.side === BUY ? lackingTickLots : -lackingTickLots) * unitsPerTickLot;
}

/** Pro rata to what went beyond; where nothing did, all of it to the largest leg. */
function sharesOf(totalUnits: Units, beyond: readonly Units[], legs: readonly Leg[]): Float64Array {
  const shares = new Float64Array(legs.length);
  if (beyond.every((units) => units === 0)) shares[largestOf(legs)] = totalUnits;
  else splitProRata(totalUnits, beyond, legs.length, shares);
  return shares;
}

function largestOf(legs: readonly Leg[]): number {
  return legs.reduce(
    (largest, leg, row) => (leg.notionalUnits > legs[largest].notionalUnits ? row : largest),
    0,
  );
}
