import { compileIndex } from './compile-index.js';
import { compileMargin } from './compile-margin.js';
import type { RunData } from './compile-replay.js';
import { decimalOf, decimalText } from './decimal.js';
import type { Path } from './findings.js';
import type { InstrumentValue } from './instrument-schema.js';
import { defaultMaxPrice } from './resolve.js';
import type { FundingRules, Instrument, MarkPolicy } from './scenario.js';
import type { WholeNumbers } from './whole-numbers.js';

/** The book keeps a few bytes for every price up to the largest. */
const MOST_TICKS = 67_108_864;

export function compileInstrument(
  name: string,
  value: InstrumentValue,
  whole: WholeNumbers,
  data: RunData,
): Instrument {
  const path = ['venue', 'instruments', name];
  const { tick, lot, initialPrice, maxPrice = NaN, priceBand } = value;
  const { findings } = whole;
  if (maxPrice <= initialPrice) {
    const expected = `a price above initialPrice ${initialPrice}`;
    findings.contradiction([...path, 'maxPrice'], expected, String(maxPrice));
  }
  const initialPriceTicks = whole.ticks(initialPrice, tick, [...path, 'initialPrice']);
  // The default is off the tick only where the initial price is, which is wrong enough.
  const isFollowing = Number.isNaN(initialPriceTicks) && maxPrice === defaultMaxPrice(initialPrice);
  const maxPriceTicks = isFollowing ? NaN : whole.ticks(maxPrice, tick, [...path, 'maxPrice']);
  if (maxPriceTicks > MOST_TICKS) {
    const expected = `at most ${MOST_TICKS} ticks up to maxPrice`;
    findings.contradiction([...path, 'tick'], expected, `${maxPriceTicks}`);
  }
  return {
    name,
    unitsPerTickLot: whole.unitsPerTickLot(tick, lot, [...path, 'lot']),
    tickSize: stepText(tick),
    lotSize: stepText(lot),
    initialPriceTicks,
    maxPriceTicks,
    index: compileIndex(name, value, whole, data),
    mark: compileMark(value.mark),
    margin: compileMargin(value.margin, [...path, 'margin'], whole),
    ...compileMarginSteps(value.marginSteps),
    funding: compileFunding(value.funding, [...path, 'funding'], whole),
    priceBandPpm: priceBand === 'none' ? null : whole.ppm(priceBand, [...path, 'priceBand']),
    ...compileVolatilityHalt(value.volatilityHalt, [...path, 'volatilityHalt'], whole),
  };
}

function stepText(step: number): string {
  return Number.isNaN(step) ? '' : decimalText(decimalOf(step));
}

function compileMark(mark: InstrumentValue['mark']): MarkPolicy {
  if (mark.kind !== 'ewmaBasis') return { kind: mark.kind };
  return { kind: 'ewmaBasis', timeConstantUs: mark.timeConstant };
}

function compileVolatilityHalt(
  halt: InstrumentValue['volatilityHalt'],
  path: Path,
  whole: WholeNumbers,
): Pick<Instrument, 'volatilityHalt'> {
  if (halt === 'none') return {};
  const { price, move, window, haltFor, reopening } = halt;
  const movePpm = whole.ppm(move, [...path, 'move']);
  return {
    volatilityHalt: { price, movePpm, windowUs: window, haltForUs: haltFor, reopening },
  };
}

function compileMarginSteps(
  steps: InstrumentValue['marginSteps'],
): Pick<Instrument, 'marginSteps'> {
  if (steps === undefined) return {};
  const { every, factor, memory, startVolatility } = steps;
  return { marginSteps: { everyUs: every, factor, memoryUs: memory, startVolatility } };
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
