import { compileIndexLinks } from './compile-index-links.js';
import { compileInstrument } from './compile-instrument.js';
import type { RunData } from './compile-replay.js';
import { compileMatching } from './matching-schema.js';
import type { ExecutionPolicy, LiquidationRules, Venue } from './scenario.js';
import type { VenueValue } from './venue-schema.js';
import type { WholeNumbers } from './whole-numbers.js';

/** A cross account has a position on each; the margin engine works on at most so many legs. */
const MOST_INSTRUMENTS = 255;

export function compileVenue(venue: VenueValue, whole: WholeNumbers, data: RunData): Venue {
  const instruments = Object.entries(venue.instruments);
  const path = ['venue', 'instruments'];
  if (instruments.length === 0 && !whole.findings.isWrong(path)) {
    whole.findings.wrongValue(path, 'at least one instrument', venue.instruments);
  }
  if (instruments.length > MOST_INSTRUMENTS) {
    const found = `${instruments.length}`;
    whole.findings.contradiction(path, `at most ${MOST_INSTRUMENTS} instruments`, found);
  }
  return {
    name: venue.name,
    makerFeePpm: whole.ppm(venue.makerFee, ['venue', 'makerFee']),
    takerFeePpm: whole.ppm(venue.takerFee, ['venue', 'takerFee']),
    selfTradePrevention: venue.selfTradePrevention,
    insuranceFundUnits: whole.units(venue.insuranceFund.initial, [
      'venue',
      'insuranceFund',
      'initial',
    ]),
    markEveryUs: venue.markEvery === 'change' ? 0 : venue.markEvery,
    ...(venue.matching && { matching: compileMatching(venue.matching, whole.findings) }),
    liquidation: compileLiquidation(venue.liquidation, whole),
    instruments: instruments.map(([name, instrument]) =>
      compileInstrument(name, instrument, whole, data),
    ),
    ...compileIndexLinks(venue, whole.findings),
  };
}

function compileLiquidation(
  rules: VenueValue['liquidation'],
  whole: WholeNumbers,
): LiquidationRules {
  const path = ['venue', 'liquidation'];
  for (const [row, layer] of rules.waterfall.entries()) {
    const place = [...path, 'waterfall', row];
    const isRepeated =
      rules.waterfall.indexOf(layer) < row && !whole.findings.isTouched([...path, 'waterfall']);
    if (isRepeated)
      whole.findings.contradiction(place, 'each layer once', `${layer} a second time`);
  }
  return {
    execution: compileExecution(rules.execution, [...path, 'execution'], whole),
    worstPrice: rules.worstPrice,
    surplusTo: rules.surplusTo,
    feePpm: whole.ppm(rules.fee, [...path, 'fee']),
    waterfall: rules.waterfall,
    retryAfterUs: rules.retryAfter,
    giveUpAfterUs: rules.giveUpAfter === 'never' ? Infinity : rules.giveUpAfter,
  };
}

function compileExecution(
  execution: VenueValue['liquidation']['execution'],
  path: readonly string[],
  whole: WholeNumbers,
): ExecutionPolicy {
  switch (execution.kind) {
    case 'whole':
    case 'iocAtBankruptcy':
      return { kind: execution.kind };
    case 'steps': {
      const fractionPpm = whole.ppm(execution.fraction, [...path, 'fraction']);
      return { kind: 'steps', fractionPpm, everyUs: execution.every };
    }
    case 'keepers':
      return { kind: 'keepers', discountPpm: whole.ppm(execution.discount, [...path, 'discount']) };
    default:
      return execution satisfies never;
  }
}
