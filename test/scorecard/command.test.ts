import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Row } from './scripts.js';

const SCRIPT = fileURLToPath(new URL('../../scripts/scorecard.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'unwind-scorecard-'));
const page = join(folder, 'cards', 'card.md');
const short = ['may-2021-crash', '--set', 'duration=62m', '--seeds', '2'];

function scorecard(...typed: string[]) {
  return spawnSync(process.execPath, [SCRIPT, ...typed], { encoding: 'utf8' });
}

function scenario(file: string): string {
  return fileURLToPath(new URL(`../../scenarios/${file}`, import.meta.url));
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a score card', () => {
  it('is printed, and written as a page with the sources', () => {
    const { status, stdout, stderr } = scorecard(...short, '--out', page);
    expect(stderr).toBe('');
    expect(status).toBe(1); // two minutes after the trigger nothing has fallen yet
    expect(stdout.split('\n')[0]).toMatch(/^fact +target +run +5 % +95 % +verdict$/);
    expect(stdout).toMatch(/\nfall to the low +22\.5 % ± 25 % +\d+\.\d % .* fail\n/);
    expect(stdout).toMatch(/\nexcess kurtosis, 1 minute +-?\d/);
    expect(stdout).toMatch(/\n\d of 5 facts are met: failed\.\n$/);
    const text = readFileSync(page, 'utf8');
    expect(text).toMatch(/^# Score card: may-2021-crash\n/);
    expect(text).toContain("--seeds 2 --set 'duration=62m'`");
    expect(text).toMatch(/\n\| fall to the low \| 22\.5 % ± 25 % \| \d/);
    expect(text).toMatch(/\n- \*\*change of open interest, in money\*\* \(aggregator[^\n]*Bybt/);
  });

  it('is the same again, and the same for other programs', () => {
    const file = scenario('theory/zi.yaml');
    const quick = ['--set', 'duration=300s', '--set', 'sampleEvery=1s', '--seeds', '3', '--json'];
    const [one, two] = [scorecard(file, ...quick), scorecard(file, ...quick)];
    expect(one.stdout).toBe(two.stdout);
    const { rows } = JSON.parse(one.stdout) as { rows: readonly Row[] };
    const orders = rows.find(({ name }) => name === 'marketOrders');
    expect(orders?.runs).toBe(3);
    expect(orders?.value).toBeCloseTo(2, 0);
    expect(Number(orders?.low)).toBeLessThan(Number(orders?.high));
  });

  it('of a scenario without facts judges nothing', () => {
    const { status, stdout } = scorecard(
      scenario('theory/cas-1.yaml'),
      '--seeds',
      '1',
      '--out',
      page,
    );
    expect(stdout).toMatch(/There are no facts to judge this scenario by\.\n$/);
    expect(status).toBe(0);
  });

  it('ends with 1 when a run breaks off', () => {
    const { status, stderr } = scorecard(scenario('theory/zi.yaml'), '--set', 'maxCommands=9');
    expect(stderr).toMatch(/^seed 1: the run took 9 commands before its end: raise maxCommands/);
    expect(status).toBe(1);
  });

  it.each([
    [['no-such'], /no scenario "no-such"/],
    [['may-2021-crash', '--set', 'duration=1h'], /does not hold the trigger/],
    [['may-2021-crash', '--seeds', '0'], /expected a whole number from 1/],
  ])('ends with 2 when it is asked wrongly: %s', (typed, message) => {
    const { status, stdout, stderr } = scorecard(...typed);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n +at /);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});
