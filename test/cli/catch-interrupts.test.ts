import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { catchInterrupts } from '../../src/cli/interrupt.js';

test('the first Ctrl-C asks for an end in order, the second leaves at once with 130', async () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  onTestFinished(() => exit.mockRestore());
  let told = 0;
  const { signal, release } = catchInterrupts(() => (told += 1));
  expect(signal.aborted).toBe(false);
  process.emit('SIGINT');
  process.emit('SIGINT'); // the same press, passed on by npm
  expect(signal.aborted).toBe(true);
  expect(exit).not.toHaveBeenCalled();
  await setTimeout(300);
  process.emit('SIGINT');
  expect(exit).toHaveBeenCalledExactlyOnceWith(130);
  expect(told).toBe(1);
  const listening = process.listenerCount('SIGINT');
  release();
  expect(process.listenerCount('SIGINT')).toBe(listening - 1);
});
