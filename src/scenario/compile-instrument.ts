import { compileMargin } from './compile-margin.js';
import { decimalOf, decimalText } from './decimal.js';
import type { Path } from './findings.js';
import type { InstrumentValue } from './instrument-schema.js';
import type { FundingRules, IndexProcess, Instrument, MarkPolicy } from './scenario.js';
import { multiples, type WholeNumbers } from './whole-numbers.js';

/** The book keeps a few bytes for every price up to the largest. */
const MOST_TICKS = 67_108_864;

export function compileInstrument(
  name: string,
  value: InstrumentValue,
  whole: WholeNumbers,
): Instrument {
  const path = ['venue', 'instruments', name];
  const { tick, lot, initialPrice, maxPrice = NaN, priceBand } = value;
  const { findings } = whole;
  if (maxPrice <= initialPrice) {
    const expected = `a price above initialPrice ${initialPrice}`;
    findings.contradiction([...path, 'maxPrice'], expected, String(maxPrice));
  }
  const maxPriceTicks = whole.ticks(maxPrice, tick, [...path, 'maxPrice']);
  if (maxPriceTicks > MOST_TICKS) {
    const expected = `at most ${MOST_TICKS} ticks up to maxPrice`;
    findings.contradiction([...path, 'tick'], expected, `${maxPriceTicks}`);
  }
  return {
    name,
    unitsPerTickLot: whole.unitsPerTickLot(tick, lot, [...path, 'lot']),
    tickSize: stepText(tick),
    lotSize: stepText(lot),
    initialPriceTicks: whole.ticks(initialPrice, tick, [...path, 'initialPrice']),
    maxPriceTicks,
    index: {
      everyUs: value.index.every,
      process: compileIndex(value, [...path, 'index'], whole),
    },
    mark: compileMark(value.mark),
    margin: compileMargin(value.margin, [...path, 'margin'], whole),
    funding: compileFunding(value.funding, [...path, 'funding'], whole),
    priceBandPpm: priceBand === 'none' ? null : whole.ppm(priceBand, [...path, 'priceBand']),
  };
}

function stepText(step: number): string {
  return Number.isNaN(step) ? '' : decimalText(decimalOf(step));
}

function compileIndex(value: InstrumentValue, path: Path, whole: WholeNumbers): IndexProcess {
  const { index } = value;
  switch (index.kind) {
    case 'constant':
      return { kind: 'constant' };
    case 'gbm':
      return { kind: 'gbm', volatility: index.volatility, drift: index.drift };
    case 'path':
      checkKnots(index.knots, value, [...path, 'knots'], whole);
      return {
        kind: 'path',
        volatility: index.volatility,
        knots: index.knots.map(({ at, price }) => ({
          atUs: at,
          price: multiples(price, value.tick),
        })),
      };
    default:
      return index satisfies never;
  }
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

function compileMark(mark: InstrumentValue['mark']): MarkPolicy {
  if (mark.kind !== 'ewmaBasis') return { kind: mark.kind };
  return { kind: 'ewmaBasis', timeConstantUs: mark.timeConstant };
}

function compileFunding(
  funding: InstrumentValue['funding'],
  path: Path,
  whole: WholeNumbers,
): FundingRules | null {
  if (funding === 'none') return null;
  return {
    everyUs: funding.every,
    interestPpb: whole.ppb(funding.interest, [...path, 'interest']),
    clampPpb: whole.ppb(funding.clamp, [...path, 'clamp']),
    capPpb: whole.ppb(funding.cap, [...path, 'cap']),
  };
}
