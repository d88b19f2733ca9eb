import type { Command } from 'commander';
import type { Expression } from '../core/expression.js';
import type { CriticalRequest } from '../critical.js';
import type { CriticalAnswer } from '../sweep/critical-search.js';
import { checkedCount, collect, MOST_SEEDS } from './checked.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { UsageError } from './usage-error.js';
import { withPool } from './with-pool.js';

interface CriticalFlags {
  readonly vary: string;
  readonly until: string;
  readonly probability: string;
  readonly seeds: string;
  readonly tolerance: string;
  readonly scale?: string;
  readonly whole: boolean;
  readonly set: readonly string[];
  readonly workers?: string;
  readonly quiet: boolean;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  unwind critical fund-exhausted --vary shocks.gap.size=-1%..-10% --until 'paid_by_socialisation > 0'
  unwind critical my-crash.yaml --vary populations.longs.count=100..10000 --whole --until 'cascade_depth >= 5'
  unwind critical my-crash.yaml --vary venue.insuranceFund.initial=10k..10M --until 'paid_by_venue > 0' --probability 1% --seeds 2000

--until is a condition on columns of summary.csv and plain numbers (10000, not 10k), with and, or, not; a
column without a value makes it false. Every value is tried on the same seeds, at most so many as --seeds says; the answer is a bracket of
two values that a 95 % interval shows to stand on either side of --probability. Where more of the
setting makes the condition rarer, as of a fund, the bracket is read the other way round.
`;

export function addCriticalCommand(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('critical')
    .description('find the smallest shock, leverage or fund at which a condition holds')
    .argument('<scenario>', 'scenario file, or the name of a shipped scenario')
    .requiredOption('--vary <path=from..to>', 'the setting, and the values to search between')
    .requiredOption('--until <condition>', "what is looked for, such as 'bad_debt > 0'")
    .option('--probability <share>', 'share of seeds in which it must hold', '50%')
    .option('--seeds <n>', 'most runs of a value: seeds 1 to n', '128')
    .option(
      '--tolerance <share>',
      'width of the bracket, of the way from one end to the other',
      '1%',
    )
    .option('--scale <scale>', 'linear or log (default: log where the ends are far apart)')
    .option('--whole', 'only whole numbers', false)
    .option('--set <path=value>', 'change a setting of every run; may be repeated', collect, [])
    .option('--workers <n>', 'runs made at once (default: as many as there are cores)')
    .option('--quiet', 'print nothing but errors', false)
    .option('--json', 'print one JSON document and nothing else', false)
    .addHelpText('after', EXAMPLES)
    .action(async (scenario: string, flags: CriticalFlags) => end(await critical(scenario, flags)));
}

async function critical(typed: string, flags: CriticalFlags): Promise<ExitCode> {
  const asked = await checked(typed, flags);
  return withPool(flags, async ({ pool, signal, bar }) => {
    const { searchCritical } = await import('../critical.js');
    const { trialLine } = await import('./critical-report.js');
    const answer = await searchCritical({
      ...asked,
      pool,
      signal,
      onRun: (runs) => bar.update(runs, null),
      onTrial: (trial) => bar.say(trialLine(trial, asked.textOf)),
    });
    bar.stop();
    await tell(answer, asked, flags);
    return EXIT.done;
  });
}

async function tell(answer: CriticalAnswer, asked: Asked, flags: CriticalFlags): Promise<void> {
  if (flags.quiet && !flags.json) return;
  const { criticalJson, criticalText } = await import('./critical-report.js');
  const told = flags.json ? criticalJson : criticalText;
  process.stdout.write(told(answer, asked, flags.until));
}

type Asked = Omit<CriticalRequest, 'pool' | 'signal' | 'onRun' | 'onTrial'>;

/** What was typed, as the flow takes it. Throws UsageError. */
async function checked(typed: string, flags: CriticalFlags): Promise<Asked> {
  const { readScenarioFile, readText, scenarioPath } = await import('./scenario-file.js');
  const varied = await checkedVary(flags);
  const probability = checkedShare('--probability', flags.probability);
  const tolerance = checkedShare('--tolerance', flags.tolerance);
  const mostSeeds = checkedCount('--seeds', flags.seeds, MOST_SEEDS);
  const until = await checkedCondition(flags.until);
  const fileName = scenarioPath(typed);
  const text = readScenarioFile(fileName);
  const { set: overrides } = flags;
  return {
    ...varied,
    fileName,
    text,
    readText,
    overrides,
    until,
    probability,
    tolerance,
    mostSeeds,
  };
}

type Varied = Pick<CriticalRequest, 'path' | 'from' | 'to' | 'scale' | 'isWhole' | 'textOf'>;

/** Ends this far apart are compared by their ratio. */
const FAR_APART = 10;

async function checkedVary({ vary, scale, whole }: CriticalFlags): Promise<Varied> {
  const { inUnit, measureText, readMeasure } = await import('../scenario/sweeps/span.js');
  const [, path = '', low = '', high = ''] = /^([^=]+)=(.*)\.\.(.*)$/.exec(vary) ?? [];
  const from = readMeasure(low.trim());
  const to = readMeasure(high.trim());
  const end = from === null || to === null ? null : inUnit(to, from.unit);
  if (from === null || end === null || end === from.value) {
    throw new UsageError(
      `--vary expected path=from..to with two numbers of one unit, such as venue.insuranceFund.initial=10k..10M, found ${JSON.stringify(vary)}`,
    );
  }
  const canBeLog = from.value * end > 0;
  if (scale !== undefined && scale !== 'linear' && scale !== 'log') {
    throw new UsageError(`--scale expected linear or log, found ${JSON.stringify(scale)}`);
  }
  if (scale === 'log' && !canBeLog) {
    throw new UsageError('--scale log expected two ends on one side of 0');
  }
  const ratio = Math.abs(end / from.value);
  const isFar = canBeLog && (ratio >= FAR_APART || ratio <= 1 / FAR_APART);
  return {
    path: path.trim(),
    from: from.value,
    to: end,
    scale: scale ?? (isFar ? 'log' : 'linear'),
    isWhole: whole,
    textOf: (value) => measureText({ value, unit: from.unit }),
  };
}

/** `5%` or `0.05`, between 0 and 1. */
function checkedShare(flag: string, text: string): number {
  const [, figures = '', percent] = /^(\d{1,3}(?:\.\d{1,9})?)(%)?$/.exec(text.trim()) ?? [];
  const share = percent === undefined ? Number(figures) : Number(figures) / 100;
  if (figures !== '' && 0 < share && share < 1) return share;
  throw new UsageError(
    `${flag} expected a share between 0 and 1, such as 5%, found ${JSON.stringify(text)}`,
  );
}

async function checkedCondition(text: string): Promise<Expression> {
  const { metricNames } = await import('../sweep/metric-names.js');
  const { readCondition } = await import('../scenario/expressions/read-condition.js');
  const read = readCondition(text, metricNames(false));
  if (!('expected' in read)) return read;
  const { found, suggestion } = read;
  const { hintText } = await import('../scenario/suggest.js');
  const isBeside = metricNames(true).some((name) => found === JSON.stringify(name));
  const hint = isBeside ? ': only run and compare take --counterfactual' : hintText(suggestion);
  throw new UsageError(
    `--until expected a condition on columns of summary.csv and plain numbers, such as 'bad_debt > 10000', found ${found}${hint}`,
  );
}
