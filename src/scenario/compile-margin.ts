import type { Units } from '../core/units.js';
import { compileMarginCurve } from './compile-margin-curve.js';
import type { Path } from './findings.js';
import type { MarginValue } from './instrument-schema.js';
import type { MarginSchedule, MarginTier } from './scenario.js';
import type { WholeNumbers } from './whole-numbers.js';

const PPM = 1_000_000n;

/** Flat rates are one tier without end, and formulas become tiers. */
export function compileMargin(
  margin: MarginValue,
  path: Path,
  whole: WholeNumbers,
): MarginSchedule {
  if ('edges' in margin) return { tiers: withDeductions(compileMarginCurve(margin, path, whole)) };
  if (!('tiers' in margin)) return { tiers: withDeductions([ratesOf(margin, path, whole)]) };
  const tiers: RatedTier[] = [];
  for (const [row, tier] of margin.tiers.entries()) {
    const place = [...path, 'tiers', row];
    const isLast = row === margin.tiers.length - 1;
    if (isLast !== (tier.upTo === undefined) && !whole.findings.isWrong([...place, 'upTo'])) {
      const expected = isLast
        ? 'a last tier without upTo, for all larger positions'
        : 'an amount of money such as 50k in every tier but the last';
      whole.findings.wrongValue([...place, 'upTo'], expected, tier.upTo);
    }
    const upToUnits = isLast ? Infinity : whole.units(tier.upTo ?? NaN, [...place, 'upTo']);
    const next = { ...ratesOf(tier, place, whole), upToUnits };
    const before = tiers.at(-1);
    if (before) checkRise(before, next, tier, place, whole);
    tiers.push(next);
  }
  if (tiers.length === 0 && !whole.findings.isWrong([...path, 'tiers'])) {
    whole.findings.wrongValue([...path, 'tiers'], 'at least one tier', margin.tiers);
  }
  return { tiers: withDeductions(tiers) };
}

export type RatedTier = Omit<MarginTier, 'deductionUnits'>;

interface Rates {
  readonly initial: number;
  readonly maintenance: number;
}

function ratesOf(rates: Rates, path: Path, whole: WholeNumbers): RatedTier {
  const { initial, maintenance } = rates;
  if (initial < maintenance) {
    const expected = `at least the maintenance margin ${maintenance}`;
    whole.findings.contradiction([...path, 'initial'], expected, String(initial));
  }
  return {
    upToUnits: Infinity,
    initialPpm: whole.ppm(initial, [...path, 'initial']),
    maintenancePpm: whole.ppm(maintenance, [...path, 'maintenance']),
  };
}

/** Larger positions never need less margin for each unit of notional. */
function checkRise(
  before: RatedTier,
  tier: RatedTier,
  written: Rates & { readonly upTo?: number | undefined },
  path: Path,
  { findings }: WholeNumbers,
): void {
  if (tier.upToUnits <= before.upToUnits && Number.isFinite(before.upToUnits)) {
    findings.wrongValue([...path, 'upTo'], 'more than in the tier before', written.upTo);
  }
  if (tier.initialPpm < before.initialPpm) {
    findings.wrongValue([...path, 'initial'], 'at least that of the tier before', written.initial);
  }
  if (tier.maintenancePpm < before.maintenancePpm) {
    const expected = 'at least that of the tier before';
    findings.wrongValue([...path, 'maintenance'], expected, written.maintenance);
  }
}

/**
 * deduction = floor of the tier × (its rate − the rate before) + the deduction before (Binance and
 * others), so that the requirement has no jump at the floor. Summed exactly, then rounded down, so
 * that requirements round up.
 */
export function withDeductions(tiers: readonly RatedTier[]): MarginTier[] {
  let sum = 0n; // millionths of a unit
  return tiers.map((tier, row) => {
    const before = tiers[row - 1];
    if (before) sum += risen(before.upToUnits, tier.maintenancePpm - before.maintenancePpm);
    return { ...tier, deductionUnits: Number(sum / PPM) };
  });
}

function risen(floorUnits: Units, ratePpm: number): bigint {
  if (!Number.isSafeInteger(floorUnits) || !Number.isSafeInteger(ratePpm)) return 0n; // told already
  return BigInt(floorUnits) * BigInt(ratePpm);
}
