import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addCompareCommand } from './compare.js';
import { addCompletionCommand } from './completion.js';
import { addCriticalCommand } from './critical.js';
import { EXIT, type ExitCode, failureOf } from './exit-code.js';
import { addInitCommand } from './init.js';
import { addListCommand } from './list.js';
import { addMergeCommand } from './merge.js';
import { addRunCommand } from './run.js';
import { addSchemaCommand } from './schema.js';
import { addSweepCommand } from './sweep.js';
import { addValidateCommand } from './validate.js';

const DESCRIPTION =
  'Simulates liquidation cascades: when leveraged positions are closed by force, how far does it go, and who pays?';

const EXAMPLES = `
Examples:
  unwind list                        the scenarios that are there, and what they ask
  unwind run may-2021-crash          simulate one, see what happened
  unwind init && unwind run crash.yaml
  unwind validate my-crash.yaml      all that is wrong with a scenario of your own
  unwind sweep fund-size             thousands of runs: how large must the fund be?
  unwind help run                    the flags of a command

Every setting: docs/scenario-reference.md. Every column: docs/output-reference.md. Many runs:
docs/sweeps.md.

Exit codes: 0 done, 1 failed while running, 2 wrong usage or scenario, 3 a sweep ended with
failed runs, 70 an invariant broke, 130 interrupted with partial results saved.
`;

/** All commands; `end` is told what the process shall end with. */
export function createProgram(end: (code: ExitCode) => void): Command {
  const program = new Command('unwind')
    .description(DESCRIPTION)
    .version(packageVersion())
    .exitOverride()
    .addHelpText('after', EXAMPLES);
  addRunCommand(program, end);
  addSweepCommand(program, end);
  addMergeCommand(program, end);
  addCompareCommand(program, end);
  addCriticalCommand(program, end);
  addValidateCommand(program, end);
  addListCommand(program);
  addInitCommand(program);
  addCompletionCommand(program);
  addSchemaCommand(program, end);
  return program;
}

/** Runs the command that was typed. Prints what goes wrong; the result is the exit code. */
export async function runProgram(typed: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  try {
    const program = createProgram((ended) => (code = ended));
    await program.parseAsync(typed, { from: 'user' });
  } catch (error) {
    const failure = await failureOf(error);
    if (failure.message !== '') process.stderr.write(`${failure.message}\n`);
    return failure.code;
  }
  return code;
}

function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
