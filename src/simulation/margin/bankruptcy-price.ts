import { divideDown, divideUp } from '../../core/rounding.js';
import type { Lots, Ticks, Units } from '../../core/units.js';

/**
 * The price at which closing the lots spends the equity allotted to them (counted at the mark),
 * without fees, rounded so that closing there leaves >= 0: up for a long, down for a short.
 *
 * Orders have prices in [1, maxPriceTicks], so the result is held inside. At the trader's worse end
 * (a long's 0, a short's above the range) that leaves something over; at the other end no price
 * there is could save the position, and closing leaves a negative balance.
 */
export function bankruptcyTicks(
  lots: Lots,
  unitsPerTickLot: number,
  markTicks: Ticks,
  equityUnits: Units,
  maxPriceTicks: Ticks,
): Ticks {
  const unitsPerTick = Math.abs(lots) * unitsPerTickLot;
  const ticks =
    lots > 0
      ? markTicks + divideUp(-equityUnits, unitsPerTick)
      : markTicks + divideDown(equityUnits, unitsPerTick);
  return Math.min(maxPriceTicks, Math.max(1, ticks));
}
