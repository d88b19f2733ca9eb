import type { ComparedVariant, Comparison } from '../compare.js';
import { US_PER_SECOND } from '../core/units.js';
import type { PairedComparison } from '../sweep/pair-rows.js';
import { aligned } from './aligned.js';
import { styled, type Terminal } from './terminal.js';
import { counted, shortText } from './wording.js';

const INDENT = '  ';

interface Shown {
  /** By name: else those that are 0 in all runs are left out. */
  readonly areMetricsAsked: boolean;
  readonly terminal: Terminal;
}

/** Every variant against the first: means, difference with its interval, verdict, and where they part. */
export function compareText(comparison: Comparison, shown: Shown): string {
  const { variants, seeds } = comparison;
  const [base, ...others] = variants;
  const letters = variants.map(({ name }, row) => `${INDENT}${letterOf(row)}  ${name}\n`).join('');
  const title = `${base.scenario}: ${counted(variants.length, 'variant')} on the same draws of ${counted(seeds, 'seed')}`;
  const blocks = others.map((other, row) => block(comparison, other, row + 1, shown));
  const heading = styled('bold', title, shown.terminal);
  return `${heading}\n${letters}${failures(variants)}${blocks.join('')}${warnings(others)}`;
}

export function compareJson({ metrics, variants, seeds, settlementAsset }: Comparison): string {
  const told = variants.map((variant) => ({
    name: variant.name,
    scenario: variant.scenario,
    scenarioHash: variant.scenarioHash,
    failed: variant.failed,
    ...(variant.failed > 0 && { reason: variant.reason }),
    means: Object.fromEntries(metrics.map((metric, row) => [metric, orNull(variant.means[row])])),
    ...(variant.differences !== null && {
      differences: Object.fromEntries(
        variant.differences.map((difference, row) => [metrics[row], toldDifference(difference)]),
      ),
      parting: variant.parting && {
        seed: variant.parting.seed,
        time_s: variant.parting.timeUs / US_PER_SECOND,
        first: variant.parting.left,
        this: variant.parting.right,
      },
    }),
  }));
  return `${JSON.stringify({ seeds, settlementAsset, variants: told }, null, 2)}\n`;
}

function toldDifference(difference: PairedComparison) {
  return {
    n: difference.n,
    mean: orNull(difference.meanDifference),
    ci_low: orNull(difference.interval.low),
    ci_high: orNull(difference.interval.high),
    share_higher: orNull(difference.shareHigher),
    verdict: difference.verdict,
    variance_ratio: orNull(difference.varianceRatio),
    ...(difference.warning !== '' && { warning: difference.warning }),
  };
}

function block(
  { metrics, variants: [base] }: Comparison,
  other: ComparedVariant,
  row: number,
  { areMetricsAsked, terminal }: Shown,
): string {
  const letter = letterOf(row);
  const header = ['', 'A', letter, `${letter} − A`, '95 % interval', 'verdict'];
  const rows = metrics.flatMap((metric, at) => {
    const difference = other.differences?.[at];
    const isNothing = base.means[at] === 0 && other.means[at] === 0;
    if (difference === undefined) return [];
    if (!areMetricsAsked && (difference.n === 0 || isNothing)) return [];
    const { meanDifference, interval, verdict } = difference;
    const span = Number.isNaN(interval.low)
      ? '–'
      : `${shortText(interval.low)} to ${shortText(interval.high)}`;
    const cells = [base.means[at], other.means[at], meanDifference].map(shortText);
    const isSame = meanDifference === 0 && interval.low === 0 && interval.high === 0;
    return [[metric, ...cells, span, isSame ? 'the same in every run' : verdict]];
  });
  const [head, ...lines] = aligned([header, ...rows]);
  const table = [styled('dim', head, terminal), ...lines].map((text) => `${INDENT}${text}\n`);
  return `\n${table.join('')}${partingText(other, letter)}`;
}

function partingText({ parting }: ComparedVariant, letter: string): string {
  if (parting === null) {
    return `\n${INDENT}A and ${letter} did the same under the seeds that were followed.\n`;
  }
  const { seed, timeUs, left, right } = parting;
  const happened = (fact: string | null): string => fact ?? 'nothing more';
  return [
    `\n${INDENT}A and ${letter} part at ${timeUs / US_PER_SECOND} s of seed ${seed}\n`,
    `${INDENT}  A: ${happened(left)}\n`,
    `${INDENT}  ${letter}: ${happened(right)}\n`,
  ].join('');
}

/** What to know before believing the verdicts, each only once. */
function warnings(others: readonly ComparedVariant[]): string {
  const told = others.flatMap(({ differences }) => differences ?? []).map(({ warning }) => warning);
  const different = [...new Set(told.flatMap((text) => text.split('; ')))].filter(Boolean);
  return different.length === 0 ? '' : `\n${INDENT}Warning: ${different.join('; ')}\n`;
}

function failures(variants: readonly ComparedVariant[]): string {
  return variants
    .map(({ failed, reason }, row) =>
      failed === 0
        ? ''
        : `${INDENT}${letterOf(row)}: ${counted(failed, 'run')} failed and left out: ${reason}\n`,
    )
    .join('');
}

/** A command compares no more than there are letters. */
function letterOf(row: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + row);
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
