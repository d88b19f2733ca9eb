import type { Command, Option } from 'commander';

/** Flags that change what is printed or replaced, and nothing in the result. */
const OF_NO_CONSEQUENCE = ['overwrite', 'quiet', 'json'];
/** Flags that are written out even when they were left to their default. */
const ALWAYS_SAID = ['seed'];

/** A line for a shell that does again what a command was told to do. */
export function repeatCommand(command: Command): string {
  const words = [command.parent?.name() ?? '', command.name(), ...command.args];
  for (const option of command.options) words.push(...wordsOf(option, command));
  return words.map(shellWord).join(' ');
}

function wordsOf(option: Option, command: Command): readonly string[] {
  const name = option.attributeName();
  const isSaid = command.getOptionValueSource(name) === 'cli' || ALWAYS_SAID.includes(name);
  if (!isSaid || OF_NO_CONSEQUENCE.includes(name)) return [];
  const flag = option.long ?? option.short ?? '';
  const value: unknown = command.getOptionValue(name);
  if (value === true) return [flag];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((one) => [flag, String(one)]);
}

/** A word as a POSIX shell takes it literally. */
export function shellWord(word: string): string {
  if (/^[\w.,:/=@%+-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
