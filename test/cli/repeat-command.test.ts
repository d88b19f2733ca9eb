import { expect, test } from 'vitest';
import { repeatCommand, shellWord } from '../../src/cli/repeat-command.js';
import { createProgram } from '../../src/cli/program.js';

/** The command as the parser leaves it after these words, without running it. */
function parsed(...typed: string[]): string {
  const program = createProgram(() => undefined);
  const run = program.commands.find((command) => command.name() === 'run');
  if (!run) throw new Error('there is no command run');
  run.action(() => undefined);
  program.parse(typed, { from: 'user' });
  return repeatCommand(run);
}

test('the command that repeats a run says its seed and all that decides the result', () => {
  expect(parsed('run', 'x.yaml', '--json', '--overwrite')).toBe('unwind run x.yaml --seed 1');
  expect(
    parsed('run', '--set', 'a=1', 'my x.yaml', '--set', "b={c: 'd'}", '--out', 'o', '--seed', '7'),
  ).toBe(`unwind run 'my x.yaml' --seed 7 --set a=1 --set 'b={c: '\\''d'\\''}' --out o`);
});

test('only words that a shell would take apart are quoted', () => {
  expect(['a/b-c.yaml', 'x=5%', '', 'a b', '$HOME', '*', '~'].map(shellWord)).toEqual([
    'a/b-c.yaml',
    'x=5%',
    "''",
    "'a b'",
    "'$HOME'",
    "'*'",
    "'~'",
  ]);
});
