import { EXIT } from './exit-code.js';

/** npm passes a Ctrl-C on to its child, which has had it from the terminal: one press arrives twice. */
const SAME_PRESS_MS = 250;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interrupts {
  readonly signal: AbortSignal;
  /** From here on a Ctrl-C does what it does by itself. */
  readonly release: () => void;
}

/**
 * The first Ctrl-C aborts the signal, so that the run can end in order; the second leaves at once.
 * SIGTERM counts as Ctrl-C, and so does SIGHUP: the terminal was closed.
 */
export function catchInterrupts(onFirst: () => void): Interrupts {
  const controller = new AbortController();
  let firstMs = 0;
  const interrupt = (): void => {
    if (!controller.signal.aborted) {
      firstMs = performance.now();
      controller.abort();
      onFirst();
    } else if (performance.now() - firstMs > SAME_PRESS_MS) {
      process.exit(EXIT.interrupted);
    }
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  const release = (): void => {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  };
  return { signal: controller.signal, release };
}
