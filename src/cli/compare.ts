import type { Command } from 'commander';
import type { CompareRequest, Comparison } from '../compare.js';
import type { Variant } from '../sweep/variants.js';
import { checkedCount, checkedMetrics, collect, MOST_SEEDS } from './checked.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { UsageError } from './usage-error.js';
import { withPool } from './with-pool.js';

/** More are a sweep. */
const MOST_VARIANTS = 26;

/** What most people compare; the rest of summary.csv is there with --metrics. */
const METRICS = [
  'liquidations',
  'liquidated_notional',
  'cascade_depth',
  'cascade_size',
  'max_mark_drawdown_pct',
  'min_depth_pct',
  'insurance_fund_drawdown_pct',
  'bad_debt',
  'uncovered_loss',
  'paid_by_insurance_fund',
  'paid_by_deleveraging',
  'paid_by_socialisation',
  'paid_by_venue',
  'deleveraged_notional',
  'open_deficit',
];
const COUNTERFACTUAL_METRICS = ['amplification', 'net_branching_ratio'];

interface CompareFlags {
  readonly set: readonly string[];
  readonly seeds: string;
  readonly metrics?: string;
  readonly counterfactual: boolean;
  readonly workers?: string;
  readonly quiet: boolean;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  unwind compare may-2021-crash thin-book
  unwind compare fund-exhausted --set venue.insuranceFund.initial=5k,10k,50k
  unwind compare my-crash.yaml --set 'venue.liquidation.execution={kind: whole},{kind: steps, fraction: 30%, every: 1s}'
  unwind compare may-2021-crash thin-book --seeds 8 --counterfactual --json

Every variant runs on the same draws, so that what differs is what the setting does; the first is what
the others are compared with. A verdict says higher or lower only where the 95 % interval of the mean
difference leaves out 0.
`;

export function addCompareCommand(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('compare')
    .description('set scenarios, or values of a setting, against each other on the same draws')
    .argument('<scenario...>', 'scenario files, or names of shipped scenarios')
    .option('--set <path=a,b>', 'values to compare, or one for all; may be repeated', collect, [])
    .option('--seeds <n>', 'runs of each: seeds 1 to n', '20')
    .option('--metrics <columns>', 'columns of summary.csv, separated by commas')
    .option('--counterfactual', 'also run each without forced sales: amplification', false)
    .option('--workers <n>', 'runs made at once (default: as many as there are cores)')
    .option('--quiet', 'print nothing but errors', false)
    .option('--json', 'print one JSON document and nothing else', false)
    .addHelpText('after', EXAMPLES)
    .action(async (scenarios: readonly string[], flags: CompareFlags) =>
      end(await compare(scenarios, flags)),
    );
}

async function compare(typed: readonly string[], flags: CompareFlags): Promise<ExitCode> {
  const asked = await checked(typed, flags);
  return withPool(flags, async ({ pool, signal, bar }) => {
    const { compareRuns } = await import('../compare.js');
    const comparison = await compareRuns({ ...asked, pool, signal, onProgress: bar.update });
    bar.stop();
    await tell(comparison, flags);
    return comparison.variants.some(({ failed }) => failed > 0) ? EXIT.sweepIncomplete : EXIT.done;
  });
}

type Asked = Omit<CompareRequest, 'pool' | 'signal' | 'onProgress'>;

/** What was typed, as the flow takes it. Throws UsageError. */
async function checked(typed: readonly string[], flags: CompareFlags): Promise<Asked> {
  const count = checkedCount('--seeds', flags.seeds, MOST_SEEDS);
  const { counterfactual: isCounterfactual } = flags;
  const usual = isCounterfactual ? [...METRICS, ...COUNTERFACTUAL_METRICS] : METRICS;
  const metrics =
    flags.metrics === undefined ? usual : await checkedMetrics(flags.metrics, isCounterfactual);
  const { readText } = await import('./scenario-file.js');
  const seeds = Array.from({ length: count }, (_, row) => String(row + 1));
  const variants = await variantsOf(typed, flags.set);
  return { variants, seeds, metrics, isCounterfactual, readText };
}

async function variantsOf(
  typed: readonly string[],
  settings: readonly string[],
): Promise<readonly Variant[]> {
  const { readScenarioFile, scenarioPath } = await import('./scenario-file.js');
  const { overrideChoices } = await import('../sweep/variants.js');
  const choices = overrideChoices(settings);
  const variants = typed.flatMap((scenario) => {
    const fileName = scenarioPath(scenario);
    const text = readScenarioFile(fileName);
    return choices.map(({ name, overrides }) => {
      const parts = typed.length === 1 ? [name] : [scenario, name];
      return { name: parts.filter(Boolean).join(', '), fileName, text, overrides };
    });
  });
  if (variants.length === 1) {
    throw new UsageError(
      'compare expected two scenarios, or --set with several values, such as --set venue.takerFee=4bp,8bp',
    );
  }
  if (variants.length <= MOST_VARIANTS) return variants;
  throw new UsageError(
    `compare expected at most ${MOST_VARIANTS} variants, found ${variants.length}: \`unwind sweep\` takes more`,
  );
}

async function tell(comparison: Comparison, flags: CompareFlags): Promise<void> {
  if (flags.quiet && !flags.json) return;
  const { compareJson, compareText } = await import('./compare-report.js');
  if (flags.json) {
    process.stdout.write(compareJson(comparison));
    return;
  }
  const { terminalOf } = await import('./terminal.js');
  const terminal = terminalOf(process.stdout, process.env);
  const areMetricsAsked = flags.metrics !== undefined;
  process.stdout.write(compareText(comparison, { areMetricsAsked, terminal }));
}
