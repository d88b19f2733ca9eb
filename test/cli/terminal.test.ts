import { describe, expect, it } from 'vitest';
import { styled, terminalOf, wrapped } from '../../src/cli/terminal.js';

const TTY = { isTTY: true, columns: 100 };
const PIPE = { isTTY: false, columns: 0 };

describe('colours', () => {
  it.each([
    [TTY, {}, true],
    [PIPE, {}, false],
    [TTY, { NO_COLOR: '1' }, false],
    [TTY, { NO_COLOR: '' }, true],
    [TTY, { TERM: 'dumb' }, false],
    [PIPE, { FORCE_COLOR: '1' }, true],
    [PIPE, { FORCE_COLOR: '' }, true],
    [TTY, { FORCE_COLOR: '0' }, false],
    [PIPE, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ])('on %j with %j: %s', (stream, environment, hasColours) => {
    expect(terminalOf(stream, environment).hasColours).toBe(hasColours);
  });

  it('are left out where there are none', () => {
    const plain = terminalOf(PIPE, {});
    expect(styled('red', 'deep', plain)).toBe('deep');
    expect(styled('red', 'deep', terminalOf(TTY, {}))).toBe('\u001b[31mdeep\u001b[39m');
  });
});

describe('the width', () => {
  it('is that of the terminal within what can be read, 80 elsewhere', () => {
    expect(terminalOf(TTY, {}).width).toBe(100);
    expect(terminalOf({ isTTY: true, columns: 20 }, {}).width).toBe(40);
    expect(terminalOf({ isTTY: true, columns: 500 }, {}).width).toBe(110);
    expect(terminalOf({ isTTY: true, columns: 0 }, {}).width).toBe(80);
    expect(terminalOf(PIPE, {}).width).toBe(80);
  });

  it('breaks lines at spaces only', () => {
    expect(wrapped('who pays for it', 8)).toEqual(['who pays', 'for it']);
    expect(wrapped('a-very-long-word is kept', 6)).toEqual(['a-very-long-word', 'is', 'kept']);
    expect(wrapped('', 6)).toEqual(['']);
  });
});
