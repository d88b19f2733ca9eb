import { US_PER_SECOND, US_PER_YEAR } from '../core/units.js';
import { compileReplay, type RunData } from './compile-replay.js';
import type { Path } from './findings.js';
import type { IndexValue } from './index-schema.js';
import type { InstrumentValue } from './instrument-schema.js';
import type { IndexProcess, IndexRules } from './scenario.js';
import { compileVolatility } from './volatility-schema.js';
import { multiples, type WholeNumbers } from './whole-numbers.js';

const SECONDS_A_YEAR = US_PER_YEAR / US_PER_SECOND;

export function compileIndex(
  name: string,
  value: InstrumentValue,
  whole: WholeNumbers,
  data: RunData,
): IndexRules {
  const { every, response } = value.index;
  const process = compileProcess(name, value, whole, data);
  if (response === undefined || response.strength === 0) return { everyUs: every, process };
  const { depth, halfLife = Infinity, strength } = response;
  const logPerLot = (strength * Math.log(1.01)) / multiples(depth, value.lot);
  return { everyUs: every, process, response: { logPerLot, halfLifeUs: halfLife } };
}

function compileProcess(
  name: string,
  value: InstrumentValue,
  whole: WholeNumbers,
  data: RunData,
): IndexProcess {
  const path = ['venue', 'instruments', name, 'index'];
  const { index } = value;
  switch (index.kind) {
    case 'constant':
      return { kind: 'constant' };
    case 'gbm': {
      const { drift, kind } = index;
      return { kind, volatility: compileVolatility(index.volatility), drift };
    }
    case 'path':
      checkKnots(index.knots, value, [...path, 'knots'], whole);
      return {
        kind: 'path',
        volatility: compileVolatility(index.volatility),
        knots: index.knots.map(({ at, price }) => ({
          atUs: at,
          price: multiples(price, value.tick),
        })),
      };
    case 'jumpDiffusion': {
      const { drift, jumps, kind } = index;
      return { kind, volatility: compileVolatility(index.volatility), drift, jumps };
    }
    case 'heston':
      return compileHeston(index, path, whole);
    case 'garch':
      return compileGarch(index, path, whole);
    case 'replay': {
      const market = {
        tick: value.tick,
        initialPriceTicks: multiples(value.initialPrice, value.tick),
        maxPriceTicks: multiples(value.maxPrice ?? NaN, value.tick),
      };
      return compileReplay(index, name, market, data, whole.findings);
    }
    default:
      return index satisfies never;
  }
}

function compileHeston(
  index: Extract<IndexValue, { kind: 'heston' }>,
  path: Path,
  { findings }: WholeNumbers,
): IndexProcess {
  const { correlation, drift, initialVolatility, kind, longRunVolatility, volOfVol } = index;
  if (index.meanReversion === 0) {
    findings.wrongValue([...path, 'meanReversion'], 'a rate above 0, such as 6/d', 0);
  }
  const meanReversion = index.meanReversion * SECONDS_A_YEAR;
  const reverting = { initialVolatility, longRunVolatility, meanReversion };
  return { kind, ...reverting, volOfVol, correlation, drift };
}

function compileGarch(
  { alpha, beta, drift, kind, volatility }: Extract<IndexValue, { kind: 'garch' }>,
  path: Path,
  { findings }: WholeNumbers,
): IndexProcess {
  if (alpha + beta >= 1) {
    const expected = 'alpha + beta below 1, so that the variance has a stationary law';
    findings.contradiction([...path, 'beta'], expected, `${alpha} + ${beta}`);
  }
  return { kind, volatility, alpha, beta, drift };
}

function checkKnots(
  knots: readonly { readonly at: number; readonly price: number }[],
  { initialPrice, maxPrice = NaN }: InstrumentValue,
  path: Path,
  { findings }: WholeNumbers,
): void {
  const [first] = knots;
  if (!first) {
    if (!findings.isWrong(path)) findings.wrongValue(path, 'at least one knot', knots);
    return;
  }
  if (first.at > 0)
    findings.contradiction([...path, 0, 'at'], 'the first knot at 0s', 'a later one');
  if (first.price < initialPrice || initialPrice < first.price) {
    findings.wrongValue([...path, 0, 'price'], `the initialPrice ${initialPrice}`, first.price);
  }
  for (const [row, knot] of knots.entries()) {
    if (row > 0 && knot.at <= knots[row - 1].at) {
      const expected = 'a time after that of the knot before';
      findings.contradiction([...path, row, 'at'], expected, 'an earlier one, or the same');
    }
    if (maxPrice < knot.price) {
      findings.wrongValue([...path, row, 'price'], `at most maxPrice ${maxPrice}`, knot.price);
    }
  }
}
