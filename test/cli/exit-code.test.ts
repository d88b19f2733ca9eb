import { expect, test } from 'vitest';
import { failureOf } from '../../src/cli/exit-code.js';

/** What a function throws. */
function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('it threw nothing');
}

test('a machine without enough memory is one line that says what needs less', async () => {
  const error = thrownBy(() => new ArrayBuffer(Number.MAX_SAFE_INTEGER));
  expect(await failureOf(error)).toEqual({
    code: 1,
    message: expect.stringMatching(/^error: there is not enough memory .*lower the counts[^\n]*$/),
  });
});

test('what nobody expected is shown with where it happened', async () => {
  const { code, message } = await failureOf(new RangeError('Invalid array length'));
  expect(code).toBe(1);
  expect(message).toMatch(/^error: unexpected, please report it\nRangeError.*\n +at /);
});
