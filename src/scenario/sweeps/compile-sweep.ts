import type { Findings } from '../findings.js';
import { checkPaths } from './check-paths.js';
import { compileAxis } from './compile-axis.js';
import { checkSize, compileDesign } from './compile-design.js';
import { type Axis, type Design, SEEDS_A_BLOCK, type Sweep, type SweepLimits } from './sweep.js';
import { SEED, SEED_PATTERN, type SweepValue } from './sweep-schema.js';
import { written } from './written.js';

/** What a sweep's file means. The result holds only when there are no findings. */
export function compileSweep(value: SweepValue, findings: Findings): Sweep {
  const names = Object.keys(value.axes);
  if (names.length === 0 && !findings.isTouched(['axes'])) {
    findings.wrongValue(['axes'], 'at least one axis', value.axes);
  }
  if (value.scenario === '' && !findings.isTouched(['scenario'])) {
    findings.wrongValue(['scenario'], 'the path or name of a scenario', value.scenario);
  }
  const seeds = seedsOf(value.seeds, findings);
  const axes = names
    .map((name) => compileAxis(name, value.axes[name], findings))
    .filter((axis): axis is Axis => axis !== null);
  if (!findings.isTouched(['axes']) && !findings.isTouched(['set'])) checkPaths(value, findings);
  const design: Design = findings.isTouched(['design'])
    ? { kind: 'grid' }
    : compileDesign(value.design, axes, findings);
  const pairs = value.pairs ?? defaultPairs(design);
  const isWhole = !findings.isTouched(['axes']) && !findings.isTouched(['design']);
  if (isWhole) checkSize(design, axes, { seeds: seeds.length, pairs }, findings);
  checkMetricList(value, findings);
  const settings = Object.entries(value.set).map(([path, one]) => ({ path, text: written(one) }));
  return {
    question: value.question,
    scenario: value.scenario,
    settings,
    axes,
    design,
    seed: String(value.seed),
    seeds,
    metrics: value.metrics,
    pairs,
    stop: stopOf(value, seeds.length, findings),
    limits: limitsOf(value.limits),
    isCounterfactual: value.counterfactual,
  };
}

function seedsOf(value: SweepValue['seeds'], findings: Findings): readonly string[] {
  if (findings.isTouched(['seeds'])) return [];
  if (typeof value === 'number') return Array.from({ length: value }, (_, row) => String(row + 1));
  if (value.length === 0) findings.wrongValue(['seeds'], 'at least one seed', value);
  const seeds = value.map((seed, index) => {
    const isNumber = Number.isSafeInteger(seed) && Number(seed) >= 0;
    if (isNumber || (typeof seed === 'string' && SEED_PATTERN.test(seed))) return String(seed);
    findings.wrongValue(['seeds', index], SEED, seed);
    return '';
  });
  for (const [index, seed] of seeds.entries()) {
    if (seed === '' || seeds.indexOf(seed) === index) continue;
    findings.contradiction(['seeds', index], 'each seed once', `${seed} a second time`);
  }
  return seeds;
}

function checkMetricList({ metrics }: SweepValue, findings: Findings): void {
  if (findings.isTouched(['metrics'])) return;
  if (metrics.length === 0) findings.wrongValue(['metrics'], 'at least one column', metrics);
  for (const [index, metric] of metrics.entries()) {
    if (metrics.indexOf(metric) === index) continue;
    findings.contradiction(['metrics', index], 'each column once', `${metric} a second time`);
  }
}

function defaultPairs({ kind }: Design): Sweep['pairs'] {
  return kind === 'grid' || kind === 'oneAtATime' ? 'baseline' : 'none';
}

function stopOf({ stop }: SweepValue, seeds: number, findings: Findings): Sweep['stop'] {
  if (stop === 'none') return null;
  if (seeds <= SEEDS_A_BLOCK && !findings.isTouched(['seeds'])) {
    const expected = `more than ${SEEDS_A_BLOCK} seeds, after which it is first looked at`;
    findings.contradiction(['stop'], expected, `${seeds}`);
  }
  return stop;
}

function limitsOf({
  simulatedTime,
  commands,
  wallClock,
  memory,
}: SweepValue['limits']): SweepLimits {
  const orNull = (limit: number | 'none'): number | null => (limit === 'none' ? null : limit);
  return {
    simulatedUs: orNull(simulatedTime),
    commands: orNull(commands),
    wallClockMs: wallClock === 'none' ? null : wallClock / 1000,
    memoryBytes: orNull(memory),
  };
}
