import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { MAIN, shell, workplace } from './command.js';

const ESCAPE = '\u001b';
const COLOUR = new RegExp(`${ESCAPE}\\[[0-9;]*m`);

const hasTerminal = spawnSync('script', ['--version']).status === 0;

/** What a person sees who runs the command on a terminal of 90 columns; without line ends of a terminal. */
function seen(words: string, environment = ''): string {
  const command = `stty cols 90; ${environment} ${process.execPath} ${MAIN} ${words}`;
  const { stdout } = shell(workplace(), `script -qec '${command}' /dev/null < /dev/null`);
  return stdout.replaceAll('\r\n', '\n');
}

describe.runIf(hasTerminal)('on a terminal', () => {
  it('a run shows its progress, clears it, and ends with a coloured summary and sparklines', () => {
    const text = seen('run small.yaml');
    expect(text).toMatch(/[█░]+ +\d+ %, \d\S* of 10m, [\d,]+ liquidations?/);
    const end = text.slice(text.lastIndexOf('\u001b[2K'));
    expect(end).toContain('\u001b[1msmall, seed 1: 10m simulated');
    expect(end).toMatch(/Mark.*[▁-█]{5}.* → .*low/);
    expect(end).toMatch(/Fund.*[▁-█]{5}/);
    expect(end).toContain('unwind run small.yaml --seed 1');
  });

  it('NO_COLOR takes the colours away and leaves the rest', () => {
    const text = seen('run small.yaml', 'NO_COLOR=1');
    expect(text).not.toMatch(COLOUR);
    expect(text).toMatch(/Mark +[▁-█]{5}/);
  });

  it('--json and --quiet show no bar', () => {
    expect(seen('run small.yaml --quiet')).toBe('');
    expect(() => JSON.parse(seen('run small.yaml --json')) as unknown).not.toThrow();
  });
});

describe('in a pipe', () => {
  it('there is no bar, no colour and no sparkline; FORCE_COLOR brings the colours', () => {
    const plain = shell(workplace(), '$UNWIND run small.yaml | cat');
    expect(plain.stderr).toBe('');
    expect(plain.stdout).not.toContain(ESCAPE);
    expect(plain.stdout).not.toMatch(/[▁-█]/);
    const forced = shell(workplace(), 'FORCE_COLOR=1 $UNWIND run small.yaml | cat');
    expect(forced.stdout).toContain('\u001b[1msmall, seed 1');
  });
});
