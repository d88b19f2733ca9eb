/**
 * Medians of the rounds, and whether every bar is cleared.
 *
 * @param {import('../../benchmark.js').Benchmark} benchmark
 * @param {Record<string, import('../../benchmark.js').Measures[]>} rounds by contender
 */
export function judged({ name, question, bars }, rounds) {
  const medians = Object.fromEntries(
    Object.entries(rounds).map(([contender, measures]) => [contender, medianOf(measures)]),
  );
  const verdicts = bars.map((bar) => judgedBar(bar, medians));
  return {
    name,
    question,
    medians,
    bars: verdicts,
    passed: verdicts.every(({ passed }) => passed),
    rounds,
  };
}

/** @param {ReturnType<typeof judged>} result */
export function printed({ name, question, medians, bars }) {
  const lines = [`\n${name} — ${question}\n`];
  for (const [contender, measures] of Object.entries(medians)) {
    const cells = Object.entries(measures).map(([measure, value]) => `${measure} ${shown(value)}`);
    lines.push(`  ${contender.padEnd(24)} ${cells.join(' · ')}`);
  }
  lines.push('');
  for (const { claim, value, bar, passed } of bars) {
    lines.push(`  ${passed ? 'pass' : 'FAIL'}  ${claim}: ${shown(value)}${bar}`);
  }
  return `${lines.join('\n')}\n`;
}

/** @param {import('../../benchmark.js').Measures[]} rounds */
function medianOf(rounds) {
  return Object.fromEntries(
    Object.entries(rounds[0]).map(([measure, first]) => {
      const values = rounds.map((measures) => measures[measure]);
      return [measure, typeof first === 'number' ? median(values) : onlyText(measure, values)];
    }),
  );
}

/** @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {string} measure @param {string[]} values */
function onlyText(measure, values) {
  if (new Set(values).size > 1)
    throw new Error(`${measure} differs between rounds: ${values.join(' / ')}`);
  return values[0];
}

/** @param {import('../../benchmark.js').Bar} bar */
function judgedBar(bar, medians) {
  if ('holds' in bar) {
    const passed = bar.holds(medians);
    return { claim: bar.claim, value: passed ? 'yes' : 'no', bar: '', passed };
  }
  const { claim, atLeast = -Infinity, atMost = Infinity } = bar;
  const value = bar.value(medians);
  const limits = [];
  if (atLeast > -Infinity) limits.push(`at least ${shown(atLeast)}`);
  if (atMost < Infinity) limits.push(`at most ${shown(atMost)}`);
  return {
    claim,
    value,
    bar: limits.length === 0 ? '' : ` (${limits.join(', ')})`,
    passed: atLeast <= value && value <= atMost,
  };
}

/** @param {number | string} value */
function shown(value) {
  if (typeof value === 'string') return value;
  return value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 1000 ? 1 : 0 });
}
