/**
 * Every measure of the score card by name: how it is called, printed and taken. A measure of a run
 * has a value in each run; one of returns has one over all runs pooled besides.
 *
 * @typedef {'returns' | 'market' | 'event'} Group
 * @typedef {object} Measure
 * @property {Group} group
 * @property {string} title
 * @property {number} digits
 * @property {number} [scale] what a value is multiplied by for printing
 * @property {string} [unit]
 */

const PERCENT = { scale: 100, unit: ' %', digits: 1 };
const MINUTES = { unit: ' min', digits: 0 };

/** @type {Readonly<Record<string, Measure>>} */
export const MEASURES = {
  deviation: { ...group('returns', 'sd of 1-minute returns'), scale: 1e4, unit: ' bp', digits: 1 },
  kurtosis1: { ...group('returns', 'excess kurtosis, 1 minute'), digits: 2 },
  kurtosis30: { ...group('returns', 'excess kurtosis, 30 minutes'), digits: 2 },
  hillWorst: { ...group('returns', 'Hill index of the worst 1 %'), digits: 2 },
  hillBoth: { ...group('returns', 'Hill index of both tails, 2 %'), digits: 2 },
  memory1: { ...group('returns', 'ACF of returns, lag 1'), digits: 3 },
  memoryLargest: { ...group('returns', 'largest |ACF| of returns, lags 4-30'), digits: 3 },
  memoryMean: { ...group('returns', 'mean |ACF| of returns, lags 4-30'), digits: 3 },
  noiseFloor: { ...group('returns', 'mean |ACF| of as many independent ones'), digits: 3 },
  clustering1: { ...group('returns', 'ACF of absolute returns, lag 1'), digits: 3 },
  clustering10: { ...group('returns', 'ACF of absolute returns, lag 10'), digits: 3 },
  clustering50: { ...group('returns', 'ACF of absolute returns, lag 50'), digits: 3 },
  clustering100: { ...group('returns', 'ACF of absolute returns, lag 100'), digits: 3 },
  clusteringBeyond: { ...group('returns', 'ACF of absolute returns, lags 110-150'), digits: 3 },

  spreadOneTick: { ...group('market', 'spread is 1 tick, share of time'), ...PERCENT },
  spreadTwoTicks: { ...group('market', 'spread is at most 2 ticks'), ...PERCENT },
  touchSize: { ...group('market', 'best queue / mean market order'), digits: 1 },
  depthOfInterest: { ...group('market', 'depth within 1 % a side / open interest'), ...PERCENT },
  marketOrders: { ...group('market', 'market orders a second'), digits: 2 },
  fanoFactor: { ...group('market', 'Fano factor of their counts, 1 s'), digits: 1 },
  countMemory: { ...group('market', 'ACF of their counts, 1 s'), digits: 2 },
  arrivalVariation: { ...group('market', 'sd / mean of the time between them'), digits: 2 },
  signMemory1: { ...group('market', 'ACF of their signs, lag 1'), digits: 3 },
  signMemory5: { ...group('market', 'ACF of their signs, lag 5'), digits: 3 },
  signMemory20: { ...group('market', 'ACF of their signs, lag 20'), digits: 3 },
  signMemory100: { ...group('market', 'ACF of their signs, lag 100'), digits: 3 },
  dailyVolume: { ...group('market', 'daily volume / open interest'), digits: 2 },
  indexFall: { ...group('market', 'fall of the index to its low'), ...PERCENT },
  lowBelowIndex: { ...group('market', "mark's low below the index's low"), ...PERCENT, digits: 2 },
  calmLowBelowIndex: {
    ...group('market', "low below index's, index falls < 5 %"),
    ...PERCENT,
    digits: 2,
  },
  fundUse: { ...group('market', 'use of the insurance fund'), ...PERCENT },
  calmFundUse: { ...group('market', 'use of the fund, index falls < 5 %'), ...PERCENT },
  liquidated: { ...group('market', 'liquidated / open interest'), ...PERCENT, digits: 2 },

  fall: { ...group('event', 'fall to the low'), ...PERCENT },
  closeFall: { ...group('event', 'fall to the lowest minute'), ...PERCENT },
  timeToLow: { ...group('event', 'time to the low'), ...MINUTES },
  firstHour: { ...group('event', 'share of the fall in the first hour'), ...PERCENT },
  firstTwoHours: { ...group('event', 'share of the fall in two hours'), ...PERCENT },
  rebound: { ...group('event', 'rebound in an hour / fall'), ...PERCENT },
  interestChange: { ...group('event', 'change of open interest, in money'), ...PERCENT },
  interestChangeSize: { ...group('event', 'change of open interest, in size'), ...PERCENT },
  depthAfter: { ...group('event', 'depth after / before'), ...PERCENT },
  depthAtLow: { ...group('event', 'depth at the low / before'), ...PERCENT },
  longShare: { ...group('event', 'share of longs among liquidated'), ...PERCENT },
  largestLiquidation: { ...group('event', 'largest liquidation / all'), ...PERCENT },
  volumeAtLow: { ...group('event', 'hourly volume at the low / before'), digits: 2 },
};

/**
 * @param {Group} group
 * @param {string} title
 */
function group(group, title) {
  return { group, title };
}

/**
 * A value as it is printed; nothing for what is undefined.
 * @param {string} name
 * @param {number} value
 */
export function written(name, value) {
  if (Number.isNaN(value)) return '';
  const { scale = 1, unit = '', digits } = MEASURES[name];
  const number = (value * scale).toFixed(digits);
  return `${Number(number) === 0 ? number.replace('-', '') : number}${unit}`;
}
