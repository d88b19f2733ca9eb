import type { Command } from 'commander';
import type { SweepOutcome, SweepRequest } from '../sweep.js';
import type { Shard } from '../sweep/plan-course.js';
import { checkedFolder, checkedFormat, checkedWorkers, collect } from './checked.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { UsageError } from './usage-error.js';

interface SweepFlags {
  readonly workers?: string;
  readonly shard?: string;
  readonly set: readonly string[];
  readonly out?: string;
  readonly format: string;
  readonly dryRun: boolean;
  readonly overwrite: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  unwind sweep my-sweep.yaml --dry-run           what it runs from the start, and for how long
  unwind sweep my-sweep.yaml                     on all cores, into output/my-sweep
  unwind sweep my-sweep.yaml                     again: only what is missing is run
  unwind sweep my-sweep.yaml --shard 1/3         a third of the cells, for another machine
  unwind merge output/my-sweep/shard-* --out output/my-sweep

Ctrl-C keeps all runs that have ended. A run that fails is a row with its status and the reason.
Axes, seeds, metrics, limits and counterfactual stand in the sweep file: docs/sweep-reference.md; columns
of the tables: docs/output-reference.md.
`;

export function addSweepCommand(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('sweep')
    .description('run many variants of a scenario and write tables of them; goes on by itself')
    .argument('<sweep>', 'sweep file, or the name of a shipped sweep')
    .option('--workers <n>', 'runs made at once (default: as many as there are cores)')
    .option('--shard <i/n>', 'run only the i-th of n parts of the cells')
    .option('--set <path=value>', 'change a setting in every run; may be repeated', collect, [])
    .option('--out <dir>', 'folder of this sweep (default: output/<sweep>)')
    .option('--format <format>', 'format of the tables: csv or parquet', 'csv')
    .option('--dry-run', 'check everything, print what would be run, write nothing', false)
    .option('--overwrite', 'start anew instead of going on', false)
    .option('--quiet', 'print nothing but errors', false)
    .option('--json', 'print one JSON document and nothing else', false)
    .addHelpText('after', EXAMPLES)
    .action(async (sweep: string, flags: SweepFlags, command: Command) =>
      end(await sweepCommand(sweep, flags, command)),
    );
}

async function sweepCommand(typed: string, flags: SweepFlags, command: Command): Promise<ExitCode> {
  const asked = await checked(typed, flags);
  const { catchInterrupts } = await import('./interrupt.js');
  const { sweepBar } = await import('./sweep-bar.js');
  const { tuneV8 } = await import('../tune-v8.js');
  tuneV8();
  const isTalking = !flags.quiet && !flags.json;
  const bar = await sweepBar(isTalking);
  const say = (message: string): void => {
    if (isTalking) bar.say(message);
  };
  const interrupts = catchInterrupts(() => {
    bar.stop();
    say(
      flags.dryRun
        ? 'interrupted'
        : 'interrupted: writing what there is; Ctrl-C again leaves at once',
    );
  });
  const request: SweepRequest = {
    ...asked,
    signal: interrupts.signal,
    onPlanned: bar.planned,
    onProgress: bar.update,
    onNote: say,
    onWaiting: () => say('waiting for the lock of a sweep that was killed'),
  };
  try {
    if (flags.dryRun) {
      const { tellPlan } = await import('./sweep-forecast.js');
      process.stdout.write(await tellPlan(request, flags, bar));
      return interrupts.signal.aborted ? EXIT.interrupted : EXIT.done;
    }
    const { runSweep } = await import('../sweep.js');
    const outcome = await runSweep(request);
    bar.stop();
    await tell(outcome, flags, command);
    return await exitCodeOf(outcome);
  } catch (error) {
    if (error === interrupts.signal.reason) return EXIT.interrupted;
    throw error;
  } finally {
    bar.stop();
    interrupts.release();
  }
}

type Asked = Omit<SweepRequest, 'signal' | 'onPlanned' | 'onProgress' | 'onNote' | 'onWaiting'>;

/** What was typed, as the flow takes it. Throws UsageError. */
async function checked(typed: string, flags: SweepFlags): Promise<Asked> {
  const out = checkedFolder(flags.out);
  const shard = flags.shard === undefined ? null : checkedShard(flags.shard);
  const format = checkedFormat(flags.format);
  const workers = checkedWorkers(flags.workers);
  const { readSweepFile, readText, sweepPath } = await import('./scenario-file.js');
  const { SHIPPED: shipped } = await import('./shipped-scenarios.js');
  const fileName = sweepPath(typed);
  const text = readSweepFile(fileName);
  const { set: overrides, overwrite } = flags;
  return { fileName, text, readText, shipped, overrides, out, workers, shard, format, overwrite };
}

async function tell(outcome: SweepOutcome, flags: SweepFlags, command: Command): Promise<void> {
  if (flags.json) {
    process.stdout.write(
      `${JSON.stringify({ folder: outcome.folder, ...outcome.report }, null, 2)}\n`,
    );
    return;
  }
  if (flags.quiet) return;
  const { sweepSummaryText } = await import('./sweep-summary.js');
  const { repeatCommand } = await import('./repeat-command.js');
  const { terminalOf } = await import('./terminal.js');
  const terminal = terminalOf(process.stdout, process.env);
  process.stdout.write(sweepSummaryText(outcome, repeatCommand(command), terminal));
}

async function exitCodeOf({ report }: SweepOutcome): Promise<ExitCode> {
  const { failures } = await import('../sweep/sweep-report.js');
  if (report.interrupted) return EXIT.interrupted;
  return failures(report) > 0 ? EXIT.sweepIncomplete : EXIT.done;
}

function checkedShard(text: string): Shard {
  const [, index, of] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? ['', '0', '0']).map(Number);
  if (1 <= index && index <= of) return { index, of };
  throw new UsageError(
    `--shard expected i/n, such as 1/3 for the first of three parts, found ${JSON.stringify(text)}`,
  );
}
