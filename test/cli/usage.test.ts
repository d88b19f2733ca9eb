import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unwind, workplace } from './command.js';

test('--help explains the commands with examples, each command its flags', () => {
  const place = workplace();
  const help = unwind(place, '--help');
  expect(help).toMatchObject({ code: 0, stderr: '' });
  expect(help.stdout).toMatch(/Usage: unwind[^]*run[^]*validate[^]*Examples:/);
  for (const command of ['run', 'validate', 'list', 'init', 'completion']) {
    const own = unwind(place, command, '--help');
    expect(own).toMatchObject({ code: 0, stderr: '' });
    expect(own.stdout).toContain(`Examples:\n`);
  }
  const run = unwind(place, 'run', '--help');
  expect(run).toMatchObject({ code: 0, stderr: '' });
  for (const flag of ['seed', 'set', 'out', 'record', 'overwrite', 'quiet', 'json']) {
    expect(run.stdout).toContain(`--${flag}`);
  }
  expect(run.stdout).toContain('Examples:');
});

test('the help that was noted when the program was built is the help of its parser', () => {
  const place = workplace();
  expect(unwind(place, '--help').stdout).toBe(unwind(place, 'help').stdout);
});

test('--version is the version of the package', () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  expect(unwind(workplace(), '--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test.each([
  [['rnu', 'small.yaml'], /unknown command 'rnu'\n\(Did you mean run\?\)/],
  [['run', 'small.yaml', '--sed', '1'], /unknown option '--sed'\n\(Did you mean .*--seed/],
  [['run'], /missing required argument 'scenario'/],
  [['validate'], /missing required argument 'file'/],
  [['run', 'small.yaml', 'other.yaml'], /too many arguments/],
  [['run', 'small.yaml', '--seed', 'A'], /--seed expected .* found "A"/],
  [['run', 'small.yaml', '--seed', ''], /--seed expected/],
  [['run', 'small.yaml', '--seed', 'x'.repeat(65)], /--seed expected/],
  [['run', 'small.yaml', '--seed', '../x'], /--seed expected/],
  [['run', 'small.yaml', '--record', 'trade'], /--record expected trades, orders, book.* "trade"/],
  [['run', 'small.yaml', '--record', ''], /--record expected/],
  [['run', 'small.yaml', '--out', ''], /--out expected a folder/],
  [['run', 'small.yaml', '--out', 'small.yaml'], /small.yaml is not a folder/],
  [['run', 'nowhere.yaml'], /nowhere.yaml does not exist/],
  [['run', 'may-2021-crsh'], /may-2021-crsh does not exist.*did you mean may-2021-crash\?/],
  [['run', 'nothing-like-it-at-all'], /does not exist, as a file or as a name of `unwind list`$/m],
  [['init', 'crsh'], /templates crash, keepers, minimal, found "crsh"; did you mean crash\?/],
  [['init', '--out', ''], /--out expected a file/],
  [['init', '--out', 'folder'], /folder is a folder: --out FILE names a file in it/],
  [['init', '--out', 'no/where.yaml'], /no\/where.yaml can not be written: ENOENT/],
  [['completion', 'tcsh'], /completion expected one of bash, zsh, fish, found "tcsh"/],
  [['lst'], /unknown command 'lst'\n\(Did you mean list\?\)/],
  [['run', 'sweep.yaml'], /sweep\.yaml is a sweep, not a scenario: `unwind sweep sweep\.yaml`/],
  [['compare', 'sweep.yaml', 'small.yaml'], /sweep\.yaml is a sweep, not a scenario/],
  [['sweep', 'small.yaml'], /small\.yaml is a scenario, not a sweep.*`unwind run small\.yaml`/],
  [['sweep', 'fund-sise'], /fund-sise does not exist.*did you mean fund-size\?/],
  [['validate', 'sweep.yaml'], /axis.*did you mean axes\?/],
  [['run', 'folder'], /folder is a folder, not a file/],
  [['run', 'binary'], /binary is not text in UTF-8/],
  [['run', '/dev/zero'], /\/dev\/zero is larger than 1 MiB/],
  [['run', 'small.yaml/x'], /does not exist/],
])('%j is wrong usage: one clear message, exit 2', (typed, message) => {
  const place = workplace();
  mkdirSync(join(place, 'folder'));
  writeFileSync(join(place, 'binary'), Buffer.from([0xff, 0xfe, 0x00]));
  writeFileSync(join(place, 'sweep.yaml'), 'scenario: small.yaml\naxis: {}\nseeds: 2\n');
  const { code, stdout, stderr } = unwind(place, ...typed);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n +at /);
});

test('no command at all is wrong usage and shows the help', () => {
  const { code, stdout, stderr } = unwind(workplace());
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('Usage: unwind');
});

test('validate looks at every file and says ok or all that is wrong', () => {
  const place = workplace();
  writeFileSync(join(place, 'wrong.yaml'), 'question: 1\nvenu: {}\n');
  expect(unwind(place, 'validate', 'small.yaml')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^small\.yaml: ok/),
    stderr: '',
  });
  const both = unwind(place, 'validate', 'wrong.yaml', 'nowhere.yaml', 'small.yaml');
  expect(both.code).toBe(2);
  expect(both.stdout).toMatch(/^small\.yaml: ok/);
  expect(both.stderr).toMatch(/wrong\.yaml:2:1 venu expected .*did you mean venue/);
  expect(both.stderr).toMatch(/nowhere\.yaml does not exist/);
});

test('a scenario can not steer the terminal that its mistakes are shown on', () => {
  const place = workplace('question: "\u001b[2J"\nvenu: \u001b[31m{}\n');
  expect(unwind(place, 'validate', 'small.yaml').stderr).not.toContain('\u001b');
});
