import { quantileSeq } from 'mathjs/number';
import { MEASURES } from './measures.js';
import { returnMeasures } from './returns.js';

/**
 * @import { Fact, Facts } from './facts.js'
 *
 * @typedef {object} SeedResult
 * @property {Record<string, number>} values of every measure in this run
 * @property {Float64Array} minutes the mark at whole minutes
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {number} value what is judged; NaN where no run has one
 * @property {number} low 5 % of the runs lie below
 * @property {number} high 5 % of the runs lie above
 * @property {number} runs that have a value
 * @property {Fact | null} fact
 * @property {'pass' | 'fail' | 'not judged' | null} verdict
 *
 * @typedef {object} Card
 * @property {Row[]} rows
 * @property {number} judged
 * @property {number} met
 * @property {boolean} passed as many facts are met as are needed
 */

/**
 * @param {readonly SeedResult[]} results
 * @param {Facts | null} facts
 * @returns {Card}
 */
export function judgeRuns(results, facts) {
  const pooled = returnMeasures(results.map(({ minutes }) => minutes));
  const rows = Object.keys(MEASURES)
    .filter((name) => isShown(name, facts))
    .map((name) => rowOf(name, { results, pooled, fact: facts?.facts[name] ?? null }));
  const judged = rows.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail').length;
  const met = rows.filter(({ verdict }) => verdict === 'pass').length;
  return { rows, judged, met, passed: met >= judged * (facts?.needed ?? 0) };
}

/**
 * The course of an event is measured from its trigger, which only its facts know.
 * @param {string} name
 * @param {Facts | null} facts
 */
function isShown(name, facts) {
  return MEASURES[name].group !== 'event' || facts?.trigger !== undefined;
}

/**
 * @param {string} name
 * @param {{ results: readonly SeedResult[], pooled: Record<string, number>, fact: Fact | null }} found
 * @returns {Row}
 */
function rowOf(name, { results, pooled, fact }) {
  const values = results.map(({ values }) => values[name]).filter(Number.isFinite);
  const runs = values.length;
  const quantile = (/** @type {number} */ at) => (runs === 0 ? NaN : quantileSeq(values, at));
  const choices = { median: quantile(0.5), smallest: quantile(0), largest: quantile(1) };
  const value = fact?.of ? choices[fact.of] : (pooled[name] ?? choices.median);
  const verdict = fact === null ? null : verdictOf(value, fact);
  return { name, value, low: quantile(0.05), high: quantile(0.95), runs, fact, verdict };
}

/**
 * @param {number} found
 * @param {Fact} fact
 * @returns {Row['verdict']}
 */
export function verdictOf(found, fact) {
  if (!fact.judged) return 'not judged';
  const { value, tolerance, above = -Infinity } = fact;
  const near = value === undefined || tolerance === undefined ? 0 : Math.abs(value) * tolerance;
  const least = fact.atLeast ?? (value === undefined ? -Infinity : value - near);
  const most = fact.atMost ?? (value === undefined ? Infinity : value + near);
  return least <= found && found <= most && found > above ? 'pass' : 'fail';
}
