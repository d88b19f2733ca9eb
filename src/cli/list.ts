import type { Command } from 'commander';
import type { Terminal } from './terminal.js';

const EXAMPLES = `
Examples:
  unwind list
  unwind list --json | jq -r '.[].name'
`;

export interface ListedScenario {
  readonly name: string;
  readonly group: string;
  readonly question: string;
}

/** Groups by what names begin with, in the order in which they are shown. */
const GROUPS = [
  { group: 'Theory, compared with closed forms', isIn: /^theory\// },
  { group: 'Benchmarks', isIn: /^benchmark/ },
  { group: 'Sweeps, for `unwind sweep`', isIn: /^sweeps\// },
] as const;
const MARKETS = 'Markets and crashes';

export function addListCommand(program: Command): void {
  program
    .command('list')
    .description('show the scenarios and sweeps that come with unwind, each with its question')
    .option('--json', 'print one JSON document and nothing else', false)
    .addHelpText('after', EXAMPLES)
    .action(async ({ json }: { readonly json: boolean }) => {
      const scenarios = await listScenarios();
      const { terminalOf } = await import('./terminal.js');
      const terminal = terminalOf(process.stdout, process.env);
      process.stdout.write(
        json ? `${JSON.stringify(scenarios, null, 2)}\n` : await listText(scenarios, terminal),
      );
    });
}

async function listScenarios(): Promise<readonly ListedScenario[]> {
  const { shippedScenarioNames, shippedSweepNames, textOf } =
    await import('./shipped-scenarios.js');
  const { readYaml } = await import('../scenario/yaml-document.js');
  const scenarios = [...shippedScenarioNames(), ...shippedSweepNames()].map((name) => {
    const { question } = readYaml(textOf(name)).value as { readonly question: string };
    return { name, group: groupOf(name), question: question.trim().replace(/\s+/g, ' ') };
  });
  const order = [MARKETS, ...GROUPS.map(({ group }) => group)];
  return scenarios.sort((left, right) => order.indexOf(left.group) - order.indexOf(right.group));
}

function groupOf(name: string): string {
  return GROUPS.find(({ isIn }) => isIn.test(name))?.group ?? MARKETS;
}

async function listText(scenarios: readonly ListedScenario[], terminal: Terminal): Promise<string> {
  const { styled, wrapped } = await import('./terminal.js');
  const nameWidth = Math.max(...scenarios.map(({ name }) => name.length));
  const margin = ' '.repeat(nameWidth + 4);
  const width = terminal.isInteractive ? terminal.width - margin.length : Infinity;
  let text = '';
  let group = '';
  for (const scenario of scenarios) {
    if (scenario.group !== group) {
      group = scenario.group;
      text += `${text === '' ? '' : '\n'}${styled('bold', group, terminal)}\n`;
    }
    const name = styled('cyan', scenario.name.padEnd(nameWidth), terminal);
    text += `  ${name}  ${wrapped(scenario.question, width).join(`\n${margin}`)}\n`;
  }
  return `${text}\nRun one: unwind run <name>, unwind sweep <name>. Start your own: unwind init.\n`;
}
