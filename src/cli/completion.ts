import type { Command } from 'commander';
import { UsageError } from './usage-error.js';

const EXAMPLES = `
Examples:
  echo 'eval "$(unwind completion bash)"' >> ~/.bashrc
  unwind completion zsh > "\${fpath[1]}/_unwind"
  unwind completion fish > ~/.config/fish/completions/unwind.fish
`;

export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .description('print a script with which a shell completes commands, flags and scenarios')
    .argument('<shell>', 'bash, zsh or fish')
    .addHelpText('after', EXAMPLES)
    .action(async (shell: string) => {
      const { completionScript, SHELLS } = await import('./completion-script.js');
      const known = SHELLS.find((name) => name === shell);
      if (known === undefined) {
        const found = JSON.stringify(shell);
        throw new UsageError(`completion expected one of ${SHELLS.join(', ')}, found ${found}`);
      }
      const { shippedScenarioNames, shippedSweepNames, templateNames } =
        await import('./shipped-scenarios.js');
      const words = {
        scenarios: shippedScenarioNames(),
        sweeps: shippedSweepNames(),
        templates: templateNames(),
      };
      process.stdout.write(completionScript(program, known, words));
    });
}
