import { assert } from '../../core/assert.js';
import { divideDown, shareUp } from '../../core/rounding.js';
import { type Lots, NONE, PPM, type Ticks, type Units } from '../../core/units.js';
import { type MarginTiers, tierOf } from './margin-schedule.js';

/**
 * One position seen as a line over the mark: `cash + lots × mark × unitsPerTickLot − requirement`.
 * The cash is what the account would have left of its equity if the mark were 0.
 */
export function legHealthUnits(
  tiers: MarginTiers,
  lots: Lots,
  unitsPerTickLot: number,
  cashUnits: Units,
  markTicks: Ticks,
): Units {
  const valueUnits = lots * markTicks * unitsPerTickLot;
  return healthInTier(tiers, tierOf(tiers, Math.abs(valueUnits)), cashUnits, valueUnits);
}

/**
 * The outermost mark at which that line is at or below 0: the highest for a long, the lowest for a
 * short, NONE if there is none in [0, maxPriceTicks]. Beyond it the line is above 0, whatever the
 * tiers: where a tier's edge lifts the requirement in a step, a long may be safe again further below.
 */
export function triggerTicks(
  tiers: MarginTiers,
  lots: Lots,
  unitsPerTickLot: number,
  cashUnits: Units,
  maxPriceTicks: Ticks,
): Ticks {
  const unitsPerTick = Math.abs(lots) * unitsPerTickLot;
  const safe = unitsPerTick * maxPriceTicks <= Number.MAX_SAFE_INTEGER;
  assert(safe, 'the notional of a position at the highest price is below 2^53');
  return lots > 0
    ? highestOfLong(tiers, unitsPerTick, cashUnits, maxPriceTicks)
    : lowestOfShort(tiers, unitsPerTick, cashUnits, maxPriceTicks);
}

function highestOfLong(
  tiers: MarginTiers,
  unitsPerTick: Units,
  cashUnits: Units,
  maxPriceTicks: Ticks,
): Ticks {
  for (let tier = tierOf(tiers, unitsPerTick * maxPriceTicks); tier >= 0; tier--) {
    const from = firstTickOf(tiers, tier, unitsPerTick);
    const to = lastTickOf(tiers, tier, unitsPerTick, maxPriceTicks);
    if (from > to || healthInTier(tiers, tier, cashUnits, from * unitsPerTick) > 0) continue;
    // Inside a tier the line never falls as the mark rises: the closed form may be off by its
    // rounding only.
    const rate = (PPM - tiers.maintenancePpm[tier]) / PPM;
    const level = -(cashUnits + tiers.deductionUnits[tier]) / (rate * unitsPerTick);
    let trigger = rate > 0 ? Math.min(to, Math.max(from, Math.floor(level))) : to;
    while (healthInTier(tiers, tier, cashUnits, trigger * unitsPerTick) > 0) trigger -= 1;
    while (
      trigger < to &&
      healthInTier(tiers, tier, cashUnits, (trigger + 1) * unitsPerTick) <= 0
    ) {
      trigger += 1;
    }
    return trigger;
  }
  return NONE;
}

function lowestOfShort(
  tiers: MarginTiers,
  unitsPerTick: Units,
  cashUnits: Units,
  maxPriceTicks: Ticks,
): Ticks {
  const lastTier = tierOf(tiers, unitsPerTick * maxPriceTicks);
  for (let tier = 0; tier <= lastTier; tier++) {
    const from = firstTickOf(tiers, tier, unitsPerTick);
    const to = lastTickOf(tiers, tier, unitsPerTick, maxPriceTicks);
    if (from > to || healthInTier(tiers, tier, cashUnits, -to * unitsPerTick) > 0) continue;
    const rate = (PPM + tiers.maintenancePpm[tier]) / PPM;
    const level = (cashUnits + tiers.deductionUnits[tier]) / (rate * unitsPerTick);
    let trigger = Math.min(to, Math.max(from, Math.ceil(level)));
    while (healthInTier(tiers, tier, cashUnits, -trigger * unitsPerTick) > 0) trigger += 1;
    while (
      trigger > from &&
      healthInTier(tiers, tier, cashUnits, -(trigger - 1) * unitsPerTick) <= 0
    ) {
      trigger -= 1;
    }
    return trigger;
  }
  return NONE;
}

function healthInTier(tiers: MarginTiers, tier: number, cash: Units, value: Units): Units {
  const rated = shareUp(Math.abs(value), tiers.maintenancePpm[tier]);
  return cash + value - (rated - tiers.deductionUnits[tier]);
}

function firstTickOf(tiers: MarginTiers, tier: number, unitsPerTick: Units): Ticks {
  return tier === 0 ? 0 : divideDown(tiers.upToUnits[tier - 1], unitsPerTick) + 1;
}

function lastTickOf(
  tiers: MarginTiers,
  tier: number,
  unitsPerTick: Units,
  maxPriceTicks: Ticks,
): Ticks {
  return Math.min(maxPriceTicks, divideDown(tiers.upToUnits[tier], unitsPerTick));
}
