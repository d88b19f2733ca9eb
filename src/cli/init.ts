import { lstatSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { systemReason, WriteError } from '../writers/folder-error.js';
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
  const steps = [
    [`unwind run ${word}`, 'see what happens'],
    ['edit it', 'every part says what it is for'],
    [`unwind validate ${word}`, 'all that is wrong, each at its line'],
    [`unwind run ${word} --seed 2`, 'other draws; --set changes a setting'],
  ] as const;
  const width = Math.max(...steps.map(([step]) => step.length));
  process.stdout.write(
    `${path} is written. What next:
${steps.map(([step, note]) => `  ${step.padEnd(width)}  ${note}\n`).join('')}Other templates: ${names.filter((name) => name !== template).join(', ')}. All settings: docs/scenario-reference.md.
`,
  );
}

/** Throws UsageError when the file is there and may not be replaced, or its folder is not. */
function writeNew(path: string, text: string, mayReplace: boolean): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${path} is a folder: --out FILE names a file in it`);
  }
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there && !mayReplace) {
    throw new UsageError(`${path} is there: --overwrite replaces it, --out FILE writes another`);
  }
  try {
    if (there?.isFile() ?? true) writeWhole(path, text);
    else writeFileSync(path, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message = `${path} can not be written: ${systemReason(error as Error)}`;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new UsageError(message);
    throw new WriteError(message);
  }
}

/** A disk that fills up leaves no part of the file, and one that was there as it was. */
function writeWhole(path: string, text: string): void {
  const aside = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(aside, text, { flag: 'wx' });
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}
