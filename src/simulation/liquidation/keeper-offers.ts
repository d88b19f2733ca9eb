import { shareDown } from '../../core/rounding.js';
import type { Ticks, TimeUs } from '../../core/units.js';
import { BUY } from '../../events/sink.js';
import type { OpenLiquidation } from '../agents/agent.js';
import type { World } from '../world.js';
import type { Episode, Leg } from './liquidations.js';

/** A leg that keepers may buy from. */
export interface Offer {
  readonly episode: Episode;
  readonly leg: Leg;
}

/**
 * What keepers may buy now on one instrument: the legs of open episodes of a venue whose execution
 * is `keepers`, oldest first; none in a counterfactual. A late keeper knows only of those that had begun by `knownUs`.
 */
export function findOffers(world: World, instrument: number, knownUs: TimeUs): readonly Offer[] {
  const { execution } = world.venues[world.instruments[instrument].venue].rules.liquidation;
  if (execution.kind !== 'keepers' || world.isCounterfactual) return [];
  const found: Offer[] = [];
  for (const episode of world.liquidations.open.values()) {
    if (episode.startUs > knownUs) continue;
    for (const leg of episode.legs) {
      const isOpen = world.ledger.lotsOf(leg.position) !== 0;
      if (leg.instrument === instrument && isOpen) found.push({ episode, leg });
    }
  }
  return found;
}

/** An offer as a keeper sees it. */
export function describeOffer(world: World, { episode, leg }: Offer): OpenLiquidation {
  return {
    liquidation: episode.id,
    instrument: leg.instrument,
    side: leg.side,
    lots: Math.abs(world.ledger.lotsOf(leg.position)),
    priceTicks: keeperPriceTicks(world, episode, leg),
    markTicks: world.margin.markTicks[leg.instrument],
  };
}

/** The mark less the discount (for a short: plus), never beyond the bankruptcy price. */
export function keeperPriceTicks(world: World, episode: Episode, leg: Leg): Ticks {
  const { execution } = world.venues[episode.venue].rules.liquidation;
  const markTicks = world.margin.markTicks[leg.instrument];
  const discountPpm = execution.kind === 'keepers' ? execution.discountPpm : 0;
  const discountTicks = shareDown(markTicks, discountPpm);
  return leg.side === BUY
    ? Math.max(leg.bankruptcyTicks, markTicks - discountTicks)
    : Math.min(leg.bankruptcyTicks, markTicks + discountTicks);
}
