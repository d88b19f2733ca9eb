import type { Command } from 'commander';
import { ScenarioError } from '../scenario/problems.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { UsageError } from './usage-error.js';

const EXAMPLES = `
Examples:
  unwind validate my-crash.yaml
  unwind validate scenarios/*.yaml
`;

export function addValidateCommand(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('validate')
    .description('check scenario files and print all their problems')
    .argument('<file...>', 'scenario files, or names of shipped scenarios')
    .addHelpText('after', EXAMPLES)
    .action(async (fileNames: readonly string[]) => end(await validate(fileNames)));
}

async function validate(typedNames: readonly string[]): Promise<ExitCode> {
  const { loadWithModules } = await import('../load-modules.js');
  const { readScenarioFile, readText, scenarioPath } = await import('./scenario-file.js');
  let code: ExitCode = EXIT.done;
  for (const typed of typedNames) {
    try {
      const fileName = scenarioPath(typed);
      const text = readScenarioFile(fileName);
      const { loaded } = await loadWithModules(fileName, text, [], readText);
      const { hash, scenario } = loaded;
      process.stdout.write(
        `${fileName}: ok, scenario ${scenario.name}, hash ${hash.slice(0, 8)}\n`,
      );
    } catch (error) {
      code = EXIT.wrongUsage;
      process.stderr.write(`${await reportOf(error)}\n`);
    }
  }
  return code;
}

async function reportOf(error: unknown): Promise<string> {
  if (error instanceof UsageError) return `error: ${error.message}`;
  if (!(error instanceof ScenarioError)) throw error;
  const { problemReport } = await import('./problem-report.js');
  return problemReport(error);
}
