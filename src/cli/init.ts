import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { UsageError } from './usage-error.js';

const DEFAULT_TEMPLATE = 'crash';
const EXAMPLES = `
Examples:
  unwind init                      writes crash.yaml, with every part explained
  unwind init keepers --out my-protocol.yaml
`;

interface InitFlags {
  readonly out?: string;
  readonly overwrite: boolean;
}

export function addInitCommand(program: Command): void {
  program
    .command('init')
    .description('write a new scenario file, with comments, to start your own from')
    .argument('[template]', 'crash, keepers or minimal', DEFAULT_TEMPLATE)
    .option('--out <file>', 'the file to write (default: <template>.yaml)')
    .option('--overwrite', 'replace the file if it is there', false)
    .addHelpText('after', EXAMPLES)
    .action(async (template: string, flags: InitFlags) => init(template, flags));
}

async function init(template: string, { out, overwrite }: InitFlags): Promise<void> {
  const { templateNames, templateText } = await import('./shipped-scenarios.js');
  const { shellWord } = await import('./repeat-command.js');
  const names = templateNames();
  if (!names.includes(template)) {
    const { hintText, nearestName } = await import('../scenario/suggest.js');
    const hint = hintText(nearestName(template, names));
    const found = JSON.stringify(template);
    throw new UsageError(
      `init expected one of the templates ${names.join(', ')}, found ${found}${hint}`,
    );
  }
  if (out === '') throw new UsageError('--out expected a file, found nothing');
  const path = out ?? `${template}.yaml`;
  writeNew(path, templateText(template), overwrite);
  const word = shellWord(path);
  process.stdout.write(
    `${path} is written. What next:
  unwind run ${word}                    see what happens
  edit it                                   every part says what it is for
  unwind validate ${word}               all that is wrong, each at its line
  unwind run ${word} --seed 2           other draws; --set changes a setting
Other templates: ${names.filter((name) => name !== template).join(', ')}. All settings: docs/scenario-reference.md.
`,
  );
}

/** Throws UsageError when the file is there and may not be replaced, or can't be written. */
function writeNew(path: string, text: string, mayReplace: boolean): void {
  try {
    writeFileSync(path, text, { flag: mayReplace ? 'w' : 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(
      code === 'EEXIST'
        ? `${path} is there: --overwrite replaces it, --out FILE writes another`
        : `${path} can not be written: ${message}`,
    );
  }
}
