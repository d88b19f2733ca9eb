import type { Command } from 'commander';
import type { MergeOutcome } from '../merge.js';
import { checkedFolder, checkedFormat } from './checked.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { amountText, counted } from './wording.js';

interface MergeFlags {
  readonly out: string;
  readonly format: string;
  readonly overwrite: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  unwind sweep my-sweep.yaml --shard 1/2         on one machine
  unwind sweep my-sweep.yaml --shard 2/2         on another
  unwind merge output/my-sweep/shard-* --out output/my-sweep

The tables are those that the sweep has when one machine runs all of it. Runs that are missing are
counted; \`unwind sweep my-sweep.yaml --out output/my-sweep\` makes them.
`;

export function addMergeCommand(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('merge')
    .description('put the shards of a sweep together')
    .argument('<dir...>', 'folders of the shards')
    .requiredOption('--out <dir>', 'folder of the whole sweep')
    .option('--format <format>', 'format of the tables: csv or parquet', 'csv')
    .option('--overwrite', 'start anew instead of adding to what the folder holds', false)
    .option('--quiet', 'print nothing but errors', false)
    .option('--json', 'print one JSON document and nothing else', false)
    .addHelpText('after', EXAMPLES)
    .action(async (folders: readonly string[], flags: MergeFlags) =>
      end(await merge(folders, flags)),
    );
}

async function merge(folders: readonly string[], flags: MergeFlags): Promise<ExitCode> {
  checkedFolder(flags.out);
  const format = checkedFormat(flags.format);
  const isTalking = !flags.quiet && !flags.json;
  const { mergeSweeps } = await import('../merge.js');
  const outcome = await mergeSweeps({
    folders,
    out: flags.out,
    format,
    overwrite: flags.overwrite,
    onWaiting: () => {
      if (isTalking) process.stderr.write('waiting for the lock of a sweep that was killed\n');
    },
  });
  const { missing } = outcome.report.runs;
  if (missing > 0 && !flags.json) process.stderr.write(`missing runs: ${missing}\n`);
  await tell(outcome, flags);
  const { failures } = await import('../sweep/sweep-report.js');
  return missing > 0 || failures(outcome.report) > 0 ? EXIT.sweepIncomplete : EXIT.done;
}

async function tell({ folder, report, results }: MergeOutcome, flags: MergeFlags): Promise<void> {
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ folder, ...report }, null, 2)}\n`);
    return;
  }
  if (flags.quiet) return;
  const { sweepSections } = await import('./sweep-summary.js');
  const { styled, terminalOf } = await import('./terminal.js');
  const terminal = terminalOf(process.stdout, process.env);
  const { asked, missing } = report.runs;
  const some = missing === 0 ? '' : `${amountText(asked - missing)} of `;
  const title = `${report.name}: ${counted(report.cells, 'cell')}, ${some}${counted(asked, 'run')}`;
  const sections = sweepSections({ folder, report, results }, terminal);
  process.stdout.write(`${styled('bold', title, terminal)}\n${sections}`);
}
