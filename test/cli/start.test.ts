import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCENARIO, shell, unwind, workplace } from './command.js';

const SHORT = ['--set', 'duration=1m', '--set', 'sampleEvery=1m'];

describe('unwind list', () => {
  it('shows the scenarios in groups, each with its question; parts and templates are none', () => {
    const { code, stdout, stderr } = unwind(workplace(), 'list');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^Markets and crashes\n(?: {2}.*\n)* {2}may-2021-crash +How far do forced/,
    );
    expect(stdout).toMatch(/\nTheory[^\n]*\n(?: {2}.*\n)* {2}theory\/bar +How likely/);
    expect(stdout).toMatch(/\nSweeps[^\n]*\n(?: {2}.*\n)* {2}sweeps\/fund-size +How large/);
    expect(stdout).not.toContain('templates/');
    expect(stdout).toContain('Run one: unwind run <name>');
  });

  it('is one document with --json, whose every name is a scenario or a sweep that validates', () => {
    const place = workplace();
    const { stdout } = unwind(place, 'list', '--json');
    const scenarios = JSON.parse(stdout) as { name: string; group: string; question: string }[];
    expect(scenarios.length).toBeGreaterThan(5);
    for (const { question } of scenarios) expect(question).toMatch(/^\S.*\?$/);
    const names = scenarios.map(({ name }) => name);
    expect(unwind(place, 'validate', ...names)).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('the name of a shipped scenario', () => {
  it('stands for its file', () => {
    const place = workplace();
    const { code, stdout } = unwind(place, 'run', 'may-2021-crash', ...SHORT);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'Again           unwind run may-2021-crash --seed 1 --set duration=1m',
    );
    expect(existsSync(join(place, 'output', 'may-2021-crash'))).toBe(true);
  });

  it('gives way to a file of that name, and reaches no file outside', () => {
    const place = workplace();
    writeFileSync(join(place, 'may-2021-crash'), SCENARIO);
    expect(unwind(place, 'validate', 'may-2021-crash').stdout).toMatch(/^may-2021-crash: ok/);
    expect(unwind(place, 'validate', '../package').stderr).toMatch(
      /^error: \.\.\/package does not/,
    );
  });
});

describe('unwind init', () => {
  it.each(['crash', 'keepers', 'minimal'])(
    '%s writes a scenario that runs and cascades',
    (name) => {
      const place = workplace();
      const { code, stdout, stderr } = unwind(place, 'init', name);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(`unwind run ${name}.yaml`);
      const run = unwind(place, 'run', `${name}.yaml`, '--json');
      expect(run).toMatchObject({ code: 0, stderr: '' });
      const { summary } = JSON.parse(run.stdout) as { summary: Record<string, number> };
      expect(summary['liquidations']).toBeGreaterThan(10);
      expect(summary['conservation_error']).toBe(0);
    },
  );

  it('leaves a file alone that is there, unless it is told to replace it', () => {
    const place = workplace();
    const refused = unwind(place, 'init', '--out', 'small.yaml');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toBe(
      'error: small.yaml is there: --overwrite replaces it, --out FILE writes another\n',
    );
    expect(readFileSync(join(place, 'small.yaml'), 'utf8')).toBe(SCENARIO);
    expect(unwind(place, 'init', '--out', 'small.yaml', '--overwrite').code).toBe(0);
    expect(readFileSync(join(place, 'small.yaml'), 'utf8')).not.toBe(SCENARIO);
  });

  it('says what to do next in two columns, however long the name is', () => {
    const { stdout } = unwind(workplace(), 'init', '--out', 'a-rather-long-name.yaml');
    const steps = stdout.split('\n').filter((line) => line.startsWith('  '));
    expect(steps).toHaveLength(4);
    expect(new Set(steps.map((line) => line.lastIndexOf('  '))).size).toBe(1);
  });

  it('leaves nothing of a file that the disk had no room for, and what was there as it was', () => {
    const place = workplace();
    writeFileSync(join(place, 'catch.mjs'), "process.on('SIGXFSZ', () => undefined);");
    for (const flags of ['', '--out small.yaml --overwrite']) {
      const line = `ulimit -f 1; NODE_OPTIONS="--import ./catch.mjs" $UNWIND init ${flags}`;
      const { code, stderr } = shell(place, line);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^error: (crash|small).yaml can not be written: E\w+: [^,\n]+\n$/);
    }
    expect(readdirSync(place).sort()).toEqual(['catch.mjs', 'small.yaml']);
    expect(readFileSync(join(place, 'small.yaml'), 'utf8')).toBe(SCENARIO);
  });
});

describe('a scenario that includes files', () => {
  it('runs, with what it included in run.json, and never loses an included file', () => {
    const place = workplace(`include: [parts.yaml]\nvenue: { insuranceFund: { initial: 200 } }\n`);
    writeFileSync(join(place, 'parts.yaml'), SCENARIO);
    expect(unwind(place, 'run', 'small.yaml', '--out', 'out', ...SHORT).code).toBe(0);
    const manifest = JSON.parse(readFileSync(join(place, 'out', 'run.json'), 'utf8')) as {
      resolved: { venue: object; include?: unknown };
    };
    expect(manifest.resolved.venue).toMatchObject({
      insuranceFund: { initial: 200 },
      name: 'perpetuals',
    });
    expect(manifest.resolved).not.toHaveProperty('include');
    writeFileSync(join(place, 'out', 'parts.yaml'), SCENARIO);
    writeFileSync(join(place, 'small.yaml'), 'include: [out/parts.yaml]\n');
    const lost = unwind(place, 'run', 'small.yaml', '--out', 'out', '--overwrite');
    expect(lost.code).toBe(2);
    expect(lost.stderr).toContain('never overwritten');
  });

  it('shows the lines of the file that is wrong', () => {
    const place = workplace('include: [parts.yaml]\n');
    writeFileSync(join(place, 'parts.yaml'), SCENARIO.replace('tick: 0.1', 'tick: -1'));
    const { code, stderr } = unwind(place, 'validate', 'small.yaml');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^parts\.yaml:12:13 .*tick expected[^]*> 12 \| +tick: -1\n/);
  });

  it('says which file is missing, and from where', () => {
    const { code, stderr } = unwind(workplace('include: [../no.yaml]\n'), 'validate', 'small.yaml');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^small\.yaml:1:11 include\[0\] expected .* \.\.\/no\.yaml does not exist\n/,
    );
  });
});

describe('unwind completion', () => {
  /** What bash offers for the last of some words. */
  function offered(place: string, ...words: string[]): readonly string[] {
    const line = `eval "$($UNWIND completion bash)"; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
      COMP_CWORD=${words.length - 1}; _unwind; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = shell(place, line);
    expect(stderr).toBe('');
    return stdout.trimEnd().split('\n');
  }

  it('completes commands, flags, scenarios, templates and files in bash', () => {
    const place = workplace();
    expect(offered(place, 'unwind', '')).toEqual(
      expect.arrayContaining([
        'run',
        'validate',
        'list',
        'init',
        'completion',
        'help',
        '--version',
      ]),
    );
    expect(offered(place, 'unwind', 'va')).toEqual(['validate']);
    expect(offered(place, 'unwind', 'run', '--s')).toEqual(['--seed', '--set']);
    expect(offered(place, 'unwind', 'run', 'may')).toEqual(['may-2021-crash']);
    expect(offered(place, 'unwind', 'run', 'small.')).toEqual(['small.yaml']);
    expect(offered(place, 'unwind', 'run', 'small.yaml', '--out', 'sm')).toEqual(['small.yaml']);
    expect(offered(place, 'unwind', 'init', 'k')).toEqual(['keepers']);
    expect(offered(place, 'unwind', 'completion', 'z')).toEqual(['zsh']);
  });

  it.each(['zsh', 'fish'])('knows every command, flag and scenario in %s', (name) => {
    const { code, stdout } = unwind(workplace(), 'completion', name);
    expect(code).toBe(0);
    for (const word of ['validate', 'overwrite', 'record', 'may-2021-crash', 'keepers', 'bash']) {
      expect(stdout).toContain(word);
    }
  });
});

it('a line of a file that is very long is cut where it is shown', () => {
  const place = workplace(
    `{ question: ${'"x"'.padEnd(5000)}, duration: 5, venu: {} } # ${'y'.repeat(5000)}\n`,
  );
  const { stderr } = unwind(place, 'validate', 'small.yaml');
  expect(stderr).toMatch(/small\.yaml:1:5025 duration expected/);
  for (const line of stderr.split('\n').filter((one) => /^[> ]+\d* \|/.test(one))) {
    expect(line.length).toBeLessThan(140);
  }
  const lines = stderr.split('\n');
  const row = lines.findIndex((line) => line.includes(':5025 duration'));
  expect(lines[row + 1][lines[row + 2].indexOf('^')]).toBe('5');
});
