import { type Closure, compileClosure } from '../core/expression.js';
import { PPM, type Units } from '../core/units.js';
import type { Path } from './findings.js';
import type { MarginCurveValue } from './margin-formulas.js';
import type { RatedTier } from './compile-margin.js';
import type { WholeNumbers } from './whole-numbers.js';

/** More tiers than any venue has: each takes a look when a requirement is asked for. */
const MOST_EDGES = 100;
/** In millionths: what doubles lose on the way. */
const NOISE_PPM = 1e-6;

/**
 * Rates given as formulas of the notional become tiers. The maintenance requirement, rate × notional,
 * is exact at the edges (to a millionth of the notional, upwards) and straight between them; initial
 * margin is the rate at the upper edge of the tier. The last tier goes on without end.
 */
export function compileMarginCurve(
  margin: MarginCurveValue,
  path: Path,
  whole: WholeNumbers,
): RatedTier[] {
  const { findings } = whole;
  const edges = edgesOf(margin.edges, [...path, 'edges'], whole);
  if (findings.isTouched(path)) return [];
  const initial = rateAt(compileClosure(margin.initial));
  const maintenance = rateAt(compileClosure(margin.maintenance));
  const required = (notional: number): number =>
    notional === 0 ? 0 : maintenance(notional) * notional;
  const tiers: RatedTier[] = [];
  for (const [row, { notional, units }] of edges.entries()) {
    const before = tiers.at(-1);
    const from = row === 0 ? 0 : edges[row - 1].notional;
    const rise = (required(notional) - required(from)) / (notional - from);
    const tier = {
      upToUnits: row === edges.length - 1 ? Infinity : units,
      initialPpm: upToPpm(initial(notional)),
      maintenancePpm: upToPpm(rise),
    };
    const where = `at a notional of ${notional}`;
    if (!areRates(initial(notional), maintenance(notional), tier, before)) {
      const found = `initial ${shown(initial(notional))} and maintenance ${shown(maintenance(notional))} ${where}`;
      findings.contradiction(path, EXPECTED, found);
      return [];
    }
    tiers.push(tier);
  }
  return tiers;
}

const EXPECTED =
  'rates from 0 to 1 that never fall as the notional grows, initial at least maintenance, and a requirement that grows no faster than the notional';

interface Edge {
  readonly notional: number;
  readonly units: Units;
}

/** The edges as listed, or evenly spread over the logarithm of a range, to three digits. */
function edgesOf(edges: MarginCurveValue['edges'], path: Path, whole: WholeNumbers): Edge[] {
  const { findings } = whole;
  const notionals = Array.isArray(edges) ? edges : spread(edges);
  if (notionals.length === 0 || notionals.length > MOST_EDGES) {
    const expected = `from 1 to ${MOST_EDGES} edges`;
    if (!findings.isWrong(path)) findings.contradiction(path, expected, String(notionals.length));
    return [];
  }
  const fallsAt = notionals.findIndex((notional, row) => row > 0 && notional <= notionals[row - 1]);
  const placeOf = (row: number): Path => (Array.isArray(edges) ? [...path, row] : path);
  if (fallsAt > 0) {
    findings.wrongValue(placeOf(fallsAt), 'more than the edge before', notionals[fallsAt]);
  }
  return notionals.map((notional, row) => ({
    notional,
    units: whole.units(notional, placeOf(row)),
  }));
}

function spread({ from, to, count }: { from: number; to: number; count: number }): number[] {
  if (Number.isNaN(from + to + count)) return [NaN];
  const step = Math.log(to / from) / (count - 1);
  return Array.from({ length: count }, (_, row) =>
    Number((from * Math.exp(step * row)).toPrecision(3)),
  );
}

function rateAt(closure: Closure): (notional: number) => number {
  const values = new Float64Array(1);
  return (notional) => {
    values[0] = notional;
    return closure(values);
  };
}

function upToPpm(rate: number): number {
  return Math.ceil(rate * PPM - NOISE_PPM);
}

function areRates(
  initial: number,
  maintenance: number,
  tier: RatedTier,
  before: RatedTier | undefined,
): boolean {
  const areInRange = 0 < initial && initial <= 1 && 0 <= maintenance && maintenance <= initial;
  const rises =
    tier.initialPpm >= (before?.initialPpm ?? 0) &&
    tier.maintenancePpm >= (before?.maintenancePpm ?? 0);
  return areInRange && rises && tier.maintenancePpm <= PPM;
}

function shown(rate: number): string {
  return String(Number(rate.toPrecision(6)));
}
