import { largest, smallest } from '../core/distributions.js';
import type { PopulationSetting } from './compile-population.js';
import type { Path } from './findings.js';
import type { SpeculatorValue } from './populations/leveraged-speculator.js';
import type { StandingValue } from './populations/standing.js';
import type { Population, StandingPositions } from './scenario.js';

/** Positions that stand at the start, and who holds the other side of them. */
export function compileStanding(
  base: Pick<Population, 'name' | 'instruments'>,
  value: SpeculatorValue,
  setting: PopulationSetting,
): StandingPositions | null {
  const { standing } = value;
  if (standing === 'none') return null;
  const { markets, whole } = setting;
  const path = ['populations', base.name, 'standing'];
  const { size, total, liquidationPrice, poissonMean } = standing;
  checkSurvival(value, standing, path, setting);
  const hasSizes = size !== 'none' || total !== 'none';
  const instruments = ['populations', base.name, 'instruments'];
  const lot = hasSizes ? markets.commonLot(base.instruments, instruments) : NaN;
  return {
    side: standing.side,
    share: standing.share,
    entry: standing.entry,
    liquidationPrice: liquidationPrice === 'none' ? null : liquidationPrice,
    size: size === 'none' ? null : whole.sizeLaw(size, lot, [...path, 'size']),
    totalLots: total === 'none' ? null : whole.lots(total, lot, [...path, 'total']),
    poissonMean: poissonMean === 'none' ? null : poissonMean,
    surviveAtStart: standing.surviveAtStart,
    counterparty: counterpartyRow(base.name, value, standing, setting),
  };
}

/** Draws are repeated until one survives: some must. */
function checkSurvival(
  { margin }: SpeculatorValue,
  { side, liquidationPrice, surviveAtStart }: StandingValue,
  path: Path,
  { whole: { findings } }: PopulationSetting,
): void {
  if (liquidationPrice === 'none' || findings.isTouched([...path, 'liquidationPrice'])) return;
  const place = [...path, 'liquidationPrice'];
  if (margin === 'unmargined') {
    findings.contradiction(place, 'none, because margin is unmargined', 'a liquidation price');
  }
  if (!surviveAtStart || findings.isWrong([...path, 'side'])) return;
  if (liquidationPrice.kind === 'spaced') {
    const flag = [...path, 'surviveAtStart'];
    findings.contradiction(flag, 'false, because spaced prices are not drawn', 'true');
    return;
  }
  if (side === 'long' && smallest(liquidationPrice) >= 1) {
    const found = `values from ${smallest(liquidationPrice)}`;
    findings.contradiction(place, 'values below 1 for longs that survive the start', found);
  }
  if (side === 'short' && largest(liquidationPrice) <= 1) {
    const found = `values up to ${largest(liquidationPrice)}`;
    findings.contradiction(place, 'values above 1 for shorts that survive the start', found);
  }
}

function counterpartyRow(
  name: string,
  { instruments = [] }: SpeculatorValue,
  { counterparty, side }: StandingValue,
  { populations, whole: { findings } }: PopulationSetting,
): number {
  const place = ['populations', name, 'standing', 'counterparty'];
  if (findings.isWrong(place)) return NaN;
  const names = Object.keys(populations);
  const row = names.indexOf(counterparty);
  if (row < 0) {
    findings.wrongValue(
      place,
      `the name of a population (${names.join(', ')})`,
      counterparty,
      names,
    );
    return NaN;
  }
  if (
    counterparty === name &&
    side !== 'both' &&
    !findings.isWrong([...place.slice(0, -1), 'side'])
  ) {
    findings.contradiction(place, 'another population, unless side is both', name);
  }
  const other = populations[counterparty];
  const path = ['populations', counterparty];
  if (other.count === 0)
    findings.contradiction(place, 'a population with agents', `${counterparty}, which has none`);
  if (!findings.isTouched([...path, 'instruments']) && !findings.isWrong([...path, 'kind'])) {
    const missing = instruments.filter(
      (instrument) => other.instruments?.includes(instrument) === false,
    );
    if (missing.length > 0) {
      const expected = `a population that trades ${missing.join(', ')}`;
      findings.contradiction(place, expected, `${counterparty}, which does not`);
    }
  }
  return row;
}
