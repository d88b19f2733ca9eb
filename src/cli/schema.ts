import { Argument, type Command } from 'commander';
import { EXIT, type ExitCode } from './exit-code.js';

const EXAMPLES = `
Examples:
  unwind schema > scenario.schema.json
  then, as the first line of a scenario: # yaml-language-server: $schema=scenario.schema.json
`;

export function addSchemaCommand(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('schema')
    .description('print the JSON Schema of scenario files, for editors')
    .addArgument(
      new Argument('[kind]', 'what the schema is of').choices(['scenario']).default('scenario'),
    )
    .addHelpText('after', EXAMPLES)
    .action(async () => end(await schema()));
}

async function schema(): Promise<ExitCode> {
  const { scenarioJsonSchema } = await import('../scenario/json-schema.js');
  process.stdout.write(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
  return EXIT.done;
}
