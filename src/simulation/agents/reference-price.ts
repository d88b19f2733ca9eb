import type { Fraction } from '../../core/units.js';
import type { MarketView } from './agent.js';

/**
 * The mid; where a side is empty, the last price as far as the other side bears it out. A spread
 * beyond `trustedSpread` (a share of the mid; null: none is) is a gap: its middle says nothing, and
 * the last price stands in, between the two sides.
 */
export function robustMidTicks(view: MarketView, trustedSpread: Fraction | null): number {
  const { bestBidTicks, bestAskTicks, lastTicks, markTicks } = view;
  const knownTicks = lastTicks > 0 ? lastTicks : markTicks;
  if (bestBidTicks > 0 && bestAskTicks > 0) {
    const midTicks = (bestBidTicks + bestAskTicks) / 2;
    const isGap = trustedSpread !== null && bestAskTicks - bestBidTicks > trustedSpread * midTicks;
    return isGap ? Math.max(bestBidTicks, Math.min(bestAskTicks, knownTicks)) : midTicks;
  }
  if (bestAskTicks > 0) return Math.min(knownTicks, bestAskTicks);
  return Math.max(knownTicks, bestBidTicks);
}
