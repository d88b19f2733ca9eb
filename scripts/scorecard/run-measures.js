/** @import { RunRecord } from './run-record.js' */

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;
/** An index that fell by less left no reason to fall further. */
const CALM_FALL = 0.05;
/** Samples this near the low tell the depth at the low. */
const AROUND_LOW_SECONDS = 150;

/**
 * What is measured in one run, but for its returns. Falls are positive, undefined values NaN.
 * @param {RunRecord} record
 * @returns {Record<string, number>}
 */
export function runMeasures(record) {
  return { ...marketMeasures(record), ...eventMeasures(record) };
}

/**
 * Over the whole run.
 * @param {RunRecord} record
 * @returns {Record<string, number>}
 */
function marketMeasures({ durationSeconds, mark, index, samples, flow, sales, solvency, ...run }) {
  const { marketOrdersPerSecond, ...flowMeasures } = flow.measures();
  const opening = samples.rows[0];
  const meanDepthUnits = samples.meanDepth(0) / 2;
  const openInterestUnits = moneyOf(opening, run);
  const indexLow = index.lowBetween(0).ticks;
  const indexFall = 1 - indexLow / index.at(0);
  const lowBelowIndex = 1 - mark.lowBetween(0).ticks / indexLow;
  const { fundStartUnits, fundMinUnits } = solvency;
  const fundUse = fundStartUnits > 0 ? 1 - fundMinUnits / fundStartUnits : NaN;
  const isCalm = indexFall < CALM_FALL;
  return {
    ...flowMeasures,
    marketOrders: marketOrdersPerSecond,
    spreadOneTick: samples.shareWithin(1),
    spreadTwoTicks: samples.shareWithin(2),
    touchSize: samples.medianTouchLots / flow.meanLots,
    depthOfInterest: ratio(meanDepthUnits, openInterestUnits),
    dailyVolume: ratio(
      (sales.tradedLots * DAY_SECONDS) / durationSeconds,
      opening.openInterestLots,
    ),
    indexFall,
    lowBelowIndex,
    calmLowBelowIndex: isCalm ? lowBelowIndex : NaN,
    fundUse,
    calmFundUse: isCalm ? fundUse : NaN,
  };
}

/**
 * Since the trigger, against what stood then.
 * @param {RunRecord} record
 * @returns {Record<string, number>}
 */
function eventMeasures({ triggerSecond: from, mark, samples, sales, unitsPerTickLot }) {
  const startTicks = mark.at(from);
  const low = mark.lowBetween(from);
  const fallTicks = startTicks - low.ticks;
  const before = samples.at(from);
  const after = samples.rows[samples.rows.length - 1];
  const interestUnits = moneyOf(before, { unitsPerTickLot });
  const depthBefore = from > 0 ? samples.meanDepth(0, from) : before.depthUnits;
  const around = [low.second - AROUND_LOW_SECONDS, low.second + AROUND_LOW_SECONDS];
  const minutes = mark.minutes().slice(Math.ceil(from / 60));
  const shareUntil = (/** @type {number} */ hours) =>
    ratio(startTicks - mark.lowBetween(from, from + hours * HOUR_SECONDS).ticks, fallTicks);
  return {
    liquidated: ratio(sales.tickLots * unitsPerTickLot, interestUnits),
    fall: fallTicks / startTicks,
    closeFall:
      1 - minutes.reduce((least, ticks) => Math.min(least, ticks), startTicks) / startTicks,
    timeToLow: (low.second - from) / 60,
    firstHour: shareUntil(1),
    firstTwoHours: shareUntil(2),
    rebound: ratio(mark.at(low.second + HOUR_SECONDS) - low.ticks, fallTicks),
    interestChange: ratio(moneyOf(after, { unitsPerTickLot }), interestUnits) - 1,
    interestChangeSize: ratio(after.openInterestLots, before.openInterestLots) - 1,
    depthAfter: ratio(samples.meanDepth(from), depthBefore),
    depthAtLow: ratio(samples.meanDepth(around[0], around[1]), depthBefore),
    longShare: ratio(sales.longTickLots, sales.tickLots),
    largestLiquidation: ratio(sales.largestTickLots, sales.tickLots),
    volumeAtLow: sales.volumeAround(low.second),
  };
}

/**
 * The open interest of a sample at its mark.
 * @param {{ openInterestLots: number, markTicks: number }} sample
 * @param {{ unitsPerTickLot: number }} instrument
 */
function moneyOf({ openInterestLots, markTicks }, { unitsPerTickLot }) {
  return openInterestLots * markTicks * unitsPerTickLot;
}

/**
 * @param {number} part
 * @param {number} whole
 */
function ratio(part, whole) {
  return whole > 0 ? part / whole : NaN;
}
