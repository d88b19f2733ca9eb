import type { Markets } from '../markets.js';
import type { PopulationValue } from '../population-schema.js';
import type { ShockValue } from '../shock-schema.js';
import type { WholeNumbers } from '../whole-numbers.js';
import type { Shock } from './shock.js';

/** What a shock is compiled with. */
export interface ShockSetting {
  readonly populations: Readonly<Record<string, PopulationValue>>;
  readonly markets: Markets;
  readonly whole: WholeNumbers;
}

export type ShockTiming = Pick<Shock, 'name' | 'atUs' | 'when' | 'venue' | 'instrument'>;

/** When and where: by the clock or on a condition, one of them. */
export function timingOf(
  name: string,
  shock: ShockValue,
  { markets, whole: { findings } }: ShockSetting,
): ShockTiming {
  const path = ['shocks', name];
  const { at, when, rearm } = shock;
  const isTold = findings.isWrong([...path, 'at']) || findings.isTouched([...path, 'when']);
  if (!isTold && (at === undefined) === (when === undefined)) {
    const found = at === undefined ? 'neither' : 'both';
    findings.contradiction(path, 'either at, a time such as 2h, or when, a condition', found);
  }
  if (!isTold && when === undefined && rearm !== 'never') {
    findings.contradiction([...path, 'rearm'], 'never without a condition', 'a duration');
  }
  const instrument =
    shock.instrument === undefined ? 0 : markets.rowOf(shock.instrument, [...path, 'instrument']);
  const base = { name, atUs: at ?? Infinity, venue: 0, instrument };
  if (when === undefined) return base;
  const rearmAfterUs = rearm === 'never' ? Infinity : rearm;
  return { ...base, when: { expression: when, rearmAfterUs } };
}

/** Rows of the populations that are named, or of all of the kind; a kind that is asked for is required. */
export function populationRows(
  shock: string,
  names: readonly string[] | undefined,
  kind: PopulationValue['kind'] | null,
  { populations, whole: { findings } }: ShockSetting,
): number[] {
  const path = ['shocks', shock, 'populations'];
  const known = Object.keys(populations);
  const fits = (name: string): boolean => kind === null || populations[name]?.kind === kind;
  if (names === undefined) {
    const rows = [...known.keys()].filter((row) => fits(known[row]));
    if (rows.length === 0 && !findings.isTouched(['populations'])) {
      const expected = `a population${kind === null ? '' : ` of kind ${kind}`} for this shock`;
      findings.contradiction(path.slice(0, 2), expected, 'none');
    }
    return rows;
  }
  return names.map((name, at) => {
    const row = known.indexOf(name);
    const isTold =
      findings.isWrong([...path, at]) || findings.isWrong(['populations', name, 'kind']);
    if (row < 0 && !isTold && !findings.isWrong(['populations'])) {
      const expected = `the name of a population (${known.join(', ')})`;
      findings.wrongValue([...path, at], expected, name, known);
    } else if (row >= 0 && !isTold && !fits(name)) {
      const expected = `a population of kind ${kind}`;
      findings.contradiction([...path, at], expected, `${name}, of kind ${populations[name].kind}`);
    }
    return row;
  });
}
