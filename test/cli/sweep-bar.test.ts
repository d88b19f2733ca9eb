import { expect, test } from 'vitest';
import { sweepLine } from '../../src/cli/sweep-bar.js';

const STATE = { there: 250, asked: 1000, made: 200, failed: 3 };

test('the line tells runs, failures, time left and rate', () => {
  // 200 runs in 10 s are 20 a second; 750 are left.
  expect(sweepLine(STATE, 10_000, 100)).toBe(
    `${'█'.repeat(6)}${'░'.repeat(18)}  25 %, 250 of 1,000 runs, 3 failed, 38s left, 20 runs/s`,
  );
});

test('what there is no room for is left out from the end', () => {
  expect(sweepLine(STATE, 10_000, 50)).toMatch(/ {2}25 %, 250 of 1,000 runs, 3 failed$/);
  expect(sweepLine(STATE, 10_000, 50).length).toBeLessThan(51);
});

test('no time is told before it is known', () => {
  expect(sweepLine({ ...STATE, made: 0, failed: 0 }, 500, 100)).toMatch(/250 of 1,000 runs$/);
  expect(sweepLine({ ...STATE, made: 0 }, 5000, 100)).toContain('long left');
});
