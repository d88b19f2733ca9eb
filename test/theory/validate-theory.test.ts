import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Row } from './scripts.js';

const SCRIPT = fileURLToPath(new URL('../../scripts/validate-theory.js', import.meta.url));

interface Report {
  readonly passed: boolean;
  readonly results: readonly { readonly parameters: string; readonly rows: readonly Row[] }[];
}

function validate(...typed: string[]) {
  return spawnSync(process.execPath, [SCRIPT, ...typed], { encoding: 'utf8' });
}

function report(...typed: string[]): Report {
  const { status, stdout, stderr } = validate('--quick', '--json', ...typed);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as Report;
}

describe('the simulator agrees with theory', () => {
  it.each([
    ['cas-1', 2, 8],
    ['cas-2', 5, 1],
    ['sqrt', 6, 3],
    ['zi', 4, 2],
    ['bar', 3, 1],
    ['cst', 9, 1],
    ['as', 4, 6],
  ])('in the case %s, at every point of the page', (name, points, leastRows) => {
    const { passed, results } = report('--case', name);
    expect(passed).toBe(true);
    expect(results).toHaveLength(points);
    for (const { rows } of results) {
      expect(rows.length).toBeGreaterThanOrEqual(leastRows);
      for (const { verdict } of rows) expect(verdict).toBe('pass');
    }
  });

  it('off the page too, where theory has a formula', () => {
    const standing = 'populations.longs.standing';
    const changed = [
      `${standing}.liquidationPrice.uniform.from=0.89995`,
      `${standing}.poissonMean=100`,
      `${standing}.size=3`,
      'populations.longs.count=200',
      'shocks.sale.size=25',
    ].flatMap((override) => ['--set', override]);
    const { passed, results } = report('--case', 'cas-1', '--seeds', '300', ...changed);
    expect(results[0].parameters).toBe('lambda 2.5, n 0.3, 300 runs');
    expect(passed).toBe(true);
    expect(results[0].rows.every(({ verdict }) => verdict === 'pass')).toBe(true);
  });

  it.each([
    ['zi', 'populations.traders.cancelRate=0.2/s'],
    ['cas-1', 'populations.longs.standing.size=10'],
    ['cas-2', 'populations.longs.standing.share=50%'],
    ['sqrt', 'shocks.purchase.size=5000000'],
    ['cst', 'populations.traders.window=2'],
    ['bar', 'venue.instruments.PERP.mark.kind=last'],
    ['as', 'populations.maker.strategy.riskAversion=0.05'],
    ['as', 'populations.maker.requotes=random'],
  ])('and says so where there is no reference: %s with %s', (name, override) => {
    const { passed, results } = report('--case', name, '--seeds', '2', '--set', override);
    expect(passed).toBe(true);
    for (const { verdict, expected, note } of results[0].rows) {
      expect(verdict).toBe('no reference');
      expect(expected).toBeNull();
      expect(note).toMatch(/\w/);
    }
  });
});

describe('a validation', () => {
  it('prints a table', () => {
    const { status, stdout } = validate('--case', 'sqrt', '--set', 'shocks.purchase.size=2500');
    expect(status).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/^case +parameters +quantity +expected +got .*verdict$/);
    expect(stdout).toMatch(/sqrt +buy Q 2500, L 2 +move of the price, ticks +50 +50 +pass/);
  });

  it.each([
    [['--case', 'cas-9'], /no case "cas-9"; there are: cas-1, /],
    [['--set', 'duration=2s'], /name it with --case/],
    [['--case', 'bar', '--set', 'duration=2'], /duration expected a duration/],
    [['--seeds', '1.5'], /expected a whole number/],
    [['--fast'], /unknown option '--fast'/],
  ])('ends with 2 when it is used wrongly: %s', (typed, message) => {
    const { status, stdout, stderr } = validate(...typed);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n +at /);
    expect(stdout).not.toMatch(/pass/);
    expect(status).toBe(2);
  });

  it('ends with 1 when a run breaks off', () => {
    const { status, stderr } = validate('--case', 'cas-1', '--set', 'populations.longs.count=30');
    expect(stderr).toMatch(/raise count/);
    expect(status).toBe(1);
  });
});
