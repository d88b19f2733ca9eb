import { mean, std } from 'mathjs/number';
import { autocorrelation, noiseFloor } from '../../dist/metrics/statistics/autocorrelation.js';
import { excessKurtosis } from '../../dist/metrics/statistics/excess-kurtosis.js';
import { hillIndex } from '../../dist/metrics/statistics/hill-index.js';
import { logReturns } from '../../dist/metrics/statistics/log-returns.js';

/**
 * Stylised facts of one-minute returns (Cont 2001, "Empirical properties of asset returns",
 * Quantitative Finance 1), pooled over the runs; a run is never joined to the next.
 * @param {readonly Float64Array[]} minutes prices at whole minutes, of each run
 * @returns {Record<string, number>}
 */
export function returnMeasures(minutes) {
  const returns = minutes.map((prices) => logReturns(prices));
  const halfHours = minutes.map((prices) => logReturns(prices, 30));
  const absolute = returns.map((values) => values.map(Math.abs));
  const all = joined(returns);
  const memory = range(4, 30).map((lag) => Math.abs(autocorrelation(returns, lag)));
  const clustering = (/** @type {number} */ lag) => autocorrelation(absolute, lag);
  return {
    deviation: all.length > 1 ? Number(std(all)) : NaN,
    kurtosis1: excessKurtosis(all),
    kurtosis30: excessKurtosis(joined(halfHours)),
    hillWorst: hillIndex(
      all.map((value) => -value),
      0.01,
    ),
    hillBoth: hillIndex(all.map(Math.abs), 0.02),
    memory1: autocorrelation(returns, 1),
    memoryLargest: Math.max(...memory),
    memoryMean: mean(memory),
    noiseFloor: noiseFloor(all.length),
    clustering1: clustering(1),
    clustering10: clustering(10),
    clustering50: clustering(50),
    clustering100: clustering(100),
    clusteringBeyond: mean(range(110, 150).map(clustering)),
  };
}

/** @param {readonly Float64Array[]} series */
function joined(series) {
  return series.flatMap((values) => Array.from(values));
}

/**
 * @param {number} from
 * @param {number} to
 */
function range(from, to) {
  return Array.from({ length: to - from + 1 }, (_, row) => from + row);
}
