import { Argument, type Command } from 'commander';
import { EXIT, type ExitCode } from './exit-code.js';

const KINDS = ['scenario', 'sweep'] as const;
type Kind = (typeof KINDS)[number];

const EXAMPLES = `
Examples:
  unwind schema > scenario.schema.json
  then, as the first line of a scenario: # yaml-language-server: $schema=scenario.schema.json
  unwind schema sweep > sweep.schema.json
`;

export function addSchemaCommand(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('schema')
    .description('print the JSON Schema of scenario or sweep files, for editors')
    .addArgument(new Argument('[kind]', 'what the schema is of').choices(KINDS).default('scenario'))
    .addHelpText('after', EXAMPLES)
    .action(async (kind: Kind) => end(await schema(kind)));
}

async function schema(kind: Kind): Promise<ExitCode> {
  process.stdout.write(`${JSON.stringify(await schemaOf(kind), null, 2)}\n`);
  return EXIT.done;
}

async function schemaOf(kind: Kind): Promise<object> {
  switch (kind) {
    case 'scenario':
      return (await import('../scenario/json-schema.js')).scenarioJsonSchema();
    case 'sweep':
      return (await import('../scenario/sweeps/sweep-json-schema.js')).sweepJsonSchema();
    default:
      return kind satisfies never;
  }
}
