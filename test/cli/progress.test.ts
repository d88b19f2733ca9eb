import { expect, test } from 'vitest';
import { progressLine } from '../../src/cli/progress.js';

const HALF = { timeUs: 7200e6, durationUs: 14_400e6, commands: 400_000, liquidations: 1 };

test('progress tells simulated time, liquidations, time left and rate', () => {
  expect(progressLine(HALF, 2000, 100)).toBe(
    '████████████░░░░░░░░░░░░  50 %, 2h of 4h, 1 liquidation, 2s left, 200K commands/s',
  );
});

test('progress drops what a narrow terminal has no room for, and never breaks its line', () => {
  for (let width = 20; width <= 120; width++) {
    expect(progressLine(HALF, 2000, width).length).toBeLessThanOrEqual(width);
  }
  expect(progressLine(HALF, 2000, 45)).toMatch(/░ {2}50 %, 2h of 4h, 1 liquidation$/);
});

test('progress promises nothing in the first moments', () => {
  expect(progressLine({ ...HALF, timeUs: 0 }, 100, 100)).toMatch(/0 %, 0s of 4h, 1 liquidation$/);
  expect(progressLine({ ...HALF, timeUs: 0 }, 900, 100)).toContain('long left');
});
