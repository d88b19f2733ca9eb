import type { Command } from 'commander';
import { EXIT, type ExitCode, failureOf } from './exit-code.js';

const EXAMPLES = `
Examples:
  unwind validate my-crash.yaml
  unwind validate scenarios/*.yaml
  unwind validate my-sweep.yaml           and every scenario that it makes
`;

export function addValidateCommand(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('validate')
    .description('check scenario and sweep files and print all their problems')
    .argument('<file...>', 'scenario or sweep files, or names of shipped ones')
    .addHelpText('after', EXAMPLES)
    .action(async (fileNames: readonly string[]) => end(await validate(fileNames)));
}

async function validate(typedNames: readonly string[]): Promise<ExitCode> {
  const { readEitherFile, scenarioPath } = await import('./scenario-file.js');
  const { isSweepText } = await import('../scenario/sweeps/is-sweep-text.js');
  let code: ExitCode = EXIT.done;
  for (const typed of typedNames) {
    try {
      const fileName = scenarioPath(typed);
      const text = readEitherFile(fileName);
      const validated = isSweepText(text)
        ? await validatedSweep(fileName, text)
        : await validatedScenario(fileName, text);
      process.stdout.write(`${fileName}: ok, ${validated}\n`);
    } catch (error) {
      const failure = await failureOf(error);
      if (failure.code !== EXIT.wrongUsage) throw error;
      code = failure.code;
      process.stderr.write(`${failure.message}\n`);
    }
  }
  return code;
}

async function validatedScenario(fileName: string, text: string): Promise<string> {
  const { loadWithModules } = await import('../load-modules.js');
  const { readText } = await import('./scenario-file.js');
  const { loaded } = await loadWithModules(fileName, text, [], readText);
  return `scenario ${loaded.scenario.name}, hash ${loaded.hash.slice(0, 8)}`;
}

async function validatedSweep(fileName: string, text: string): Promise<string> {
  const { makePlan } = await import('../sweep/make-plan.js');
  const { readBuild } = await import('../writers/build.js');
  const { readText } = await import('./scenario-file.js');
  const { SHIPPED } = await import('./shipped-scenarios.js');
  const request = { fileName, text, overrides: [], readText, shipped: SHIPPED };
  const { name, cells, seeds } = await makePlan({ ...request, build: readBuild() });
  return `sweep ${name}, cells ${cells.length}, runs ${cells.length * seeds.length}`;
}
