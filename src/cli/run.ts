import type { Command } from 'commander';
import type { RunOutcome, RunRequest } from '../run.js';
import type { Manifest } from '../writers/manifest.js';
import type { Recording } from '../writers/tables.js';
import { checkedFolder, collect } from './checked.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { UsageError } from './usage-error.js';

interface RunFlags {
  readonly seed: string;
  readonly set: readonly string[];
  readonly out?: string;
  readonly record?: string;
  readonly counterfactual: boolean;
  readonly overwrite: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  unwind run may-2021-crash                      a scenario of \`unwind list\`
  unwind run my-crash.yaml --seed 7              other draws of all chance
  unwind run my-crash.yaml --set venue.insuranceFund.initial=1M      another fund
  unwind run my-crash.yaml --record trades,orders --out /tmp/my-run
  unwind run may-2021-crash --counterfactual     how much of the fall was self-made
  unwind run my-crash.yaml --json | jq .summary.bad_debt

Settings for --set are in docs/scenario-reference.md, columns of the tables in
docs/output-reference.md. Without --out the tables are in output/<scenario>/<seed>; --set adds the start of a hash to it.
`;

export function addRunCommand(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('run')
    .description('simulate a scenario and write its tables')
    .argument('<scenario>', 'scenario file, or the name of a shipped scenario')
    .option('--seed <seed>', 'text that decides all chance: a-z, 0-9, _ and -', '1')
    .option('--set <path=value>', 'change a setting of the scenario; may be repeated', collect, [])
    .option('--out <dir>', 'folder of this run (default: output/<scenario>/<seed>)')
    .option('--record <tables>', 'also write trades, orders and book, separated by commas')
    .option(
      '--counterfactual',
      'run it again without forced sales, and tell what they added',
      false,
    )
    .option('--overwrite', 'replace what the folder holds, unless it is this very run', false)
    .option('--quiet', 'print nothing but errors', false)
    .option('--json', 'print one JSON document and nothing else', false)
    .addHelpText('after', EXAMPLES)
    .action(async (scenario: string, flags: RunFlags, command: Command) =>
      end(await run(scenario, flags, command)),
    );
}

async function run(typed: string, flags: RunFlags, command: Command): Promise<ExitCode> {
  const asked = await checked(typed, flags);
  const { catchInterrupts } = await import('./interrupt.js');
  const { runProgress } = await import('./progress.js');
  const { tuneV8 } = await import('../tune-v8.js');
  tuneV8();
  const { runScenario } = await import('../run.js');
  const isTalking = !flags.quiet && !flags.json;
  const say = (message: string): void => {
    if (isTalking) process.stderr.write(`${message}\n`);
  };
  const progress = await runProgress(isTalking);
  const interrupts = catchInterrupts(() => {
    progress.stop();
    say('interrupted: writing what there is; Ctrl-C again leaves at once');
  });
  try {
    const outcome = await runScenario({
      ...asked,
      signal: interrupts.signal,
      onProgress: progress.update,
      onWaiting: () => say('waiting for the lock of a run that was killed'),
    });
    progress.stop();
    await tell(outcome, flags, command);
    return isInterrupted(outcome.manifest) ? EXIT.interrupted : EXIT.done;
  } finally {
    progress.stop();
    interrupts.release();
  }
}

/** The run, or the one beside it. */
function isInterrupted({ endReason, counterfactual }: Manifest): boolean {
  return endReason === 'interrupted' || counterfactual?.endReason === 'interrupted';
}

type Asked = Omit<RunRequest, 'signal' | 'onProgress' | 'onWaiting'>;

/** What was typed, as the flow takes it. Throws UsageError. */
async function checked(typed: string, flags: RunFlags): Promise<Asked> {
  const seed = checkedSeed(flags.seed);
  const out = checkedFolder(flags.out);
  const { RECORDINGS } = await import('../writers/tables.js');
  const recordings = checkedRecordings(flags.record, RECORDINGS);
  const { readScenarioFile, readText, scenarioPath } = await import('./scenario-file.js');
  const fileName = scenarioPath(typed);
  const text = readScenarioFile(fileName);
  const { set: overrides, overwrite, counterfactual: isCounterfactual } = flags;
  const what = { seed, out, recordings, isCounterfactual, overwrite };
  return { fileName, text, readText, overrides, ...what };
}

async function tell(outcome: RunOutcome, flags: RunFlags, command: Command): Promise<void> {
  if (flags.quiet && !flags.json) return;
  const { runSummaryJson, runSummaryText } = await import('./run-summary.js');
  if (flags.json) {
    process.stdout.write(runSummaryJson(outcome));
    return;
  }
  const { repeatCommand } = await import('./repeat-command.js');
  const { terminalOf } = await import('./terminal.js');
  const terminal = terminalOf(process.stdout, process.env);
  // The folder of a run that was interrupted is only replaced when that is said.
  const isPartial = outcome.manifest.endReason === 'interrupted';
  const again = repeatCommand(command) + (isPartial ? ' --overwrite' : '');
  process.stdout.write(runSummaryText(outcome, again, terminal));
}

function checkedSeed(seed: string): string {
  if (/^[a-z0-9][a-z0-9_-]{0,63}$/.test(seed)) return seed;
  throw new UsageError(
    `--seed expected up to 64 of a-z, 0-9, _ and -, the first a letter or digit, found ${JSON.stringify(seed)}`,
  );
}

function checkedRecordings(
  text: string | undefined,
  known: readonly Recording[],
): readonly Recording[] {
  if (text === undefined) return [];
  const asked = text.split(',').map((name) => name.trim());
  const unknown = asked.find((name) => !known.some((recording) => recording === name));
  if (unknown !== undefined) {
    throw new UsageError(
      `--record expected ${known.join(', ')}, separated by commas, found ${JSON.stringify(unknown)}`,
    );
  }
  return known.filter((recording) => asked.includes(recording));
}
